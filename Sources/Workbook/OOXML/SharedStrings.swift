/// The texts that cells point to, one behind the other in one place.
final class SharedStrings {
  private var arena = ByteScratch(capacity: 4096)
  private var ends: ContiguousArray<Int> = []

  var count: Int { ends.count }

  /// `nil` where there is none of this number.
  @inline(__always)
  subscript(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard index >= 0, index < ends.count else { return nil }
    return arena.bytes((index == 0 ? 0 : ends[index - 1])..<ends[index])
  }

  fileprivate func append(_ bytes: UnsafeBufferPointer<UInt8>, limits: WorkbookLimits) throws(WorkbookError) {
    arena.append(bytes)
    ends.append(arena.count)
    if ends.count > limits.sharedStrings { throw .beyond("shared strings", limit: limits.sharedStrings) }
    if arena.count > limits.sharedStringBytes { throw .beyond("bytes of shared strings", limit: limits.sharedStringBytes) }
  }
}

/// Reads `xl/sharedStrings.xml`. Runs of rich text are joined; how a text is pronounced (`rPh`) is no part of it.
final class SharedStringsHandler: XMLHandler {
  let strings = SharedStrings()
  private let limits: WorkbookLimits
  private var text: XMLText
  private var isInText = false
  private var phoneticDepth = 0

  init(_ limits: WorkbookLimits) {
    self.limits = limits
    text = XMLText(maxBytes: limits.textBytes)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "t": isInText = phoneticDepth == 0
    case "si": text.removeAll()
    case "rPh": phoneticDepth += 1
    default: break
    }
  }

  override func end(_ name: XMLName) throws(WorkbookError) {
    switch name {
    case "t": isInText = false
    case "rPh": phoneticDepth -= 1
    case "si":
      text.unescape()
      try strings.append(text.bytes, limits: limits)
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError) {
    if isInText { try text.append(bytes) }
  }
}
