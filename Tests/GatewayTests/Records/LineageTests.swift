import Domain
import Primitives
import Store
import TestKit
import Testing
import Wire

@testable import Gateway

/// A question with an attachment, two answers to two questions, and what the first produced.
private let entities: [Entity] = {
  let now = Timestamp(milliseconds: 1_795_000_000_000)
  func message(_ sequence: Int, _ kind: EntityKind, _ parent: EntityID?, run: String? = nil) -> Entity {
    .message(
      Message(
        id: entity(sequence, kind), parent: parent, role: kind == .userMessage ? "user" : "assistant", content: "", status: .complete,
        frontendID: nil,
        createdAt: now, run: run))
  }
  func artifact(_ sequence: Int, _ kind: EntityKind, _ parent: EntityID) -> Entity {
    .artifact(Artifact(id: entity(sequence, kind), parent: parent, kind: ArtifactKind(kind), status: .complete, createdAt: now))
  }
  return [
    message(1, .userMessage, nil), artifact(2, .attachment, entity(1, .userMessage)),
    message(3, .assistantMessage, entity(1, .userMessage), run: "RUN1"),
    artifact(4, .code, entity(3, .assistantMessage)), artifact(5, .output, entity(4, .code)), message(6, .userMessage, nil),
    message(7, .assistantMessage, entity(6, .userMessage), run: "RUN2"), artifact(8, .html, entity(3, .assistantMessage)),
  ]
}()

private func short(_ text: String) -> String { EntityID(text).map { "\($0.kind.rawValue)\($0.sequence)" } ?? text }

struct EntityTreeTests {
  private func tree(_ entities: [Entity]) throws -> String { words(try parsed(json { EntityTree(entities).write(to: &$0) })) }

  private func words(_ nodes: JSONValue) -> String {
    (nodes.array ?? []).map { node in
      let id = short(node["id"]?.string ?? "")
      #expect(id.hasPrefix(node["type"]?.string ?? "?"))
      let children = words(node["children"] ?? .null)
      return children.isEmpty ? id : "\(id)(\(children))"
    }.joined(separator: " ")
  }

  @Test func `entities stand under their parents, everything in sequence order`() throws {
    #expect(try tree(entities) == "UM1(UA2 AM3(AC4(AO5) AH8)) UM6(AM7)")
  }

  @Test func `those whose parent is not there are roots`() throws {
    #expect(try tree(Array(entities[2...4])) == "AM3(AC4(AO5))")
    #expect(try tree([]) == "")
  }
}

struct TraceScopeTests {
  private func scope(_ id: EntityID) async throws -> Set<String> {
    let store = ScriptedStore()
    store.keep(entities)
    return Set(try await TraceScope.ids(of: id.description, in: store).map(short))
  }

  @Test func `a trace goes up to the root and down to everything below, with the runs`() async throws {
    #expect(try await scope(entity(3, .assistantMessage)) == ["UM1", "AM3", "AC4", "AO5", "AH8", "RUN1"])
    #expect(try await scope(entity(1, .userMessage)) == ["UM1", "UA2", "AM3", "AC4", "AO5", "AH8", "RUN1"])
    #expect(try await scope(entity(5, .output)) == ["UM1", "AM3", "AC4", "AO5", "RUN1"])
    #expect(try await scope(entity(6, .userMessage)) == ["UM6", "AM7", "RUN2"])
  }

  @Test func `a run is traced by its own name and by its stream's`() async throws {
    let store = ScriptedStore()
    store.keep(entities)
    var run = storedRun()
    run.assistantMessage = entity(7, .assistantMessage)
    store.keep(StoredStream(run: run, last: nil, hasLog: true, message: nil, reasoning: nil, artifacts: [], failure: nil, cancelledBy: nil))
    let ids = try await TraceScope.ids(of: run.id, in: store)
    #expect(Set(ids.map(short)) == ["UM6", "AM7", "RUN2", run.id, short(run.stream)])
  }

  @Test(arguments: ["x", "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", "gen_1"]) func `what nobody knows has none`(_ id: String) async throws {
    #expect(try await TraceScope.ids(of: id, in: ScriptedStore()).isEmpty)
    #expect(try await scope(entity(9, .code)).isEmpty)
  }
}
