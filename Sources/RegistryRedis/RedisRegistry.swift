import Observe
import Primitives
import Registry

/// The registry of many pods, on Redis 5 or newer. It keeps nothing else and may be lost at any time: pods fill it again from what they know themselves.
///
/// | key | holds |
/// | --- | --- |
/// | `tl:topic:{topic}` | set: pods with readers of it |
/// | `tl:pod:{pod}` | set: topics that a pod has noted, so that taking it out is complete |
/// | `tl:begun` | when it was first told something, by the server's clock in milliseconds: for a while afterwards its answers may not be whole |
/// | `tl:pods` | sorted set: pods by when they were last heard of, in milliseconds of the server's clock |
package final class RedisRegistry: Registry {
  /// Topics that one script handles, so that the server is never held up for long (about a millisecond).
  private static let topicsPerStep = 1000

  /// What it talks over, for others that share the server.
  package let connection: RedisConnection
  private let patience: String
  private let filling: String

  /// - Parameters:
  ///   - patienceMilliseconds: how long a pod may be silent.
  ///   - fillingMilliseconds: how long pods have to tell an empty registry what they have: longer than the time between two heartbeats.
  package init(_ connection: RedisConnection, patienceMilliseconds: Int64 = 10_000, fillingMilliseconds: Int64 = 5000) {
    self.connection = connection
    patience = "\(patienceMilliseconds)"
    filling = "\(fillingMilliseconds)"
  }

  /// Does not wait for the server: while it cannot be reached calls fail, and a connection is tried again and again.
  /// - Parameters:
  ///   - url: `redis://[user:password@]host[:port][/database]`.
  ///   - timeoutMilliseconds: for each call.
  /// - Throws: when the URL is none.
  package static func connect(
    url: String, patienceMilliseconds: Int64 = 10_000, fillingMilliseconds: Int64 = 5000, timeoutMilliseconds: Int64 = 500, log: Log = .silent
  ) throws(RegistryError) -> RedisRegistry {
    let connection = try RedisConnection(RedisAddress(url: url), name: "registry", timeoutMilliseconds: timeoutMilliseconds, log: log)
    return RedisRegistry(connection, patienceMilliseconds: patienceMilliseconds, fillingMilliseconds: fillingMilliseconds)
  }

  package func update(pod: String, joining: [RegistryTopic], leaving: [RegistryTopic]) async throws(RegistryError) {
    var commands: [RedisCommand] = []
    for (topics, script) in [(leaving, RegistryScripts.leave), (joining, RegistryScripts.join)] {
      for start in stride(from: 0, to: topics.count, by: Self.topicsPerStep) {
        commands.append(script.command([pod] + topics[start..<min(topics.count, start + Self.topicsPerStep)].map(\.name)))
      }
    }
    do throws(RedisError) {
      for reply in try await connection.send(commands) {
        if case .refusal(let reason) = reply { throw RedisError(.refused, "Redis refused a script: \(reason)") }
      }
    } catch {
      throw error.asRegistryError
    }
  }

  package func pods(at topic: RegistryTopic) async throws(RegistryError) -> [String] {
    let answer = try await texts(RegistryScripts.podsAt.command([topic.name, patience, filling]))
    let pods = answer.dropFirst().sorted()
    guard answer.first == "1" else {
      throw RegistryError("the registry on Redis has begun empty, pods are telling it what they have", code: .filling(named: pods))
    }
    return pods
  }

  package func heartbeat(pod: String) async throws(RegistryError) -> Int { try await number(RegistryScripts.heartbeat.command([pod])) }

  package func livePods() async throws(RegistryError) -> [String] { try await texts(RegistryScripts.livePods.command([patience])).sorted() }

  package func remove(pod: String) async throws(RegistryError) { _ = try await take(pod, ifSilentForMilliseconds: "-1") }

  package func removeSilentPods() async throws(RegistryError) -> [String] {
    var removed: [String] = []
    for pod in try await texts(RegistryScripts.silentPods.command([patience])).sorted() {
      if try await take(pod, ifSilentForMilliseconds: patience) { removed.append(pod) }
    }
    return removed
  }

  package func close() async { await connection.close() }

  /// - Returns: `false` when the pod turned out to live.
  private func take(_ pod: String, ifSilentForMilliseconds patience: String) async throws(RegistryError) -> Bool {
    while true {
      let outcome = try await number(RegistryScripts.removeSome.command([pod, patience, "\(Self.topicsPerStep)"]))
      if outcome <= 0 { return outcome == 0 }
    }
  }

  private func texts(_ command: RedisCommand) async throws(RegistryError) -> [String] {
    do throws(RedisError) {
      let reply = try await connection.send(command)
      guard let texts = reply.texts else { throw RedisError.unexpected("a list of pods", reply) }
      return texts
    } catch {
      throw error.asRegistryError
    }
  }

  private func number(_ command: RedisCommand) async throws(RegistryError) -> Int {
    do throws(RedisError) {
      let reply = try await connection.send(command)
      guard let number = reply.integer else { throw RedisError.unexpected("a number", reply) }
      return Int(number)
    } catch {
      throw error.asRegistryError
    }
  }
}
