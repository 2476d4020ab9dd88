import Bus
import Domain
import Registry
import Synchronization

/// A pod's tie to the others: which streams and sessions it wants to hear of, and what it tells.
package final class PodLink: Sendable {
  package let pod: String
  let bus: any Bus
  private let directory: any PodDirectory
  /// What is followed, with what those who follow it too wait for. The directory is told to leave under the same lock, so that it hears of leaving and
  /// following in the order in which they happened here.
  private let followed = Mutex<[String: Task<Void, Never>]>([:])

  package init(pod: String, bus: any Bus, directory: any PodDirectory) {
    self.pod = pod
    self.bus = bus
    self.directory = directory
  }

  /// Returns once a worker that asks is told of this pod.
  func follow(stream: String) async {
    let joining = followed.withLock { followed in
      if let joining = followed[stream] { return joining }
      let joining = Task { await join(stream) }
      followed[stream] = joining
      return joining
    }
    await joining.value
  }

  private func join(_ stream: String) async {
    await directory.joined(.stream(stream))
    // Left before that was begun: then nobody would take it back.
    followed.withLock { if $0[stream] == nil { directory.leave(.stream(stream)) } }
  }

  func follows(stream: String) -> Bool { followed.withLock { $0[stream] != nil } }

  func leave(stream: String) {
    followed.withLock { followed in
      followed[stream] = nil
      directory.leave(.stream(stream))
    }
  }

  /// Something was heard of a stream that is not here: unless it is on its way here, nobody wants it any more, and the registry was not told, or not heard.
  func leaveUnlessFollowed(stream: String) {
    followed.withLock { if $0[stream] == nil { directory.leave(.stream(stream)) } }
  }

  func follow(session: String) async { await directory.joined(.session(session)) }

  func leave(session: String) { directory.leave(.session(session)) }

  /// Tells the worker that has a run, which may have asked before this pod followed.
  func announce(_ run: Run) {
    guard let worker = run.worker, !run.status.isFinal else { return }
    bus.publish(control: .listen(stream: run.stream, pod: pod), to: .worker(worker), traceparent: run.request.traceparent)
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
