import Primitives
import Testing
import Wire

private func json(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct JSONWriterTests {
  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("", #""""#), ("plain", #""plain""#), ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#), ("a\nb", #""a\nb""#),
    ("\r\t\u{8}\u{C}", #""\r\t\b\f""#),
    ("\0", #""\u0000""#), ("\u{1}\u{1F}", #""\u0001\u001f""#), ("\u{7F}", #""\u007f""#), ("\u{e9}\u{20AC}\u{1F600}", "\"\u{e9}\u{20AC}\u{1F600}\""),
    ("\u{2028}\u{2029}", "\"\u{2028}\u{2029}\""), ("x\"", #""x\"""#), ("\"x", #""\"x""#), ("\n\n", #""\n\n""#),
  ])
  func `text is quoted and escaped as RFC 8259 wants`(_ text: String, _ expected: String) {
    #expect(written { $0.string(text) } == expected)
    #expect(written { $0.string(utf8: Array(text.utf8)) } == expected)
    #expect(written { $0.string(utf8: Array(text.utf8)[...]) } == expected)
  }

  @Test func `what needs an escape is found at every place of texts of every length`() throws {
    let reader = JSONReader()
    for filler in ["x", "\u{e9}", "\u{80}", "!", "~", "#", "["] {
      for length in 0..<20 {
        for special in ["\"", "\\", "\u{1F}", "\0", "\u{7F}", "\n"] {
          for at in 0...length {
            let text = String(repeating: filler, count: at) + special + String(repeating: filler, count: length - at)
            let encoded = JSONValue.string(text).encoded()
            #expect(encoded.filter { $0 == 0x5C }.count == (special == "\\" ? 2 : 1), "\(json(encoded))")
            #expect(try reader.value(encoded[...]) == .string(text))
          }
        }
      }
    }
  }

  @Test func `every scalar below U+0800 and its neighbours reads back as it was`() throws {
    let reader = JSONReader()
    for value in (0..<0x800).map(UInt32.init) + [0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF] {
      let scalar = try #require(Unicode.Scalar(value))
      let text = "<\(Character(scalar))>"
      #expect(try reader.value(JSONValue.string(text).encoded()[...]) == .string(text))
    }
  }

  @Test func `what must be escaped is found at every place of a text, alone and beside others`() {
    for byte in UInt8(0)..<0x80 {
      let scalar = String(Unicode.Scalar(byte))
      let form = written { $0.string(scalar) }.dropFirst().dropLast()
      for before in 0..<19 {
        let front = String(repeating: "~", count: before)
        for back in ["", "b", "\"", "\u{20AC}0123456789"] {
          let backForm = back == "\"" ? #"\""# : back
          #expect(written { $0.string(front + scalar + back) } == "\"\(front)\(form)\(backForm)\"")
        }
      }
    }
  }

  @Test(arguments: [0, 7, -1, 10, 99, 100, Int64.max, Int64.min, 1 << 53])
  func `integers are written in decimal`(_ value: Int64) {
    #expect(written { $0.integer(value) } == "\(value)")
  }

  @Test func `integers of every width are written`() {
    #expect(written { $0.integer(UInt64.max) } == "18446744073709551615")
    #expect(written { $0.integer(UInt8(255)) } == "255")
    #expect(written { $0.integer(Int8.min) } == "-128")
    #expect(written { $0.integer(42) } == "42")
  }

  @Test(
    arguments: [
      (0.0, "0.0"), (-1.5, "-1.5"), (0.1, "0.1"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"), (.infinity, "null"), (-.infinity, "null"),
      (.nan, "null"),
    ] as [(Double, String)])
  func `doubles are written shortest, what has no JSON form as null`(_ value: Double, _ expected: String) {
    #expect(written { $0.double(value) } == expected)
  }

  @Test func `commas stand between members and elements and nowhere else`() {
    let text = written { writer in
      writer.beginObject()
      writer.key("a")
      writer.beginArray()
      writer.integer(1)
      writer.beginArray()
      writer.endArray()
      writer.beginObject()
      writer.endObject()
      writer.null()
      writer.endArray()
      writer.key(escaping: "b\"")
      writer.bool(true)
      writer.key("c")
      writer.literal("d")
      writer.endObject()
    }
    #expect(text == #"{"a":[1,[],{},null],"b\"":true,"c":"d"}"#)
  }

  @Test func `raw values take part in the commas, fragments keep their own`() {
    let text = written { writer in
      writer.beginObject()
      writer.key("a")
      writer.raw("[1, 2]".utf8)
      writer.key("b")
      writer.raw(Array("{}".utf8))
      writer.fragment(#","c":"#.utf8, continues: false)
      writer.integer(3)
      writer.fragment(Array(#","d":4"#.utf8), continues: true)
      writer.key("e")
      writer.integer(5)
      writer.endObject()
    }
    #expect(text == #"{"a":[1, 2],"b":{},"c":3,"d":4,"e":5}"#)
  }

  @Test func `a reset writer begins anew`() {
    var writer = JSONWriter(capacity: 1)
    writer.string("first")
    writer.reset()
    writer.integer(2)
    #expect(writer.bytes == Array("2".utf8))
  }

  @Test func `a tree keeps the order of its keys and every kind of value`() {
    let tree = JSONValue.object([
      "z": .null, "a": .array([.bool(false), .integer(-3), .unsigned(.max), .double(2.5), .string("\n")]), "": .object([:] as KeyValuePairs),
    ])
    #expect(String(decoding: tree.encoded(), as: UTF8.self) == #"{"z":null,"a":[false,-3,18446744073709551615,2.5,"\n"],"":{}}"#)
  }
}
