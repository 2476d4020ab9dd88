import Domain
import Mapping
import Primitives
import StreamLog
import Studio
import Testing

@Suite struct GenerationMachineTests {
  @Test func `blocks are told, then made one after the other, each durable before the next`() {
    var bench = MachineBench()
    #expect(bench.compiles == [[]])
    bench.compiled(draft(oneTarget))
    #expect(
      bench.updates == [
        "select_clause pending", "joins pending", "where_clause pending", "select_clause in_progress", "select_clause completed",
        "joins in_progress", "joins completed", "where_clause in_progress", "where_clause completed",
      ])
    #expect(bench.outcome?.status == .completed)
    #expect(bench.outcome?.document.allFiles.map(\.text) == ["-- select_clause 1\n-- joins 1\n-- where_clause 1\n"])
    #expect(bench.outcome?.document.spans.count == 3)
    #expect(bench.events.map(\.position.sequence) == Array(1...Int64(bench.events.count)))
    bench.commit()
    #expect(bench.events.last?.isTerminal == true)
  }

  @Test func `a model is asked about rules in words before their target is made, and others need not wait`() {
    var bench = MachineBench(run(model: "m"))
    let two = [(table: "a", blocks: ["a.select_clause"]), (table: "b", blocks: ["b.select_clause"])]
    bench.compiled(draft(two, questions: ["a": [question("a", "x"), question("a", "y")]]))
    #expect(bench.updates.last == "b.select_clause completed")
    #expect(bench.asked.map(\.question.column) == ["x"])
    bench.answered("UPPER(c.x)")
    #expect(bench.asked.map(\.question.column) == ["x", "y"])
    bench.answered("OPEN: nothing says so")
    #expect(bench.compiles == [[], [RuleExpression(table: "a", column: "x", branch: nil, expression: "UPPER(c.x)")]])
    bench.compiled(draft(two, questions: ["a": [question("a", "y")]], round: 2))
    #expect(bench.blocks["a.select_clause"]?.sql == "-- a.select_clause 2")
    #expect(bench.blocks["b.select_clause"]?.sql == "-- b.select_clause 1")
    #expect(bench.outcome?.status == .completed)
    #expect(bench.outcome?.document.answers.count == 1)
    #expect(bench.outcome?.usage.tokens.totalTokens == 22)
    #expect(bench.outcome?.usage.cost == Money(nanodollars: 10))
  }

  @Test func `without a model nothing is asked`() {
    var bench = MachineBench()
    bench.compiled(draft(oneTarget, questions: ["orders": [question("orders", "x")]]))
    #expect(bench.asked.isEmpty && bench.outcome?.status == .completed)
  }

  @Test func `a model that fails leaves its columns' block failed and the others made`() {
    var bench = MachineBench(run(model: "m"))
    bench.compiled(draft(oneTarget, questions: ["orders": [question("orders", "x"), question("orders", "y")]]))
    let failure = ModelFailure(code: .providerOverloaded, message: "busy", retryable: true)
    bench.failed(failure)
    #expect(bench.waits == [100])
    bench.machine.retryDue(now: begin, clock: clock)
    bench.drain()
    #expect(bench.asked.map(\.attempt) == [1, 2])
    bench.failed(failure)
    #expect(bench.asked.count == 2)
    #expect(bench.blocks["select_clause"]?.status == "error" && bench.blocks["select_clause"]?.problem?.code == "provider.overloaded")
    #expect(bench.blocks["joins"]?.status == "completed" && bench.blocks["where_clause"]?.status == "completed")
    #expect(bench.outcome?.status == .failed)
    #expect(bench.outcome?.failure?.code == .providerOverloaded && bench.outcome?.failure?.partial == true)
  }

  @Test func `resuming makes only what is not there`() {
    var first = MachineBench(run(model: "m"))
    first.compiled(draft(oneTarget, questions: ["orders": [question("orders", "x")]]))
    first.failed(ModelFailure(code: .providerRefused, message: "no", retryable: false))
    let order = GenerationOrder(generation: "gen_1", reason: .resume)
    var bench = MachineBench(run(model: "m", order: order), order: order, previous: first.outcome?.document)
    bench.compiled(draft(oneTarget, questions: ["orders": [question("orders", "x")]]))
    #expect(bench.updates == ["select_clause pending", "joins completed", "where_clause completed"])
    bench.answered("1")
    var answered = draft(oneTarget)
    answered.targets[0].blocks[0].text = "-- select_clause 2"
    bench.compiled(answered)
    #expect(bench.updates.suffix(2) == ["select_clause in_progress", "select_clause completed"])
    #expect(bench.outcome?.status == .completed)
  }

  @Test func `a refinement makes only what it names, and what a person wrote stays`() throws {
    var first = MachineBench()
    first.compiled(draft(oneTarget))
    var document = try #require(first.outcome?.document)
    let isEdited = document.edit("joins", sql: "FROM mine", now: clock)
    #expect(isEdited)
    let order = GenerationOrder(generation: "gen_1", reason: .refine, blocks: ["select_clause", "joins"], columns: ["orders.c"], prompt: "p")
    var bench = MachineBench(run(order: order), order: order, previous: document)
    bench.compiled(draft(oneTarget, round: 2))
    #expect(bench.blocks["select_clause"]?.sql == "-- select_clause 2")
    #expect(bench.blocks["joins"]?.sql == "FROM mine" && bench.blocks["joins"]?.isEdited == true)
    #expect(bench.blocks["where_clause"]?.sql == "-- where_clause 1")
    var after = try #require(bench.outcome?.document)
    #expect(after["joins"]?.generated == "-- joins 2")
    let isReleased = after.release("joins", now: clock)
    #expect(isReleased)
    #expect(after["joins"]?.block.sql == "-- joins 2" && after.status == .completed)
  }

  @Test func `a worker that takes over goes on at the first block that is not there`() {
    var lost = MachineBench()
    lost.compiled(draft(oneTarget))
    for cut in 1...lost.events.count {
      let log = Array(lost.events.prefix(cut))
      let done = log.count { if case .blockUpdated(let block) = $0.body { block.status == "completed" } else { false } }
      var bench = MachineBench(run(epoch: 2), log: log)
      guard case .reset(let reset)? = bench.events.first?.body else {
        Issue.record("no reset at \(cut)")
        return
      }
      #expect(reset.keep == Int64(cut))
      bench.compiled(draft(oneTarget, round: 2))
      var state = StreamState(folding: log)
      for event in bench.events { state.apply(event) }
      let made = state.blocks.filter { $0.sql.hasSuffix("2") }
      #expect(made.count == 3 - done, "cut at \(cut)")
      #expect(state.blocks.count == 3 && bench.outcome?.status == .completed)
      #expect(bench.events.map(\.position.sequence) == Array(Int64(cut + 1)...Int64(cut + bench.events.count)))
    }
  }

  @Test func `a hole in a lost log voids what is behind it`() {
    var lost = MachineBench()
    lost.compiled(draft(oneTarget))
    var log = lost.events
    log.remove(at: 4)
    let bench = MachineBench(run(epoch: 2), log: log)
    guard case .reset(let reset)? = bench.events.first?.body else {
      Issue.record("no reset")
      return
    }
    #expect(reset.keep == 4)
  }

  @Test func `a run that was lost too often is given up, counted from the run before it`() {
    let order = GenerationOrder(generation: "gen_1", reason: .resume, baseEpoch: 7)
    #expect(MachineBench(run(epoch: 10, order: order), order: order).outcome == nil)
    #expect(MachineBench(run(epoch: 11, order: order), order: order).outcome?.failure?.code == .runLost)
  }

  @Test func `a cancel ends at once, or with the call that is under way`() {
    var bench = MachineBench()
    bench.machine.cancel(by: .user)
    bench.drain()
    #expect(bench.outcome?.status == .cancelled && bench.outcome?.cancelledBy == .user)
    bench.compiled(draft(oneTarget))
    #expect(bench.updates.isEmpty)

    var asking = MachineBench(run(model: "m"))
    asking.compiled(draft(oneTarget, questions: ["orders": [question("orders", "x")]]))
    asking.machine.cancel(by: .user)
    asking.drain()
    #expect(asking.cancelledCalls == 1 && asking.outcome == nil)
    asking.machine.callCancelled(tokens: TokenUsage(output: 3), cost: nil, now: begin, clock: clock)
    asking.drain()
    #expect(asking.outcome?.status == .cancelled && asking.outcome?.usage.tokens.output == 3)

    #expect(MachineBench(cancel: .operator).outcome?.cancelledBy == .operator)
  }

  @Test func `what was answered before a worker was lost is not asked again, and is a part of what comes of it`() {
    let questions = ["orders": [question("orders", "x"), question("orders", "y"), question("orders", "z")]]
    var lost = MachineBench(run(model: "m"))
    lost.compiled(draft(oneTarget, questions: questions))
    lost.answered("UPPER(c.x)")
    lost.answered("OPEN: nothing says so")
    #expect(lost.committed == lost.events.count && lost.asked.map(\.question.column) == ["x", "y", "z"])
    let given = [RuleExpression(table: "orders", column: "x", branch: nil, expression: "UPPER(c.x)")]
    var bench = MachineBench(run(model: "m", epoch: 2), log: lost.events)
    #expect(bench.compiles == [given])
    bench.compiled(draft(oneTarget, questions: ["orders": [question("orders", "y"), question("orders", "z")]]))
    #expect(bench.asked.map(\.question.column) == ["z"])
    let begun = (lost.events + bench.events).count { if case .stepStarted = $0.body { true } else { false } }
    #expect(begun == 3)
    bench.answered("1")
    #expect(bench.compiles.last?.count == 2)
    bench.compiled(draft(oneTarget, questions: ["orders": [question("orders", "y")]], round: 2))
    #expect(bench.outcome?.document.answers.map(\.expression) == ["UPPER(c.x)", "1"])
    #expect(bench.blocks["select_clause"]?.sql == "-- select_clause 2")
  }

  @Test func `the answers of a target that was made before the loss are kept, too`() {
    let two = [(table: "a", blocks: ["a.select_clause"]), (table: "b", blocks: ["b.select_clause"])]
    let questions = ["a": [question("a", "x")], "b": [question("b", "y")]]
    var lost = MachineBench(run(model: "m"))
    lost.compiled(draft(two, questions: questions))
    lost.answered("1")
    lost.compiled(draft(two, questions: ["b": [question("b", "y")]], round: 2))
    #expect(lost.blocks["a.select_clause"]?.status == "completed")
    var bench = MachineBench(run(model: "m", epoch: 2), log: lost.events)
    bench.compiled(draft(two, questions: ["b": [question("b", "y")]], round: 2))
    bench.answered("2")
    bench.compiled(draft(two, round: 2))
    #expect(bench.outcome?.document.answers.map(\.expression) == ["1", "2"] && bench.outcome?.status == .completed)
    #expect(bench.updates.filter { $0.hasPrefix("a.") } == [])
  }

  private func refining(_ prompt: String = "p", log: [StreamEvent] = [], epoch: Int64 = 1) -> MachineBench {
    var first = MachineBench()
    first.compiled(draft(oneTarget))
    let order = GenerationOrder(generation: "gen_1", reason: .refine, blocks: ["where_clause"], columns: [], prompt: prompt)
    return MachineBench(run(model: "m", epoch: epoch, order: order), order: order, previous: first.outcome?.document, log: log)
  }

  private var filters: RuleQuestion {
    var question = RuleQuestion(table: "orders", column: nil, branch: nil, columns: [], cell: nil, instructions: "i", question: "q")
    question.hasFilters = true
    return question
  }

  @Test func `what a refinement gives is tried, and taken when nothing is wrong with it`() {
    var bench = refining()
    bench.compiled(draft(oneTarget, questions: ["orders": [filters]]))
    bench.answered("WHERE c.x = 1")
    var better = draft(oneTarget, questions: ["orders": [filters]], round: 2)
    better.targets[0].blocks[1].text = "-- joins 1"
    bench.compiled(better)
    #expect(bench.blocks["where_clause"]?.sql == "-- where_clause 2" && bench.blocks["joins"]?.sql == "-- joins 1")
    // The columns had to follow.
    #expect(bench.blocks["select_clause"]?.sql == "-- select_clause 2")
    #expect(bench.outcome?.document.answers == [RuleExpression(table: "orders", .filter, expression: "c.x = 1")])
  }

  @Test(arguments: [true, false]) func `what cannot be used leaves the block as it was, and says why`(isRefused: Bool) {
    var bench = refining()
    bench.compiled(draft(oneTarget, questions: ["orders": [filters]]))
    bench.answered("WHERE c.nothing = 1")
    let wrong = Diagnostic(.error, .unknownColumn, at: nil, found: "no column nothing", fix: "name another")
    if isRefused {
      bench.machine.refused(GenerationRefusal([wrong]), now: begin, clock: clock)
      bench.drain()
    } else {
      var bad = draft(oneTarget, questions: ["orders": [filters]], round: 2)
      bad.diagnostics = [wrong]
      bench.compiled(bad)
    }
    let block = bench.blocks["where_clause"]
    #expect(block?.sql == "-- where_clause 1" && block?.status == "completed" && block?.problem?.code == "mapping.unknown_column")
    #expect(bench.outcome?.status == .completed && bench.outcome?.document.answers == [])
    #expect(bench.outcome?.document.diagnostics.first?["code"]?.string == "unknown_column")
  }

  @Test func `a refinement whose worker was lost over it is not asked for again`() {
    var lost = refining()
    lost.compiled(draft(oneTarget, questions: ["orders": [filters]]))
    lost.answered("WHERE c.x = 1")
    for cut in [lost.events.count, lost.events.count + 1] {
      if cut > lost.events.count { lost.compiled(draft(oneTarget, questions: ["orders": [filters]], round: 2)) }
      var bench = refining(log: lost.events, epoch: 2)
      #expect(bench.compiles == [[]])
      bench.compiled(draft(oneTarget, questions: ["orders": [filters]]))
      #expect(bench.asked.isEmpty && bench.compiles.last?.map(\.expression) == ["c.x = 1"])
      bench.compiled(draft(oneTarget, questions: ["orders": [filters]], round: 2))
      #expect(StreamState(folding: lost.events + bench.events).blocks.first { $0.name == "where_clause" }?.sql == "-- where_clause 2")
      #expect(bench.outcome?.document.answers.count == 1 && bench.outcome?.status == .completed)
    }
  }

  @Test func `a worker that lost its lease leaves without a word`() {
    var bench = MachineBench()
    let before = bench.events.count
    bench.machine.fenced()
    bench.drain()
    bench.compiled(draft(oneTarget))
    #expect(bench.isAbandoned && bench.events.count == before && bench.outcome == nil)
  }

  @Test func `a workbook that gives nothing fails the run and keeps what was there`() throws {
    var first = MachineBench()
    first.compiled(draft(oneTarget))
    let order = GenerationOrder(generation: "gen_1", reason: .resume)
    var bench = MachineBench(run(order: order), order: order, previous: first.outcome?.document)
    bench.machine.refused(GenerationRefusal(code: "mapping.no_mapping", message: "nothing"), now: begin, clock: clock)
    bench.drain()
    #expect(bench.outcome?.status == .failed && bench.outcome?.document.blocks.count == 3)
    #expect(bench.outcome?.failure?.message == "mapping.no_mapping: nothing")
  }

  @Test func `an order travels in its run's request`() {
    let order = GenerationOrder(
      generation: "gen_1", reason: .refine, baseEpoch: 4, blocks: ["joins"], columns: ["a.b"], prompt: "do @code[joins]")
    #expect(GenerationOrder(run(order: order)) == order)
    var chatty = run(order: order)
    chatty.chat = ChatID("a0d6fa98-fc40-4f38-912a-0f6c25c96dcd")
    #expect(GenerationOrder(chatty) == nil)
  }
}
