import Bus
import CNATS
import Glibc

/// The connection to the broker as libnats keeps it: it reconnects for ever and subscribes again by itself. Belongs to the bus's thread.
///
/// Without TLS this thread watches the socket itself: whatever was published in one turn leaves in one write, at once, and nobody but this thread ever waits
/// for the socket. With TLS libnats reads and writes on threads of its own, since its way to be watched may block while a record is incomplete.
final class BrokerLink {
  private let address: BrokerAddress
  private let options: NATSBusOptions
  private let signals: LinkSignals
  private var connection: OpaquePointer?

  init(_ address: BrokerAddress, options: NATSBusOptions, outbox: Outbox) {
    self.address = address
    self.options = options
    signals = LinkSignals(outbox: outbox)
  }

  var isOpen: Bool { connection != nil }

  /// Connects, or begins to try for ever.
  /// - Returns: whether the broker is there already; else the outbox is told when it is.
  /// - Throws: `BusError` when libnats refuses what it was told.
  func open() throws(BusError) -> Bool {
    close()
    var made: OpaquePointer?
    try check(natsOptions_Create(&made), "options")
    guard let made else { throw BusError("bus: no memory for NATS options") }
    defer { natsOptions_Destroy(made) }
    try configure(made)
    var opened: OpaquePointer?
    let status = natsConnection_Connect(&opened, made)
    if status != NATS_OK, status != NATS_NOT_YET_CONNECTED { try check(status, "connecting") }
    connection = opened
    return status == NATS_OK
  }

  private func configure(_ made: OpaquePointer) throws(BusError) {
    var names: [UnsafePointer<CChar>?] = address.servers.map { UnsafePointer(strdup($0)) }
    defer { for name in names { free(UnsafeMutablePointer(mutating: name)) } }
    try check(natsOptions_SetServers(made, &names, Int32(names.count)), "the addresses")
    if let user = address.user { try check(natsOptions_SetUserInfo(made, user, address.password ?? ""), "the user") }
    if let token = address.token { try check(natsOptions_SetToken(made, token), "the token") }
    if address.usesTLS { try secure(made) }
    natsOptions_SetName(made, options.clientName)
    natsOptions_SetTimeout(made, 2000)
    natsOptions_SetPingInterval(made, 5000)
    natsOptions_SetMaxPingsOut(made, 2)
    natsOptions_SetMaxReconnect(made, -1)
    natsOptions_SetReconnectWait(made, 200)
    natsOptions_SetReconnectJitter(made, 100, 100)
    natsOptions_SetReconnectBufSize(made, Int32(clamping: options.reconnectBufferBytes))
    natsOptions_SetIOBufSize(made, 64 << 10)
    LinkSignals.watch(signals, by: made)
    if !address.usesTLS {
      natsOptions_SetSendAsap(made, true)
      try check(LinkSignals.attach(signals, to: made), "the event loop")
    } else {
      // A broker that does not take what is sent must not hold this thread for ever.
      natsOptions_SetWriteDeadline(made, 2000)
    }
  }

  private func secure(_ made: OpaquePointer) throws(BusError) {
    try check(natsOptions_SetSecure(made, true), "TLS")
    if !options.authorities.isEmpty {
      try check(natsOptions_LoadCATrustedCertificates(made, options.authorities), "the certificates in broker.ca (\(options.authorities))")
    }
    if !options.certificate.isEmpty {
      try check(
        natsOptions_LoadCertificatesChain(made, options.certificate, options.key),
        "the certificate in broker.certificate (\(options.certificate)) with the key in broker.key")
    }
  }

  /// What is wrong with TLS on the way to the broker, and what to do; `nil` when nothing is, or the broker is not there. Asks it once and blocks as long as
  /// that takes, since libnats says why it was refused only to those who ask once.
  func reasonOfRefusal() -> String? {
    guard address.usesTLS else { return nil }
    var made: OpaquePointer?
    guard natsOptions_Create(&made) == NATS_OK, let made else { return nil }
    defer { natsOptions_Destroy(made) }
    guard (try? configure(made)) != nil else { return nil }
    natsOptions_SetRetryOnFailedConnect(made, false, nil, nil)
    natsOptions_SetAllowReconnect(made, false)
    natsOptions_SetDisconnectedCB(made, nil, nil)
    natsOptions_SetReconnectedCB(made, nil, nil)
    natsOptions_SetClosedCB(made, nil, nil)
    var opened: OpaquePointer?
    var status = natsConnection_Connect(&opened, made)
    if let opened { natsConnection_Destroy(opened) }
    let detail = nats_GetLastError(&status).map { String(cString: $0) } ?? ""
    return switch status {
    case NATS_OK, NATS_NO_SERVER: nil
    case NATS_SSL_ERROR:
      "bus: expected the NATS servers to show a certificate that is believed and is for their address, found: \(detail); put what signed it into broker.ca, "
        + "or call them by the name in it"
    case NATS_SECURE_CONNECTION_WANTED:
      "bus: expected the NATS servers to speak TLS, found that they do not; give them a certificate, or write nats://"
    default:
      "bus: expected the NATS servers to take this process over TLS, found: \(detail); if they ask who connects, set broker.certificate and broker.key, else "
        + "check user, password or token of the bus"
    }
  }

  /// Ends the connection; nothing is told after this but what was on its way.
  func close() {
    guard let ending = connection.take() else { return }
    natsConnection_Destroy(ending)
  }

  /// - Parameter traceparent: sent as the header `Tl-Trace` (PROTOCOL §6).
  /// - Returns: `false` when there is no room for it, or it is larger than the broker takes.
  func publish(_ payload: [UInt8], to subject: String, reply: String? = nil, traceparent: String? = nil) -> Bool {
    guard let connection else { return false }
    if let traceparent { return publish(payload, to: subject, reply: reply, headers: ["Tl-Trace": traceparent]) == NATS_OK }
    let status = payload.withUnsafeBytes { bytes in
      if let reply {
        natsConnection_PublishRequest(connection, subject, reply, bytes.baseAddress, Int32(bytes.count))
      } else {
        natsConnection_Publish(connection, subject, bytes.baseAddress, Int32(bytes.count))
      }
    }
    return status == NATS_OK
  }

  /// With the ID by which the broker knows the same message. - Returns: as `publish`.
  func publish(_ message: PersistedMessage, reply: String) -> natsStatus {
    let trace: KeyValuePairs = ["Nats-Msg-Id": message.id, "Tl-Trace": message.traceparent ?? ""]
    return publish(message.payload, to: message.subject, reply: reply, headers: trace)
  }

  /// Headers without a value are left out.
  private func publish(_ payload: [UInt8], to subject: String, reply: String?, headers: KeyValuePairs<String, String>) -> natsStatus {
    guard let connection else { return NATS_CONNECTION_CLOSED }
    var made: OpaquePointer?
    let status = payload.withUnsafeBytes { bytes in
      natsMsg_Create(&made, subject, reply, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
    }
    guard status == NATS_OK, let made else { return status }
    defer { natsMsg_Destroy(made) }
    for (name, value) in headers where !value.isEmpty { natsMsgHeader_Set(made, name, value) }
    return natsConnection_PublishMsg(connection, made)
  }

  /// - Parameter number: what the outbox is told of messages that libnats hands over by itself.
  /// - Returns: libnats's own subscription, to be given to `take` and `unsubscribe`.
  func subscribe(_ subject: String, number: Int, as reading: ReceivedMessage.Reading) -> OpaquePointer? {
    guard let connection else { return nil }
    var made: OpaquePointer?
    if address.usesTLS {
      let ear = Unmanaged.passRetained(Ear(number: number, reading: reading, outbox: signals.outbox))
      let status = natsConnection_Subscribe(
        &made, connection, subject,
        { _, _, message, context in
          guard let message, let context else { return }
          let ear = Unmanaged<Ear>.fromOpaque(context).takeUnretainedValue()
          _ = ear.outbox.put(.received(ReceivedMessage(message, as: ear.reading), by: ear.number))
          natsMsg_Destroy(message)
        }, ear.toOpaque())
      guard status == NATS_OK, let made else {
        ear.release()
        return nil
      }
      natsSubscription_SetOnCompleteCB(made, { context in context.map { Unmanaged<Ear>.fromOpaque($0).release() } }, ear.toOpaque())
    } else {
      natsConnection_SubscribeSync(&made, connection, subject)
    }
    // What is read is handed on at once; a limit here would be a silent loss.
    if let made { natsSubscription_SetPendingLimits(made, -1, -1) }
    return made
  }

  func unsubscribe(_ subscription: OpaquePointer) {
    natsSubscription_Unsubscribe(subscription)
    natsSubscription_Destroy(subscription)
  }

  /// Gives back a subscription of a connection that has ended.
  func forget(_ subscription: OpaquePointer) { natsSubscription_Destroy(subscription) }

  /// Calls `body` with what a subscription has had since the last time.
  func take(from subscription: OpaquePointer, as reading: ReceivedMessage.Reading, _ body: (ReceivedMessage) -> Void) {
    guard !address.usesTLS else { return }
    var queued: UInt64 = 0
    guard natsSubscription_QueuedMsgs(subscription, &queued) == NATS_OK else { return }
    for _ in 0..<queued {
      var message: OpaquePointer?
      guard natsSubscription_NextMsg(&message, subscription, 0) == NATS_OK, let message else { return }
      let received = ReceivedMessage(message, as: reading)
      natsMsg_Destroy(message)
      body(received)
    }
  }

  /// Bytes that the broker has not taken yet.
  var unsentBytes: Int { connection.map { Int(natsConnection_Buffered($0)) } ?? 0 }

  /// Whether something waits to be written.
  var hasUnsent: Bool { signals.interest.writes }

  /// Writes what there is, sleeps until something comes or the time is over, and reads it.
  /// - Parameter milliseconds: -1 is for ever.
  func turn(milliseconds: Int32) {
    let outbox = signals.outbox
    if let connection, signals.interest.writes { natsConnection_ProcessWriteEvent(connection) }
    var watched = [pollfd(fd: outbox.readEnd, events: Int16(POLLIN), revents: 0), pollfd(fd: -1, events: 0, revents: 0)]
    var interest = LinkSignals.Interest()
    let ready = outbox.sleeping { sleeps in
      interest = signals.interest
      watched[1].events = Int16((interest.reads ? POLLIN : 0) | (interest.writes ? POLLOUT : 0))
      if watched[1].events != 0 { watched[1].fd = interest.socket }
      return poll(&watched, 2, sleeps ? milliseconds : 0)
    }
    guard ready > 0 else { return }
    if watched[0].revents != 0 { outbox.silence() }
    let events = Int32(watched[1].revents)
    if events & POLLNVAL != 0 {
      signals.forget(socket: interest.socket)
    } else if events & (POLLIN | POLLERR | POLLHUP) != 0, let connection {
      // Meanwhile another of libnats's threads may have given this socket up; what it connects next is not ours to read yet.
      let now = signals.interest
      if now.reads, now.socket == interest.socket { natsConnection_ProcessReadEvent(connection) }
    }
  }

  private func check(_ status: natsStatus, _ what: String) throws(BusError) {
    guard status != NATS_OK else { return }
    var last = status
    let detail = nats_GetLastError(&last).map { String(cString: $0) } ?? ""
    let reason = natsStatus_GetText(status).map { String(cString: $0) } ?? "status \(status.rawValue)"
    throw BusError("bus: expected NATS to take \(what), it says: \(reason)\(detail.isEmpty ? "" : " (\(detail))")")
  }

  private final class Ear: Sendable {
    let number: Int
    let reading: ReceivedMessage.Reading
    let outbox: Outbox

    init(number: Int, reading: ReceivedMessage.Reading, outbox: Outbox) {
      self.number = number
      self.reading = reading
      self.outbox = outbox
    }
  }
}
