import Domain
import Primitives
import StreamLog
import Testing
import Wire

@testable import Gateway

@Suite struct LMCFormEncoderTests {
  private let code = entity(3, .code)
  private let output = entity(4, .output)

  @Test func `the golden stream is written as its golden file says`() throws {
    let native = try repositoryFile("Schemas/golden/native/short-answer.sse")
    let encoder = LMCFormEncoder(descriptor())
    var written: [String] = []
    for line in native.split(separator: "\n") where line.hasPrefix("data: ") {
      let json = Array(line.utf8.dropFirst(6))
      var frames = FrameBuffer()
      encoder.encode(try #require(NativeEventDecoder().decode(json[...])), json: json[...], into: &frames)
      written += try textFrames(frames.bytes).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(written == (try repositoryFile("Schemas/golden/lmc/short-answer.jsonl")).split(separator: "\n").map(String.init))
  }

  @Test(arguments: [
    (
      "Hi\n\n```python\nprint(1)\n```\nbye\n",
      [
        LMCMessage("assistant message", answerID, "Hi\n\n"), LMCMessage("assistant code python", entity(3, .code), "print(1)\n"),
        LMCMessage("assistant message", answerID, "bye\n"),
      ]
    ),
    (
      "````md\n```swift\nlet ü = 1\n```\n````\n  ~~~html\n<p>\n~~~",
      [
        LMCMessage("assistant code md", entity(3, .code), "```swift\nlet ü = 1\n```\n"),
        LMCMessage("assistant code html", entity(4, .html), "<p>\n"),
      ]
    ),
    ("```\nnever closed", [LMCMessage("assistant code", entity(3, .code), "never closed")]),
    ("```c\n```\n", [LMCMessage("assistant code c", entity(3, .code), "")]),
    (
      "``two\n```a`b\n    ```\n `` x\n~~", [LMCMessage("assistant message", answerID, "``two\n```a`b\n    ```\n `` x\n~~")]
    ),
    ("a ```b\n", [LMCMessage("assistant message", answerID, "a ```b\n")]),
  ])
  func `a cut anywhere changes nothing`(answer: String, expected: [LMCMessage]) throws {
    for size in 1...answer.unicodeScalars.count {
      var pieces: [String] = [""]
      for scalar in answer.unicodeScalars {
        if pieces[pieces.count - 1].unicodeScalars.count == size { pieces.append("") }
        pieces[pieces.count - 1].unicodeScalars.append(scalar)
      }
      var writer = LMCWriter()
      #expect(try messages(try writer.write(answerEvents(pieces) + [completed])) == expected, "pieces of \(size)")
    }
  }

  @Test func `every frame carries the ID of its entity and the echo`() throws {
    var writer = LMCWriter()
    let frames = try writer.write(
      answerEvents(["a\n```c\nb\n```\n"]) + [.failed(StreamFailed(code: .providerCut, message: "m", retryable: true, partial: true))])
    #expect(Set(frames.map { $0["frontend_id"]?.string }) == ["q-1"])
    #expect(Set(frames.map { $0["id"]?.string }) == [answerID.description, code.description])
    var silent = LMCWriter(descriptor(frontendID: nil))
    #expect(try silent.write([delta("a"), completed]).allSatisfy { $0["frontend_id"] == nil })
  }

  @Test func `the last end waits for the end of the stream`() throws {
    var writer = LMCWriter()
    var frames = try writer.write(answerEvents(["```c\nb\n```\n"]))
    frames += try writer.write(.usage(UsageReport(tokens: TokenUsage(), cost: nil, provider: "p", model: "m")))
    #expect(frames.last?["content"]?.string == "b\n")
    let last = try writer.write(completed)
    #expect(last.map { $0["end"] } == [.bool(true)])
    #expect(try messages(frames + last) == [LMCMessage("assistant code c", code, "b\n")])
  }

  @Test func `a tool's doings end the code before them`() throws {
    var writer = LMCWriter()
    _ = try writer.write(answerEvents(["```c\nb\n```\n"]))
    #expect(try writer.write(.toolCalled(ToolCall(call: "1", name: "n", arguments: "{}"))).map { $0["end"] } == [.bool(true)])
  }

  @Test func `an answer without text is an empty message`() throws {
    var writer = LMCWriter()
    #expect(try messages(try writer.write(answerEvents([]) + [completed])) == [LMCMessage("assistant message", answerID, "")])
  }

  @Test func `reasoning and text are messages of their own`() throws {
    var writer = LMCWriter()
    let frames = try writer.write([.reasoningDelta("hm"), .reasoningDelta("m"), delta("a"), .reasoningDelta("so"), delta("b"), completed])
    #expect(
      try messages(frames) == [
        LMCMessage("assistant message reasoning", answerID, "hmm"), LMCMessage("assistant message", answerID, "a"),
        LMCMessage("assistant message reasoning", answerID, "so"), LMCMessage("assistant message", answerID, "b"),
      ])
  }

  @Test func `console output is the computer's`() throws {
    var writer = LMCWriter()
    let frames = try writer.write([
      delta("x"), artifact(code, .code), .artifactDelta(id: code, text: "1+1"), whole(code), artifact(output, .output),
      .artifactDelta(id: output, text: "2"), whole(output), delta("y"), completed,
    ])
    #expect(
      try messages(frames) == [
        LMCMessage("assistant message", answerID, "x"), LMCMessage("assistant code", code, "1+1"), LMCMessage("computer console output", output, "2"),
        LMCMessage("assistant message", answerID, "y"),
      ])
  }

  @Test func `an artifact in the midst of another interrupts it`() throws {
    var writer = LMCWriter()
    let frames = try writer.write([
      delta("```c\n"), artifact(code, .code, language: "c", inline: true), delta("a"), artifact(output, .output),
      .artifactDelta(id: output, text: "o"),
      whole(output), delta("b\n"), whole(code), delta("```\nc"), completed,
    ])
    #expect(
      try messages(frames) == [
        LMCMessage("assistant code c", code, "a"), LMCMessage("computer console output", output, "o"), LMCMessage("assistant code c", code, "b\n"),
        LMCMessage("assistant message", answerID, "c"),
      ])
  }

  @Test func `a fence that opens no artifact is text`() throws {
    for next in [delta("b\n```\n"), .reasoningDelta("r"), .toolCalled(ToolCall(call: "1", name: "n", arguments: "{}")), completed] {
      var writer = LMCWriter()
      let frames = try writer.write([delta("a\n"), delta("```c\n")]) + writer.write(next)
      let text = frames.filter { $0["format"] == nil }.compactMap { $0["content"]?.string }.joined()
      #expect(text.hasPrefix("a\n```c\n"))
    }
  }

  @Test func `a failure ends what is open and says its code`() throws {
    var writer = LMCWriter()
    let frames = try writer.write([delta("a\n``"), .failed(StreamFailed(code: .providerTimeout, message: "no byte", retryable: true, partial: true))])
    #expect(
      try messages(frames) == [
        LMCMessage("assistant message", answerID, "a\n``"), LMCMessage("computer error", answerID, "provider.timeout: no byte"),
      ])
  }

  @Test func `a cancelled answer does not look complete`() throws {
    var writer = LMCWriter()
    let frames = try writer.write(answerEvents(["```c\nb"]) + [.cancelled(StreamCancelled(by: .user, partial: true))])
    #expect(
      try messages(frames) == [
        LMCMessage("assistant code c", code, "b"), LMCMessage("computer error", answerID, "stream.cancelled: the answer was cancelled (user)"),
      ])
  }

  @Test func `a take-over goes on from any position as if nothing had been`() throws {
    let events = answerEvents(["Hi\n\n``", "`c\nin", "t a;\n`", "``\nbye `", "`x\n"])
    var undisturbed = LMCWriter()
    let expected = try messages(try undisturbed.write(events + [completed]))
    for keep in 0...events.count {
      for had in keep...events.count {
        var writer = LMCWriter()
        var frames = try events[..<keep].flatMap { try writer.write($0) }
        // What is void is in no reader's log any more.
        _ = try events[keep..<had].flatMap { try writer.write($0) }
        frames += try writer.write(.reset(StreamReset(keep: Int64(keep))))
        frames += try writer.write(Array(events[keep...]) + [completed])
        #expect(try messages(frames) == expected, "kept \(keep) of \(had)")
      }
    }
  }
}
