import Glibc
import Observe
import Synchronization
import Testing

@Suite struct LogPipelineTests {
  private let sink = MemorySink()

  @Test func `lines that find no room are dropped, counted and reported`() {
    let pipeline = LogPipeline(sink: sink, capacityBytes: 150)
    let log = Log(pipeline, component: .app)
    for index in 0..<5 { log.info("line", [.count: .count(index)]) }
    pipeline.flush()
    #expect(sink.lines.count == 4)
    #expect(sink.lines[2].hasSuffix("line count=2"))
    #expect(sink.lines[3].hasSuffix("WARN  app log lines dropped count=2"))
    #expect(pipeline.droppedLines.value == 2)

    log.info("after")
    pipeline.flush()
    #expect(sink.lines.count == 5)
  }

  @Test func `lines that the sink refuses are counted`() {
    let pipeline = LogPipeline(sink: sink)
    let log = Log(pipeline, component: .app)
    sink.refuses = true
    log.info("a")
    log.info("b")
    pipeline.flush()
    sink.refuses = false
    log.info("c")
    pipeline.flush()
    #expect(sink.lines.count == 1)
    #expect(pipeline.droppedLines.value == 2)
  }

  @Test func `the writer thread writes everything before stop returns`() {
    let pipeline = LogPipeline(sink: sink)
    pipeline.start()
    let log = Log(pipeline, component: .app)
    for index in 0..<1000 { log.info("line", [.count: .count(index)]) }
    pipeline.stop()
    #expect(sink.lines.count == 1000)
    #expect(sink.lines.last?.hasSuffix("count=999") == true)
  }

  @Test func `many threads write whole lines and lose none`() async {
    let pipeline = LogPipeline(sink: sink)
    pipeline.start()
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let log = Log(pipeline, component: .app).with([.client: "\(writer)"])
          for index in 0..<500 { log.info("line", [.count: .count(index)]) }
        }
      }
    }
    pipeline.stop()
    let lines = sink.lines
    #expect(lines.count + Int(pipeline.droppedLines.value) == 2000)
    for writer in 0..<4 {
      let own = lines.filter { $0.contains("client=\(writer) ") }.compactMap { $0.split(separator: "count=").last.flatMap { Int($0) } }
      #expect(own == own.sorted())
    }
  }

  @Test func `stopping twice or without a start does no harm`() {
    let pipeline = LogPipeline(sink: sink)
    Log(pipeline, component: .app).info("kept")
    pipeline.stop()
    pipeline.stop()
    #expect(sink.lines.count == 1)
  }

  @Test func `a pipe that nobody reads costs lines and never blocks`() {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    let sink = FileDescriptorSink(descriptor: ends[1], patienceMilliseconds: 1)
    #expect(sink.write(Array("hello\n".utf8)))
    var buffer = [UInt8](repeating: 0, count: 16)
    #expect(read(ends[0], &buffer, 16) == 6)
    #expect(!sink.write([UInt8](repeating: 0x61, count: 1 << 20)))
  }
}
