import Observe
import Testing

@Suite struct LogTests {
  private let sink = MemorySink()

  private func written(_ format: LogFormat = .text, level: LogLevel = .info, _ body: (Log) -> Void) -> String {
    let pipeline = LogPipeline(format, level: level, sink: sink)
    body(Log(pipeline, component: .gateway))
    pipeline.flush()
    return sink.text
  }

  @Test func `a text line has time, level, component, message and fields`() {
    let text = written { $0.info("message accepted", [.id: "c_000001_UM", .frontendID: "mine", .bytes: 12]) }
    #expect(text == "2026-11-20T21:05:36.123Z INFO  gateway message accepted id=c_000001_UM frontend_id=mine bytes=12\n")
  }

  @Test func `a JSON line keeps numbers, booleans and the pod`() {
    let text = written(.json) { $0.warning("slow", [.count: 3, .value: .flag(true), .cost: .number(0.5), .limit: .number(.infinity)]) }
    #expect(
      text == """
        {"time":"2026-11-20T21:05:36.123Z","level":"warning","component":"gateway","message":"slow","pod":"pod-1","count":3,"value":true,\
        "cost":0.5,"limit":"inf"}

        """)
  }

  @Test func `a field without a value is left out`() {
    #expect(written { $0.info("m", [.id: "a", .frontendID: .optional(nil)]) }.hasSuffix(" m id=a\n"))
  }

  @Test func `levels below the set one are not written and their fields never made`() {
    var made = 0
    func fields() -> LogFields {
      made += 1
      return [.count: 1]
    }
    let text = written(level: .warning) { log in
      log.trace("a", fields())
      log.debug("b", fields())
      log.info("c", fields())
      log.warning("d", fields())
      log.error("e", fields())
    }
    #expect(made == 2)
    #expect(text.split(separator: "\n").map { $0.dropFirst(25).prefix(5) } == ["WARN ", "ERROR"])
  }

  @Test func `the silent log writes nothing`() {
    #expect(LogLevel.allCases.allSatisfy { !Log.silent.isEnabled($0) })
    Log.silent.error("nobody hears this")
  }

  @Test func `bound fields come first and the record's own value wins`() {
    let text = written { log in
      let bound = log.with([.requestID: "r1", .path: "/a"]).component(.store)
      bound.info("one")
      bound.info("two", [.path: "/b"])
    }
    let lines = text.split(separator: "\n").map { $0.dropFirst(31) }
    #expect(lines == ["store one request_id=r1 path=/a", "store two request_id=r1 path=/b"])
  }

  @Test(arguments: [
    ("", #""""#), ("two words", #""two words""#), ("a=b", #""a=b""#), (#"say "hi""#, #""say \"hi\"""#), (#"a\b"#, #""a\\b""#),
    ("a\nINFO forged", #""a\nINFO forged""#), ("\u{1B}[31m", #""\u001b[31m""#), ("\u{9B}31m", #""\u009b31m""#), ("a\u{2028}b", #""a\u2028b""#),
    ("\u{202E}gpj", #""\u202egpj""#), ("\r\t\u{0}\u{7F}", #""\r\t\u0000\u007f""#), ("größer", #""größer""#),
    ("https://a.example/x?y", "https://a.example/x?y"),
  ])
  func `values from outside cannot break or forge a line`(_ value: String, _ expected: String) {
    #expect(written { $0.info("m", [.detail: .text(value)]) }.dropFirst(41) == "detail=\(expected)\n")
  }

  @Test func `control characters are escaped in JSON lines too`() {
    let text = written(.json) { $0.info("m", [.detail: "a\n\u{1B}\u{9B}\"\\"]) }
    #expect(text.hasSuffix(#""detail":"a\n\u001b\u009b\"\\"}"# + "\n"))
    #expect(text.split(separator: "\n").count == 1)
  }

  @Test func `a very long value is cut at a whole character and says how long it was`() {
    let text = written { $0.info("m", [.detail: .text(String(repeating: "ä", count: 5000) + "z")]) }
    #expect(text.hasSuffix("ä…(10001 bytes)\"\n"))
    #expect(text.utf8.count < 8400)
  }

  @Test func `every key has its own name of small letters`() {
    let names = LogKey.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.utf8.allSatisfy { byte in byte == 0x5F || (0x61...0x7A).contains(byte) } })
  }

  @Test func `levels are read by the names they are written with`() {
    #expect(LogLevel.allCases.map { LogLevel(name: $0.name) } == LogLevel.allCases)
    #expect(LogLevel(name: "INFO") == nil)
  }
}
