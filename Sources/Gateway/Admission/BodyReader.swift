import Domain
import Primitives
import Wire

/// Reads a request's JSON object field by field, gathers everything that is wrong, and refuses what nobody asked for, so that a typing error never passes in silence.
package struct BodyReader {
  private let pointer: String
  private var rest: [JSONField]
  package private(set) var errors: [Problem.FieldError] = []

  /// The body of a request.
  /// - Throws: a `Problem`: 400 when it is no JSON, 422 when it is no object or a text holds what no text may hold.
  package init(body: [UInt8], maxDepth: Int = 64) throws(Problem) {
    self.init(try Self.parse(body, maxDepth: maxDepth), at: "")
    if !errors.isEmpty { throw .invalid(errors) }
  }

  package init(_ value: JSONValue, at pointer: String) {
    self.pointer = pointer
    rest = value.fields ?? []
    if value.fields == nil { errors.append(.init(pointer: pointer, detail: "expected an object, found \(value.kindName)")) }
  }

  /// The body as a tree. - Throws: as `init(body:)`.
  package static func parse(_ body: [UInt8], maxDepth: Int = 64) throws(Problem) -> JSONValue {
    let value: JSONValue
    do {
      value = try JSONReader(maxDepth: maxDepth).value(body[...])
    } catch {
      switch error {
      case .malformed(let reason): throw Problem(400, "json.malformed", "the body is not JSON: \(body.isEmpty ? "it is empty" : reason)")
      case .invalidUTF8: throw Problem(400, "json.malformed", "the body is not UTF-8")
      case .duplicateKey(let key, let pointer):
        throw Problem(400, "json.malformed", "the key \"\(key)\" stands twice in the object at \"\(pointer)\"")
      case .tooDeep(let limit): throw Problem(422, "json.too_deep", "the body is nested deeper than the limit of \(limit) levels")
      }
    }
    var errors: [Problem.FieldError] = []
    collectBadText(value, at: "", into: &errors)
    if !errors.isEmpty { throw .invalid(errors) }
    return value
  }

  package mutating func take(_ key: String) -> JSONValue? {
    guard let at = rest.firstIndex(where: { $0.key == key }) else { return nil }
    return rest.remove(at: at).value
  }

  /// A text; `nil` when it is not there, `null`, or wrong (which is noted).
  package mutating func string(_ key: String, isRequired: Bool = false, bytes: ClosedRange<Int>) -> String? {
    guard let value = take(key), !value.isNull else {
      if isRequired { note(key, "is required") }
      return nil
    }
    guard let text = value.string else {
      note(key, "expected a string, found \(value.kindName)")
      return nil
    }
    let count = text.utf8.count
    guard bytes.contains(count) else {
      note(key, count < bytes.lowerBound ? "must not be empty" : "is \(count) bytes long; the limit is \(bytes.upperBound)")
      return nil
    }
    return text
  }

  /// A text whose length is told in characters (Unicode scalars).
  package mutating func string(_ key: String, characters: ClosedRange<Int>) -> String? {
    guard let text = string(key, bytes: characters.lowerBound...characters.upperBound * 4) else { return nil }
    let count = text.unicodeScalars.count
    guard characters.contains(count) else {
      note(key, "is \(count) characters long; the limit is \(characters.upperBound)")
      return nil
    }
    return text
  }

  package mutating func array(_ key: String) -> [JSONValue]? {
    guard let value = take(key), !value.isNull else { return nil }
    guard let elements = value.array else {
      note(key, "expected an array, found \(value.kindName)")
      return nil
    }
    return elements
  }

  package mutating func note(_ key: String, _ detail: String) {
    errors.append(.init(pointer: "\(pointer)/\(JSONPointer.escaped(key))", detail: detail))
  }

  package mutating func merge(_ other: BodyReader) { errors += other.errors }

  /// Notes every field that was not taken.
  package mutating func refuseRest() {
    for field in rest { note(field.key, "is not a field of this request") }
    rest = []
  }

  /// - Throws: 422 naming everything that was wrong, unknown fields included.
  package mutating func finish() throws(Problem) {
    refuseRest()
    if !errors.isEmpty { throw .invalid(errors) }
  }

  private static func collectBadText(_ value: JSONValue, at pointer: String, into errors: inout [Problem.FieldError]) {
    let detail = "holds U+0000 or half of a surrogate pair, which no text may hold"
    switch value {
    case .string(let text) where text.utf8.contains(0): errors.append(.init(pointer: pointer, detail: detail))
    case .array(let elements):
      for (index, element) in elements.enumerated() { collectBadText(element, at: "\(pointer)/\(index)", into: &errors) }
    case .object(let fields):
      for field in fields {
        let inner = "\(pointer)/\(JSONPointer.escaped(field.key))"
        if field.key.utf8.contains(0) { errors.append(.init(pointer: inner, detail: detail)) }
        collectBadText(field.value, at: inner, into: &errors)
      }
    default: break
    }
  }
}
