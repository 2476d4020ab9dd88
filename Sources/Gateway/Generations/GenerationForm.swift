import Domain
import Mapping
import Primitives
import Transport
import Wire

/// What `POST /api/generations` asks for: the fields of its form, each checked.
struct GenerationForm: Sendable {
  enum Source: Sendable {
    /// Bytes of the request's body, under this name.
    case file(Range<Int>, name: String)
    /// A workbook that was sent before.
    case known(String)
  }

  var source: Source
  var generation: String?
  var name: String?
  var dialect: Dialect
  var form: OutputForm
  var tables: [String]?
  var model: String?
  var frontendID: String?

  /// - Throws: 415 for another media type, 400 for a malformed form, 422 naming the fields that are wrong.
  init(_ call: Call) throws(Problem) {
    try call.refuseContentCoding()
    guard let type = call.headers["content-type"], let boundary = MultipartForm.boundary(ofContentType: type) else {
      throw Problem(
        415, "media_type.unsupported", "Content-Type is \(call.headers["content-type"] ?? "missing"); expected multipart/form-data with a boundary")
    }
    let body = call.request.body
    let parsed: MultipartForm
    do throws(MultipartForm.Failure) { parsed = try MultipartForm(body: body, boundary: boundary) } catch {
      throw Problem(400, "form.malformed", "the body is no form: \(error.reason)")
    }
    var fields = Fields(parsed, body)
    let workbook = fields.take("workbook")
    generation = fields.text("generation_id", bytes: 1...68)
    name = fields.text("name", bytes: 1...255)
    let dialect = fields.choice("dialect", of: Dialect.self)
    let output = fields.choice("as", of: OutputForm.self)
    model = fields.text("model", bytes: 1...256)
    frontendID = fields.text("frontend_id", bytes: 1...512)
    tables = fields.list("tables")
    if let generation, !ClientName.isGeneration(generation) {
      fields.note("generation_id", "expected gen_ and 1 to 64 characters of A-Z a-z 0-9 _ -, found \"\(generation.prefix(80))\"")
    }
    var source: Source?
    if let workbook, workbook.fileName != nil {
      let fileName = workbook.fileName.flatMap { $0.isEmpty ? nil : $0 } ?? "workbook.xlsx"
      // Some browsers send a path.
      let last = fileName.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? fileName
      if workbook.content.isEmpty { fields.note("workbook", "is an empty file") }
      source = .file(workbook.content, name: String(last.prefix(255)))
    } else if let workbook {
      let id = String(decoding: body[workbook.content], as: UTF8.self)
      if ULID(id) == nil { fields.note("workbook", "expected a file, or the ID of a workbook, found \"\(id.prefix(40))\"") }
      source = .known(id)
    } else {
      fields.note("workbook", "is required")
    }
    try fields.finish()
    guard let source else { throw .invalid([.init(pointer: "/workbook", detail: "is required")]) }
    self.source = source
    self.dialect = dialect ?? .postgres
    self.form = output ?? .select
  }

  /// The parts of a form, taken one by one; what nobody asked for is refused.
  private struct Fields {
    private var rest: [MultipartForm.Part]
    private let body: [UInt8]
    private var errors: [Problem.FieldError] = []

    init(_ form: MultipartForm, _ body: [UInt8]) {
      rest = form.parts
      self.body = body
    }

    mutating func note(_ name: String, _ detail: String) { errors.append(.init(pointer: "/\(JSONPointer.escaped(name))", detail: detail)) }

    /// A part that may come once.
    mutating func take(_ name: String) -> MultipartForm.Part? {
      let found = rest.filter { $0.name == name }
      rest.removeAll { $0.name == name }
      if found.count > 1 { note(name, "comes \(found.count) times; expected once") }
      return found.first
    }

    /// - Returns: `nil` for one that is missing or empty, as a form sends a field that nobody filled in.
    mutating func text(_ name: String, bytes: ClosedRange<Int>) -> String? {
      guard let part = take(name), let text = text(of: part), !text.isEmpty else { return nil }
      guard bytes.contains(text.utf8.count) else {
        note(name, "is \(text.utf8.count) bytes long; the limit is \(bytes.upperBound)")
        return nil
      }
      return text
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(_ name: String, of type: Value.Type) -> Value? where Value.RawValue == String {
      guard let text = text(name, bytes: 1...64) else { return nil }
      guard let value = Value(rawValue: text) else {
        note(name, "is \"\(text)\"; expected one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
      }
      return value
    }

    /// Names, in fields of their own, with commas between, or as a JSON array.
    mutating func list(_ name: String) -> [String]? {
      let parts = rest.filter { $0.name == name }
      rest.removeAll { $0.name == name }
      var names: [String] = []
      for part in parts {
        guard let text = text(of: part) else { continue }
        if text.hasPrefix("[") {
          guard let array = (try? JSONReader().value(Array(text.utf8)[...]))?.array, array.allSatisfy({ $0.string != nil }) else {
            note(name, "begins like a JSON array of names and is none")
            continue
          }
          names += array.compactMap(\.string)
        } else {
          names += text.split(separator: ",").map { piece in
            String(piece.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
          }
        }
      }
      names.removeAll { $0.isEmpty }
      if names.count > 1000 || names.contains(where: { $0.utf8.count > 512 }) { note(name, "names too many tables, or one that is too long") }
      return names.isEmpty ? nil : names
    }

    private mutating func text(of part: MultipartForm.Part) -> String? {
      guard part.content.count <= 1 << 16, let text = String(validating: body[part.content], as: UTF8.self), !text.utf8.contains(0) else {
        note(part.name, "is no text of at most 64 KiB")
        return nil
      }
      return text
    }

    mutating func finish() throws(Problem) {
      for part in rest { note(part.name, "is not a field of this request") }
      if !errors.isEmpty { throw .invalid(errors) }
    }
  }
}
