import Domain
import Observe
import Primitives
import Testing

@Suite struct BoundaryTests {
  private let sink = MemorySink()
  private let dropped = Counter()

  private func recorder(level: LogLevel = .info, capacity: Int = 8) -> (BoundaryRecorder, LogPipeline) {
    let pipeline = LogPipeline(level: level, sink: sink)
    let log = Log(pipeline, component: .app)
    return (BoundaryRecorder(pod: "pod-1", log: log, time: FixedTime(), capacity: capacity, dropped: dropped), pipeline)
  }

  @Test func `a crossing is kept for the store and logged in one line`() {
    let (recorder, pipeline) = recorder()
    recorder.record(.entry, .gateway, id: "c_000001_UM", frontendID: "mine", detail: [.bytes: 5, .route: "/chat"])
    pipeline.flush()
    #expect(
      sink.text
        == "2026-11-20T21:05:36.123Z INFO  gateway boundary marker=ENTRY component=gateway id=c_000001_UM frontend_id=mine bytes=5 route=/chat\n")
    let records = recorder.drain()
    #expect(
      records == [
        BoundaryRecord(
          time: FixedTime().now(), marker: .entry, component: .gateway, id: "c_000001_UM", frontendID: "mine", pod: "pod-1",
          detail: "bytes=5 route=/chat")
      ])
    #expect(recorder.drain().isEmpty)
  }

  @Test func `a record a chunk is made at trace level only`() {
    let (quiet, _) = recorder()
    quiet.recordEach(
      .relay, .worker,
      id: {
        Issue.record("made in vain"); return "x"
      }())
    #expect(quiet.drain().isEmpty)
    let (talkative, pipeline) = recorder(level: .trace)
    talkative.recordEach(.relay, .worker, id: "x")
    pipeline.flush()
    #expect(talkative.drain().count == 1)
    #expect(sink.text.contains("TRACE worker boundary marker=RELAY"))
  }

  @Test func `when nobody drains, the oldest go and are counted`() {
    let (recorder, _) = recorder(capacity: 3)
    for index in 0..<5 { recorder.record(.exit, .bus, id: "\(index)") }
    #expect(recorder.drain().map(\.id) == ["2", "3", "4"])
    #expect(dropped.value == 2)
  }

  @Test func `draining takes at most what was asked for, in order`() {
    let (recorder, _) = recorder()
    for index in 0..<5 { recorder.record(.exit, .bus, id: "\(index)") }
    #expect(recorder.drain(limit: 2).map(\.id) == ["0", "1"])
    #expect(recorder.drain(limit: 0).isEmpty)
    #expect(recorder.drain().map(\.id) == ["2", "3", "4"])
  }

  @Test func `a quiet log does not keep a crossing from the trace`() {
    let (recorder, pipeline) = recorder(level: .error)
    recorder.record(.exit, .provider, id: "x", detail: [.detail: "two\nlines"])
    pipeline.flush()
    #expect(sink.text.isEmpty)
    #expect(recorder.drain().map(\.detail) == [#"detail="two\nlines""#])
    #expect(recorder.isEmpty)
  }
}
