import Primitives
import Testing

@testable import App

@Suite struct ConfigurationFileTests {
  @Test(arguments: [
    ("{ // a\n}", "{     \n}"), (#"{"a": "http://x"} // y"#, #"{"a": "http://x"}     "#), (#"{"a": "\"// no"}//yes"#, #"{"a": "\"// no"}     "#),
    ("// only", "       "), ("{\"a\": \"open // \n// gone\n", "{\"a\": \"open // \n       \n"), ("1 / 2 /", "1 / 2 /"), ("{}//\r\n{}", "{}  \r\n{}"),
  ])
  func `comments become spaces and everything else stays in its place`(_ text: String, _ expected: String) {
    #expect(String(decoding: JSONComments.blanked(Array(text.utf8)), as: UTF8.self) == expected)
  }

  @Test func `values know their lines`() {
    let lines = JSONLines(Array("{\n\"a\": {\"b\": 1,\n\"c\":\n[true,\n{\"d\": null}]\n}\n}".utf8))
    #expect(lines.fault == nil)
    #expect(lines.lineOfPath["a"] == 2)
    #expect(lines.lineOfPath["a.b"] == 2)
    #expect(lines.lineOfPath["a.c"] == 3)
    #expect(lines.lineOfPath["a.c[0]"] == 4)
    #expect(lines.lineOfPath["a.c[1].d"] == 5)
  }

  @Test(arguments: [
    ("{\n\"a\": 1\n\"b\": 2\n}", 3), ("{\n\"a\": 1,\n}", 3), ("{\n\"a\": \"x\n}", 2), ("{\n\"a\": nope}", 2), ("{}\n\nx", 3), ("", 1),
    ("{\"a\": [1,2}", 1),
    ("{\n'a': 1}", 2), ("{\"a\": 0x1F}", 1),
  ])
  func `what is no JSON is refused with its line`(_ text: String, _ line: Int) {
    #expect(JSONLines(Array(text.utf8)).fault == line)
    #expect(refusal(file: text)?.hasPrefix("test.json:\(line): not JSON with // comments: ") == true)
  }

  @Test func `a key that is there twice is refused with the second one's line`() {
    #expect(refusal(file: "{\"threads\": 1,\n\"threads\": 2}") == #"test.json:2: not JSON with // comments: the key "threads" is there twice"#)
  }

  @Test func `deep nesting is refused, not followed`() {
    let deep = "{\"a\":" + String(repeating: "[", count: 100_000)
    #expect(refusal(file: deep)?.contains("not JSON") == true)
    let nested = "{\"a\":" + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}"
    #expect(refusal(file: nested)?.contains("nested deeper than") == true)
  }

  @Test func `a byte order mark does no harm and bytes that are no UTF-8 are refused`() throws {
    #expect(try ConfigurationFile(path: "x", text: [0xEF, 0xBB, 0xBF] + Array("{}".utf8)).root.fields?.isEmpty == true)
    #expect(throws: ConfigurationError.self) { try ConfigurationFile(path: "x", text: [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]) }
  }

  @Test(
    arguments: [
      ("thread", "threads"), ("listne", "listen"), ("LISTEN", "listen"), ("lisetn", "listen"), ("completely-else", nil), ("", nil), ("x", nil),
    ] as [(String, String?)])
  func `the nearest name is found when one is near`(_ written: String, _ meant: String?) {
    #expect(NearestName.best(for: written, among: ["threads", "listen", "drain_grace"]) == meant)
  }
}
