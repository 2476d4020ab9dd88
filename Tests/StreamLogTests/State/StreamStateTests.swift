import Domain
import Primitives
import StreamLog
import Testing
import Wire

@Suite struct StreamStateTests {
  private func fold(_ bodies: [StreamEvent.Body], epoch: Int64 = 1) -> StreamState {
    StreamState(folding: bodies.enumerated().map { Fixture.event(epoch, Int64($0.offset + 1), $0.element) })
  }

  /// The `state` object of a sync.
  private func tree(_ state: StreamState, status: StreamState.Status? = nil) throws -> JSONValue {
    var encoder = NativeEventEncoder(Fixture.descriptor)
    let bytes = encoder.encodeSync(state, position: state.last, status: status ?? state.status, reason: .lagged)
    return try #require(try JSONReader().value(bytes)["state"])
  }

  @Test func `before the first event it is queued and empty`() throws {
    let state = StreamState()
    #expect(state.status == .queued)
    #expect(!state.hasContent)
    #expect(state.last == Position(epoch: 0, sequence: 0))
    #expect(
      json(try tree(state).encoded())
        == #"{"status":"queued","text":"","reasoning":"","artifacts":[],"tools":[],"steps":[],"blocks":[],"usage":null,"finish_reason":null}"#)
  }

  @Test func `deltas add up, and the last position is the last event's`() {
    let state = fold([Fixture.started, Fixture.text("Gr"), .reasoningDelta("x"), Fixture.text("\u{fc}\u{df}e"), .reasoningDelta("y")], epoch: 3)
    #expect(state.status == .streaming)
    #expect(json(state.text) == "Gr\u{fc}\u{df}e")
    #expect(json(state.reasoning) == "xy")
    #expect(state.last == Fixture.at(3, 5))
    #expect(state.hasContent)
  }

  @Test func `an inline artifact is a range of the text in bytes`() throws {
    let state = fold([
      Fixture.started, Fixture.text("\u{e9}\n```\n"),
      .artifactStarted(ArtifactStarted(id: Fixture.code, parent: Fixture.answer, kind: .code, language: "swift", title: nil, inline: true)),
      Fixture.text("a\u{20AC}\n"), .artifactCompleted(id: Fixture.code, bytes: 5, sha256: "ab"), Fixture.text("```"),
    ])
    let artifact = try #require(try tree(state)["artifacts"]?.array?.first)
    #expect(
      json(artifact.encoded())
        == #"{"id":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000003_AC","parent":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM","kind":"code","#
        + #""language":"swift","title":null,"inline":true,"start":7,"end":12,"bytes":5,"sha256":"ab"}"#)
  }

  @Test func `an open artifact has no end, no size and no hash yet`() throws {
    let state = fold([
      .artifactStarted(ArtifactStarted(id: Fixture.code, parent: Fixture.answer, kind: .code, language: nil, title: "t", inline: true))
    ])
    let artifact = try #require(try tree(state)["artifacts"]?.array?.first)
    for key in ["end", "bytes", "sha256"] { #expect(artifact[key] == .null) }
    #expect(artifact["start"] == .integer(0))
    #expect(artifact["title"] == .string("t"))
  }

  @Test func `one that is not inline has its content and no range`() throws {
    let state = fold([
      .artifactStarted(ArtifactStarted(id: Fixture.output, parent: Fixture.code, kind: .output, language: nil, title: nil, inline: false)),
      .artifactDelta(id: Fixture.output, text: "1\n"), .artifactDelta(id: Fixture.output, text: "2\n"),
      .artifactDelta(id: Fixture.code, text: "of one that never began"), .artifactCompleted(id: Fixture.output, bytes: 4, sha256: "cd"),
    ])
    let artifact = try #require(try tree(state)["artifacts"]?.array?.first)
    #expect(artifact["content"] == .string("1\n2\n"))
    #expect(artifact["start"] == .null)
    #expect(artifact["end"] == .null)
    #expect(artifact["bytes"] == .integer(4))
    #expect(try tree(state)["artifacts"]?.array?.count == 1)
  }

  @Test func `a tool call and its return are one entry`() throws {
    let state = fold([
      .toolCalled(ToolCall(call: "a", name: "run", arguments: "{}")), .toolCalled(ToolCall(call: "b", name: "look", arguments: "[]")),
      .toolReturned(ToolReturn(call: "a", name: "run", succeeded: true, result: "ok", milliseconds: 7)),
    ])
    #expect(
      json(try #require(try tree(state)["tools"]).encoded())
        == #"[{"arguments":"{}","call":"a","name":"run","ok":true,"result":"ok","ms":7},{"call":"b","name":"look","arguments":"[]"}]"#)
  }

  @Test func `steps are those that are done and those that are open`() throws {
    let state = fold([
      .stepStarted(StepStarted(step: "s1", node: "a", kind: "model")), .stepStarted(StepStarted(step: "s2", node: "b", kind: "tool")),
      .stepCompleted(StepCompleted(step: "s1", node: "a", kind: "model", milliseconds: 3, usage: nil)),
    ])
    #expect(
      json(try #require(try tree(state)["steps"]).encoded())
        == #"[{"step":"s1","node":"a","kind":"model","ms":3},{"step":"s2","node":"b","kind":"tool"}]"#)
  }

  @Test func `a block is replaced by its newer state, in its old place`() throws {
    func block(_ name: String, _ status: String) -> StreamEvent.Body {
      .blockUpdated(GeneratedBlock(name: name, status: status, sql: "", order: 1, timestamp: Timestamp(milliseconds: 0)))
    }
    let state = fold([block("a", "open"), block("b", "open"), block("a", "done")])
    #expect(state.blocks.map(\.name) == ["a", "b"])
    #expect(state.blocks.map(\.status) == ["done", "open"])
  }

  @Test func `usage is what was reported last, and the end's own where it has one`() throws {
    let early = UsageReport(tokens: TokenUsage(input: 1), cost: nil, provider: "p", model: "m")
    #expect(fold([.usage(early), .usage(Fixture.usage)]).usage == Fixture.usage)
    #expect(fold([.usage(early), Fixture.completed]).usage == Fixture.usage)
    let silent = StreamEvent.Body.completed(StreamCompleted(finishReason: "stop", usage: nil, milliseconds: 0, timeToFirstTokenMilliseconds: nil))
    #expect(fold([.usage(early), silent]).usage == early)
  }

  @Test(
    arguments: [
      (Fixture.completed, .completed), (.failed(StreamFailed(code: .internal, message: "", retryable: false, partial: true)), .failed),
      (.cancelled(StreamCancelled(by: .user, partial: true)), .cancelled),
    ] as [(StreamEvent.Body, StreamState.Status)])
  func `each end gives its status, and only a completion a reason to finish`(_ end: StreamEvent.Body, _ status: StreamState.Status) throws {
    let state = fold([Fixture.started, end])
    #expect(state.status == status)
    let tree = try tree(state)
    #expect(tree["status"]?.string == status.rawValue)
    #expect(tree["finish_reason"] == (status == .completed ? .string("stop") : .null))
  }

  @Test func `progress leaves no trace, and a reset that folds anew only its position`() {
    let state = fold([Fixture.started, Fixture.text("a"), Fixture.reset(2), .progress(Progress(stage: "", message: "", percent: 0))])
    #expect(json(state.text) == "a")
    #expect(state.last.sequence == 4)
    #expect(state.status == .streaming)
  }

  @Test func `tool calls and artifacts alone are content, reasoning too`() {
    #expect(fold([.toolCalled(ToolCall(call: "a", name: "b", arguments: ""))]).hasContent)
    #expect(fold([.reasoningDelta("a")]).hasContent)
    #expect(!fold([Fixture.started, .usage(Fixture.usage)]).hasContent)
  }

  @Test func `a sync is an event with the state's position, reason and state`() throws {
    let state = fold([Fixture.started, Fixture.text("a\"b")], epoch: 2)
    var encoder = NativeEventEncoder(Fixture.descriptor)
    let text = json(encoder.encodeSync(state, position: state.last, status: state.status, reason: .recovery))
    #expect(
      text.hasPrefix(
        #"{"v":1,"type":"stream.sync","stream":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM","epoch":2,"seq":2,"#
          + #""id":"a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM","frontend_id":"q-1","reason":"recovery","state":{"status":"streaming","text":"a\"b","#
      ))
    #expect(SyncReason.allCases.map(\.rawValue) == ["initial", "recovery", "lagged", "checkpoint"])
  }
}
