import Bus
import Domain
import Registry
import Synchronization

/// A pod's tie to the others: which streams and sessions it wants to hear of, and what it tells.
package final class PodLink: Sendable {
  package let pod: String
  let bus: any Bus
  private let directory: any PodDirectory
  private let followed = Mutex<Set<String>>([])

  package init(pod: String, bus: any Bus, directory: any PodDirectory) {
    self.pod = pod
    self.bus = bus
    self.directory = directory
  }

  /// Returns once a worker that asks is told of this pod.
  func follow(stream: String) async {
    guard followed.withLock({ $0.insert(stream).inserted }) else { return }
    await directory.joined(.stream(stream))
  }

  func follows(stream: String) -> Bool { followed.withLock { $0.contains(stream) } }

  func leave(stream: String) {
    followed.withLock { _ = $0.remove(stream) }
    directory.leave(.stream(stream))
  }

  func follow(session: String) async { await directory.joined(.session(session)) }

  func leave(session: String) { directory.leave(.session(session)) }

  /// Tells the worker that has a run, which may have asked before this pod followed.
  func announce(_ run: Run) {
    guard let worker = run.worker, !run.status.isFinal else { return }
    bus.publish(control: .listen(stream: run.stream, pod: pod), to: .worker(worker))
  }

  func sessionChanged(_ session: String) async {
    let pods = await directory.pods(at: .session(session))
    let others = pods?.filter { $0 != pod }
    guard others?.isEmpty != true else { return }
    bus.publish(lines: PodNotice.sessionChanged(session).line, to: others.map { .pods($0) } ?? .everyPod)
  }

  func chatDeleted(_ chat: ChatID) {
    bus.publish(lines: PodNotice.chatDeleted(chat).line, to: .everyPod)
  }
}
