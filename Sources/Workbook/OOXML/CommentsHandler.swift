/// Reads a sheet's `comments1.xml`: the notes of Excel, and the text that stands in for its threads.
final class CommentsHandler: XMLHandler {
  private let sheet: String
  private let budget: WorkbookBudget
  private let receiver: any WorkbookReceiver
  private var reference: CellReference?
  private var text: XMLText
  private var isInText = false
  private var phoneticDepth = 0

  init(sheet: String, budget: WorkbookBudget, receiver: any WorkbookReceiver) {
    self.sheet = sheet
    self.budget = budget
    self.receiver = receiver
    text = XMLText(maxBytes: budget.limits.textBytes)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) {
    switch name {
    case "comment":
      let place = attributes.text("ref") ?? ""
      guard let cell = CellReference(place) else { throw .damaged("a comment at \(place.prefix(20)), which no sheet has", place: sheet) }
      try budget.takeComment()
      reference = cell
      text.removeAll()
    case "rPh": phoneticDepth += 1
    case "t": isInText = reference != nil && phoneticDepth == 0
    default: break
    }
  }

  override func end(_ name: XMLName) {
    switch name {
    case "t": isInText = false
    case "rPh": phoneticDepth -= 1
    case "comment":
      text.unescape()
      if let reference { receiver.comment(text.string, at: reference) }
      reference = nil
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError) {
    if isInText { try text.append(bytes) }
  }
}
