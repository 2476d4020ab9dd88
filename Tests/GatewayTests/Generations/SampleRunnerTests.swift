import Glibc
import Mapping
import SampleRun
import Synchronization
import Testing

@testable import Gateway

@Suite struct SampleRunnerTests {
  /// Notes how many are at it at once, and is never there.
  private final class BusyDatabase: SampleDatabase {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func open() throws(SampleFailure) -> any SampleEngine {
      counts.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      for _ in 0..<100 { sched_yield() }
      counts.withLock { $0.now -= 1 }
      throw SampleFailure(code: .unavailable, found: "it is not there", fix: "start it")
    }
  }

  private static let plan: Plan = {
    let place = Provenance(sheet: "Mapping", row: 2, column: 1)
    let branch = SelectBranch(driving: SelectBranch.SourceTable(table: TableName(parts: ["orders"]), alias: "o"), outputs: [])
    return Plan(targets: [TargetPlan(table: TableName(parts: ["result"]), columns: [], branches: [branch], provenance: place)], diagnostics: [])
  }()

  @Test func `runs wait for their turn, and each is told what came of it`() async {
    let database = BusyDatabase()
    let runner = SampleRunner(on: database)
    let samples = [MappingDocument.SampleTable(table: "orders", columns: ["id"], rows: [])]
    let found = await withTaskGroup(of: SampleReport.self) { group in
      for _ in 0..<20 { group.addTask { await runner.run(Self.plan, samples: samples) } }
      return await group.reduce(into: []) { $0.append($1.failures.values.first?.code) }
    }
    #expect(found == Array(repeating: .unavailable, count: 20))
    #expect((1...2).contains(database.most))
  }
}
