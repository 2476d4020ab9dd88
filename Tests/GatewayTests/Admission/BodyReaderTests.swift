import Primitives
import Testing

@testable import Gateway

struct BodyReaderTests {
  private func problem(_ body: some Sequence<UInt8>, maxDepth: Int = 64, _ read: (inout BodyReader) -> Void = { _ in }) -> Problem? {
    do {
      var reader = try BodyReader(body: Array(body), maxDepth: maxDepth)
      read(&reader)
      try reader.finish()
      return nil
    } catch {
      return error
    }
  }

  @Test(
    arguments: [
      ("", 400, "json.malformed", "the body is not JSON: it is empty"),
      ("{", 400, "json.malformed", nil),
      ("{\"a\":1}x", 400, "json.malformed", nil),
      ("{\"a\":1,\"a\":2}", 400, "json.malformed", "the key \"a\" stands twice in the object at \"\""),
      ("{\"a\":{\"b\":1,\"b\":2}}", 400, "json.malformed", "the key \"b\" stands twice in the object at \"/a\""),
      ("{\"a\":\"\\q\"}", 400, "json.malformed", nil),
      ("[]", 422, "body.invalid", "the body: expected an object, found an array"),
      ("null", 422, "body.invalid", "the body: expected an object, found null"),
      ("{\"a\":[[[]]]}", 422, "json.too_deep", "the body is nested deeper than the limit of 3 levels"),
    ] as [(String, Int, String, String?)])
  func `a body that is none is refused`(_ body: String, _ status: Int, _ code: String, _ detail: String?) {
    let problem = problem(body.utf8, maxDepth: 3)
    #expect(problem?.status == status && problem?.code == code)
    if let detail { #expect(problem?.detail == detail) }
  }

  @Test func `bytes that are no UTF-8 are malformed`() {
    #expect(problem([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D])?.code == "json.malformed")
  }

  @Test(
    arguments: [
      (#"{"a":"x\u0000"}"#, "/a"), (#"{"a":"\ud800"}"#, "/a"), (#"{"a":"\udc00x"}"#, "/a"), (#"{"a":[{"b/c":"\ud83d!"}]}"#, "/a/0/b~1c"),
      (#"{"a\u0000":1}"#, "/a\u{0}"),
    ] as [(String, String)])
  func `text that no text may hold is named`(_ body: String, _ pointer: String) {
    let problem = problem(body.utf8)
    #expect(problem?.status == 422)
    #expect(problem?.errors.map(\.pointer) == [pointer])
  }

  @Test func `a pair of surrogates is a character`() {
    var text: String?
    #expect(problem(#"{"a":"\ud83d\ude00"}"#.utf8) { text = $0.string("a", bytes: 1...4) } == nil)
    #expect(text == "😀")
  }

  @Test func `everything that is wrong is told at once, unknown fields included`() {
    let problem = problem(#"{"short":"","long":"abcdef","number":1,"list":{},"extra":1,"x/y":2,"none":null}"#.utf8) { reader in
      #expect(reader.string("short", bytes: 1...5) == nil)
      #expect(reader.string("long", bytes: 1...5) == nil)
      #expect(reader.string("number", bytes: 1...5) == nil)
      #expect(reader.array("list") == nil)
      #expect(reader.string("none", isRequired: true, bytes: 1...5) == nil)
      #expect(reader.string("absent", isRequired: true, bytes: 1...5) == nil)
      #expect(reader.string("optional", bytes: 1...5) == nil)
    }
    #expect(problem?.status == 422 && problem?.code == "body.invalid")
    #expect(
      problem?.errors.map { "\($0.pointer): \($0.detail)" } == [
        "/short: must not be empty", "/long: is 6 bytes long; the limit is 5", "/number: expected a string, found a number",
        "/list: expected an array, found an object", "/none: is required", "/absent: is required", "/extra: is not a field of this request",
        "/x~1y: is not a field of this request",
      ])
    #expect(problem?.detail == "/short: must not be empty")
  }

  @Test func `characters are counted as such`() {
    var text: String?
    #expect(problem(#"{"a":"ääää"}"#.utf8) { text = $0.string("a", characters: 1...4) } == nil)
    #expect(text == "ääää")
    let refused = problem(#"{"a":"äääää"}"#.utf8) { text = $0.string("a", characters: 1...4) }
    #expect(refused?.errors.first?.detail == "is 5 characters long; the limit is 4")
  }

  @Test func `objects inside are told by their place`() {
    let problem = problem(#"{"list":[{"a":1}]}"#.utf8) { reader in
      var inner = BodyReader(reader.array("list")![0], at: "/list/0")
      _ = inner.string("a", bytes: 1...5)
      reader.merge(inner)
    }
    #expect(problem?.errors.map(\.pointer) == ["/list/0/a"])
  }
}
