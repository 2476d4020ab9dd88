import Primitives
import Wire

/// A configuration file that has been read: JSON with `//` comments.
struct ConfigurationFile {
  let path: String
  let root: JSONValue
  private let lines: JSONLines

  /// - Throws: `ConfigurationError` with code `malformedFile` and, where it can be told, the line.
  init(path: String, text: [UInt8]) throws(ConfigurationError) {
    // Editors on other systems begin a file with a byte order mark.
    let text = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    let json = JSONComments.blanked(text)
    let lines = JSONLines(json)
    self.path = path
    self.lines = lines
    do {
      root = try JSONReader(maxDepth: 16).value(json[...])
    } catch {
      throw Self.refusal(error, path: path, lines: lines)
    }
    guard root.fields != nil else {
      throw .malformedFile(path, line: 1, reason: "expected an object with settings, found \(root.kindName)")
    }
  }

  /// Where a value stands.
  func origin(_ path: String) -> SettingOrigin { .file(path: self.path, line: lines.lineOfPath[path]) }

  private static func refusal(_ failure: JSONFailure, path: String, lines: JSONLines) -> ConfigurationError {
    switch failure {
    case .malformed(let reason):
      .malformedFile(path, line: lines.fault, reason: lines.fault == nil ? reason : "look for a missing quote or a comma too few or too many")
    case .invalidUTF8: .malformedFile(path, line: nil, reason: "the text is not UTF-8")
    case .tooDeep(let limit): .malformedFile(path, line: nil, reason: "nested deeper than \(limit) levels")
    case .duplicateKey(let key, _): .malformedFile(path, line: lines.repeatedKey, reason: "the key \(ConfigurationError.quoted(key)) is there twice")
    }
  }
}
