import CNATS
import Glibc
import Synchronization

/// What libnats wants of the thread that watches its socket, told from any of its own threads.
final class LinkSignals: Sendable {
  struct Interest: Equatable {
    var socket: Int32 = -1
    var reads = false
    var writes = false
  }

  private let wanted = Mutex(Interest())
  let outbox: Outbox

  init(outbox: Outbox) { self.outbox = outbox }

  var interest: Interest { wanted.withLock { $0 } }

  /// The socket is no more; libnats tells when it has another.
  func forget(socket: Int32) {
    wanted.withLock { if $0.socket == socket { $0 = Interest() } }
  }

  private func change(_ body: (inout Interest) -> Void) -> natsStatus {
    wanted.withLock { body(&$0) }
    outbox.wake()
    return NATS_OK
  }

  /// Has libnats use this thread for its socket. The connection may call until its very end, of which it does not tell: the object stays for good.
  static func attach(_ signals: LinkSignals, to options: OpaquePointer) -> natsStatus {
    let context = Unmanaged.passRetained(signals).toOpaque()
    return natsOptions_SetEventLoop(
      options, context,
      { userData, loop, _, socket in
        userData?.pointee = loop
        return LinkSignals.of(loop).change { $0 = Interest(socket: socket, reads: true) }
      },
      { userData, add in LinkSignals.of(userData).change { $0.reads = add } },
      { userData, add in
        let signals = LinkSignals.of(userData)
        signals.wanted.withLock { $0.writes = add }
        // The thread itself looks before it sleeps.
        if add { signals.outbox.wakeUnlessAwake() }
        return NATS_OK
      },
      { userData in LinkSignals.of(userData).change { $0 = Interest() } })
  }

  /// Has libnats tell of the connection's fate.
  static func watch(_ signals: LinkSignals, by options: OpaquePointer) {
    let context = Unmanaged.passRetained(signals).toOpaque()
    natsOptions_SetDisconnectedCB(options, { _, context in _ = LinkSignals.of(context).outbox.put(.linkDown) }, context)
    natsOptions_SetReconnectedCB(options, { _, context in _ = LinkSignals.of(context).outbox.put(.linkUp) }, context)
    natsOptions_SetClosedCB(options, { _, context in _ = LinkSignals.of(context).outbox.put(.linkClosed) }, context)
    natsOptions_SetRetryOnFailedConnect(options, true, { _, context in _ = LinkSignals.of(context).outbox.put(.linkUp) }, context)
    // Without a handler libnats writes to standard error; what it would tell is seen by what does not arrive.
    natsOptions_SetErrorHandler(options, { _, _, _, _ in }, context)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> LinkSignals {
    guard let context else { preconditionFailure("libnats lost the context of its callbacks") }
    return Unmanaged<LinkSignals>.fromOpaque(context).takeUnretainedValue()
  }
}
