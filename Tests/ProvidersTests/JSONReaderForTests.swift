import Primitives
import Wire

enum JSONReaderForTests {
  static func value(_ text: String) throws -> JSONValue { try JSONReader().value(Array(text.utf8)[...]) }
  static func value(_ bytes: [UInt8]) throws -> JSONValue { try JSONReader().value(bytes[...]) }
}
