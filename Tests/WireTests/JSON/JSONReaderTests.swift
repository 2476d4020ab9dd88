import Primitives
import Testing
import Wire

@Suite struct JSONReaderTests {
  private let reader = JSONReader()

  private func value(_ text: String) throws(JSONFailure) -> JSONValue { try reader.value(Array(text.utf8)[...]) }

  private func isMalformed(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try reader.value(bytes[...])
      return false
    } catch {
      if case .malformed(let reason) = error { return !reason.isEmpty }
      return false
    }
  }

  @Test(
    arguments: [
      ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)), ("-0", .integer(0)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .unsigned(1 << 63)),
      ("18446744073709551615", .unsigned(.max)), ("1.5", .double(1.5)), ("1e2", .double(100)), ("-2E-1", .double(-0.2)), (#""""#, .string("")),
      ("[]", .array([])), ("{}", .object([] as [JSONField])), ("\t\r\n [1 , 2]\n", .array([.integer(1), .integer(2)])),
    ] as [(String, JSONValue)])
  func `values of every kind are read`(_ text: String, _ expected: JSONValue) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20ac""#, "A\u{e9}\u{20AC}"), (#""\ud83d\ude00""#, "\u{1F600}"),
    (#""\u0000""#, "\0"), (#""\\ud800""#, #"\ud800"#), ("\"\u{7F}\"", "\u{7F}"),
  ])
  func `escapes are read`(_ text: String, _ expected: String) throws {
    #expect(try value(text) == .string(expected))
  }

  @Test(arguments: [
    (#""\ud800""#, "\0"), (#""\udc00""#, "\0"), (#""a\udbffb""#, "a\0b"), (#""\ud800\ud800""#, "\0\0"), (#""\ud800\ud83d\ude00""#, "\0\u{1F600}"),
    (#""\udc00\ud800""#, "\0\0"), (#""\ud800\n""#, "\0\n"), (#""\ud800\\udc00""#, "\0\\udc00"), (#""\uDFFF\u0041""#, "\0A"),
  ])
  func `a lone surrogate becomes U+0000, so that validation can name its field`(_ text: String, _ expected: String) throws {
    #expect(try value(text) == .string(expected))
  }

  @Test func `a lone surrogate in a key or deep inside is replaced too`() throws {
    #expect(try value(#"{"\ud800":[{"a":"\udfff"}]}"#) == .object(["\0": .array([.object(["a": .string("\0")])])]))
  }

  @Test func `a lone surrogate beside another fault leaves that fault standing`() {
    #expect(isMalformed(Array(#"["\ud800","\x"]"#.utf8)))
    #expect(isMalformed(Array(#"["\ud800""#.utf8)))
  }

  @Test(arguments: [
    "", " ", "nul", "tru e", "[", "]", "{", "}", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "'a'", "\"", "\"a",
    "\"\\\"",
    "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "01", "-", "+1", "1.", ".1", "1e", "1e+", "0x1", "NaN", "Infinity", "1 2", "{} {}", "null,", "[1]x",
    "\"a\nb\"", "\"\t\"", "/* a */ 1", "// a\n1", "\u{FEFF}1", "\u{FEFF}", "\u{A0}1",
  ])
  func `what is no JSON is malformed, with a reason`(_ text: String) {
    #expect(isMalformed(Array(text.utf8)))
  }

  @Test func `a NUL byte is malformed wherever it stands`() {
    for text in ["\u{0}", "1\u{0}", "\"\u{0}\"", "[1,\u{0}2]", "{}\u{0}"] { #expect(isMalformed(Array(text.utf8))) }
  }

  @Test(arguments: ["1e400", "-1e400", "123456789012345678901234567890", "-9223372036854775809"])
  func `a number that fits nothing is malformed rather than rounded`(_ text: String) {
    #expect(isMalformed(Array(text.utf8)))
    #expect(isMalformed(Array("[\(text)]".utf8)))
  }

  @Test func `a very long fraction and a very small number are taken as the nearest double`() throws {
    #expect(try value("0." + String(repeating: "3", count: 500)) == .double(1.0 / 3.0))
    #expect(try value("1e-400") == .double(0))
  }

  @Test(
    arguments: [
      [0x22, 0x80, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
      [0x22, 0xFF, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x5B, 0x22, 0xF0, 0x9F, 0x98, 0x22, 0x5D],
    ] as [[UInt8]])
  func `what is not UTF-8 is told from what is not JSON`(_ bytes: [UInt8]) {
    #expect(throws: JSONFailure.invalidUTF8) { try reader.value(bytes[...]) }
  }

  private func nested(_ depth: Int, _ open: String, _ close: String, _ inner: String = "") -> String {
    String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
  }

  @Test func `nesting is taken up to the limit and refused one deeper`() throws {
    for (open, close, inner) in [("[", "]", ""), ("[", "]", "1"), (#"{"a":"#, "}", "1"), (#"[{"a":"#, "}]", "{}")] {
      let width = open.hasPrefix("[{") ? 2 : 1
      let extra = inner == "{}" ? 1 : 0
      let limit = (64 - extra) / width
      _ = try value(nested(limit, open, close, inner))
      #expect(throws: JSONFailure.tooDeep(limit: 64)) { try value(nested(limit + 1, open, close, inner)) }
    }
    #expect(throws: JSONFailure.tooDeep(limit: 64)) { try value(nested(100_000, "[", "]")) }
  }

  @Test func `another limit holds, and the reader goes on after a refusal`() throws {
    let shallow = JSONReader(maxDepth: 2)
    _ = try shallow.value(Array("[[1]]".utf8)[...])
    #expect(throws: JSONFailure.tooDeep(limit: 2)) { try shallow.value(Array("[[[1]]]".utf8)[...]) }
    #expect(try shallow.value(Array("[1]".utf8)[...]) == .array([.integer(1)]))
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, "a", ""), (#"{"x":{"a":1,"b":2,"a":3}}"#, "a", "/x"), (#"[0,{"":1,"":1}]"#, "", "/1"),
    (#"{"a/b~c":[{"k":1,"k":1}]}"#, "k", "/a~1b~0c/0"),
    (#"{"a":1,"\u0061":2}"#, "a", ""),
  ])
  func `a key twice in one object is refused with the object's pointer`(_ text: String, _ key: String, _ pointer: String) {
    #expect(throws: JSONFailure.duplicateKey(key, pointer: pointer)) { try value(text) }
  }

  @Test func `the same key in two objects is no duplicate`() throws {
    #expect(try value(#"{"a":{"a":1},"b":[{"a":1},{"a":1}]}"#)["a"]?["a"] == .integer(1))
  }

  @Test func `two spellings of one character are two keys`() throws {
    #expect(try value("{\"\u{e9}\":1,\"e\u{301}\":2}").fields?.count == 2)
  }

  @Test func `the order of keys is kept`() throws {
    #expect(try value(#"{"b":1,"a":2,"c":3}"#).fields?.map(\.key) == ["b", "a", "c"])
  }

  @Test func `a slice in the middle of a buffer is read alone`() throws {
    let buffer = Array("garbage[1]garbage".utf8)
    #expect(try reader.value(buffer[7..<10]) == .array([.integer(1)]))
  }

  @Test func `documents of every size up to some blocks of the parser are read from one reader`() throws {
    for size in Array(0..<200) + [4095, 4096, 4097, 10_000, 300_000, 10] {
      let text = String(repeating: "x", count: size)
      #expect(try value("[\"\(text)\"]") == .array([.string(text)]))
    }
  }

  @Test func `a pointer escapes its two letters and keeps all others`() {
    #expect(JSONPointer.escaped("a/b~c") == "a~1b~0c")
    #expect(JSONPointer.escaped("~1") == "~01")
    #expect(JSONPointer.escaped("/\u{301}~\u{308}") == "~1\u{301}~0\u{308}")
    #expect(JSONPointer.escaped("") == "")
  }
}
