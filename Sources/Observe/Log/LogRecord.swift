import Primitives

/// One record on its way to a line. The message is a constant of the program: what varies belongs into fields, where it can be searched.
struct LogRecord {
  var time: Timestamp
  var level: LogLevel
  var component: LogComponent
  var message: StaticString
  /// Fields of the log that wrote it; one that `fields` also has is not written.
  var bound: LogFields
  var fields: LogFields

  /// Appends the record as one line, line feed included.
  func append(as format: LogFormat, pod: String, to bytes: inout [UInt8]) {
    switch format {
    case .text: appendText(to: &bytes)
    case .json: appendJSON(pod: pod, to: &bytes)
    }
    bytes.append(0x0A)
  }

  private func appendText(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: time.rfc3339.utf8)
    bytes.append(0x20)
    append(level.column, to: &bytes)
    bytes.append(0x20)
    bytes.append(contentsOf: component.rawValue.utf8)
    bytes.append(0x20)
    append(message, to: &bytes)
    forEachField { key, value in
      bytes.append(0x20)
      bytes.append(contentsOf: key.rawValue.utf8)
      bytes.append(0x3D)
      value.append(to: &bytes) { LogEscaping.appendTextValue($0, to: &$1) }
    }
  }

  private func appendJSON(pod: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "{\"time\":\"".utf8)
    bytes.append(contentsOf: time.rfc3339.utf8)
    bytes.append(contentsOf: "\",\"level\":\"".utf8)
    bytes.append(contentsOf: level.name.utf8)
    bytes.append(contentsOf: "\",\"component\":\"".utf8)
    bytes.append(contentsOf: component.rawValue.utf8)
    bytes.append(contentsOf: "\",\"message\":".utf8)
    LogEscaping.appendQuoted("\(message)", to: &bytes)
    bytes.append(contentsOf: ",\"pod\":".utf8)
    LogEscaping.appendQuoted(pod, to: &bytes)
    forEachField { key, value in
      // Both stand at the front already, and a key twice in one object is no JSON that everybody reads.
      if key == .component || key == .pod { return }
      bytes.append(contentsOf: ",\"".utf8)
      bytes.append(contentsOf: key.rawValue.utf8)
      bytes.append(contentsOf: "\":".utf8)
      value.append(to: &bytes) { LogEscaping.appendQuoted($0, to: &$1) }
    }
    bytes.append(0x7D)
  }

  private func forEachField(_ body: (LogKey, LogValue) -> Void) {
    for field in bound.all where fields[field.key] == nil { body(field.key, field.value) }
    for field in fields.all { body(field.key, field.value) }
  }

  private func append(_ text: StaticString, to bytes: inout [UInt8]) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

extension LogValue {
  /// Appends the value; a text goes through `quote`, and so does a number that JSON cannot write.
  func append(to bytes: inout [UInt8], quote: (String, inout [UInt8]) -> Void) {
    switch self {
    case .text(let text): quote(text, &bytes)
    case .integer(let value): bytes.append(contentsOf: "\(value)".utf8)
    case .number(let value): value.isFinite ? bytes.append(contentsOf: "\(value)".utf8) : quote("\(value)", &bytes)
    case .flag(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .absent: bytes.append(contentsOf: "null".utf8)
    }
  }
}
