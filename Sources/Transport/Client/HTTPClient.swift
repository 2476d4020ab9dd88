import CCurl
import EventLoop
import Primitives

/// Makes requests to other servers and hands their answers on as they come: libcurl's multi interface on one event loop.
///
/// HTTP/1.1, and HTTP/2 over TLS with several calls a connection; certificates are verified; connections are reused; proxies come from
/// the environment (`HTTPS_PROXY`, `http_proxy`, `NO_PROXY`) as libcurl reads it; redirects are answers like any other.
/// Bound to its loop; not `Sendable` on purpose.
package final class HTTPClient {
  package let loop: EventLoop
  private let configuration: HTTPClientConfiguration
  private let multi: UnsafeMutableRawPointer
  private var timer: LoopTimer?
  private var watchers: [curl_socket_t: CurlSocketWatcher] = [:]
  private var active: [ObjectIdentifier: HTTPClientCall] = [:]
  private var spareEasies: [CurlEasy] = []

  private var isBusy = false
  private var waiting = RingBuffer<Operation>()
  private var resuming: [HTTPClientCall] = []
  private var isClosing = false

  private static let maxSpareEasies = 256
  private static let librariesAreReady: Bool = curl_global_init(CLong(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// libcurl must not be entered from its own callbacks, so what those ask for waits until it has returned.
  private enum Operation {
    case add(HTTPClientCall)
    case remove(HTTPClientCall)
    case resume(HTTPClientCall)
    case socket(curl_socket_t, CInt)
    case timeout
  }

  /// Loop only. The owner calls `close()` before it lets go.
  package init(loop: EventLoop, configuration: HTTPClientConfiguration = HTTPClientConfiguration()) {
    self.loop = loop
    self.configuration = configuration
    guard Self.librariesAreReady, let multi = curl_multi_init() else { preconditionFailure("no memory for an HTTP client") }
    self.multi = multi
    let context = Unmanaged.passUnretained(self).toOpaque()
    ccurl_multi_set_socket_function(
      multi,
      { _, socket, what, context, _ in
        HTTPClient.of(context).watch(socket, what)
        return 0
      }, context)
    ccurl_multi_set_timer_function(
      multi,
      { _, milliseconds, context in
        HTTPClient.of(context).setTimer(milliseconds)
        return 0
      }, context)
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.idleConnections)
    let timer = loop.schedule(afterMilliseconds: 0) { [unowned self] in run(.timeout) }
    timer.pause()
    self.timer = timer
  }

  deinit { precondition(timer == nil, "an HTTP client is closed before it is let go") }

  private static func of(_ context: UnsafeMutableRawPointer?) -> HTTPClient {
    Unmanaged<HTTPClient>.fromOpaque(context!).takeUnretainedValue()
  }

  /// Starts a call; the delegate is kept until it has heard `responseEnded`. Loop only.
  package func start(_ request: HTTPClientRequest, delegate: any HTTPClientDelegate) -> HTTPClientCall {
    loop.preconditionCurrent()
    let call = HTTPClientCall(request, client: self, delegate: delegate)
    active[ObjectIdentifier(call)] = call
    // Not at once, so that the delegate never hears of a call that its caller does not hold yet.
    resuming.append(call)
    if resuming.count == 1 { loop.atTurnEnd(self) }
    return call
  }

  /// Cancels every call and closes every connection. Loop only; also from a delegate.
  package func close() {
    loop.preconditionCurrent()
    guard !isClosing else { return }
    isClosing = true
    for call in active.values { call.cancel() }
    tearDownIfDone()
  }

  private func tearDownIfDone() {
    guard isClosing, !isBusy, active.isEmpty, timer != nil else { return }
    timer?.cancel()
    timer = nil
    resuming.removeAll()
    spareEasies.removeAll()
    curl_multi_cleanup(multi)
    for watcher in watchers.values { watcher.close() }
    watchers.removeAll()
  }

  // MARK: Operations

  func remove(_ call: HTTPClientCall) { run(.remove(call)) }

  func resumeAtTurnEnd(_ call: HTTPClientCall) {
    resuming.append(call)
    if resuming.count == 1 { loop.atTurnEnd(self) }
  }

  private func run(_ operation: Operation) {
    guard !isBusy else { return waiting.append(operation) }
    isBusy = true
    perform(operation)
    while true {
      if let next = waiting.popFirst() {
        perform(next)
      } else if !finishOne() {
        break
      }
    }
    isBusy = false
    tearDownIfDone()
  }

  private func perform(_ operation: Operation) {
    var running: CInt = 0
    switch operation {
    case .socket(let socket, let bits): curl_multi_socket_action(multi, socket, bits, &running)
    case .timeout: curl_multi_socket_action(multi, curl_socket_t(CURL_SOCKET_TIMEOUT), 0, &running)
    case .add(let call): add(call)
    case .remove(let call): detach(call)
    case .resume(let call):
      guard let easy = call.easy, call.stopsHoldingBack() else { return }
      curl_easy_pause(easy.handle, CURLPAUSE_CONT)
      curl_multi_socket_action(multi, curl_socket_t(CURL_SOCKET_TIMEOUT), 0, &running)
    }
  }

  private func add(_ call: HTTPClientCall) {
    guard !call.isEnded else { return }
    guard !isClosing else { return call.cancel() }
    guard let easy = spareEasies.popLast() ?? CurlEasy(configuration: configuration, loop: loop) else {
      return call.end(.failure(HTTPClientFailure(code: .local, message: "no memory for another call")))
    }
    call.easy = easy
    guard easy.prepare(call.request, for: call) else {
      return call.end(.failure(HTTPClientFailure(code: .request, message: "expected a URL and headers without line ends or empty names")))
    }
    let status = curl_multi_add_handle(multi, easy.handle)
    guard status == CURLM_OK else {
      return call.end(.failure(HTTPClientFailure(code: .local, message: String(cString: curl_multi_strerror(status)))))
    }
    call.started()
  }

  private func detach(_ call: HTTPClientCall) {
    active[ObjectIdentifier(call)] = nil
    guard let easy = call.easy else { return }
    call.easy = nil
    curl_multi_remove_handle(multi, easy.handle)
    easy.release()
    if spareEasies.count < Self.maxSpareEasies, !isClosing { spareEasies.append(easy) }
  }

  /// Takes one of libcurl's messages that a transfer is done.
  /// - Returns: false when there is none.
  private func finishOne() -> Bool {
    var left: CInt = 0
    guard timer != nil, let message = curl_multi_info_read(multi, &left) else { return false }
    guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { return true }
    let result = ccurl_message_result(message)
    var context: UnsafeMutableRawPointer?
    ccurl_get_pointer(handle, CURLINFO_PRIVATE, &context)
    guard let context else { return true }
    let call = Unmanaged<HTTPClientCall>.fromOpaque(context).takeUnretainedValue()
    call.finished(result)
    return true
  }

  // MARK: What libcurl waits for

  private func watch(_ socket: curl_socket_t, _ what: CInt) {
    if what == CURL_POLL_REMOVE {
      watchers.removeValue(forKey: socket)?.close()
      return
    }
    if let watcher = watchers[socket] { return watcher.watch(what) }
    // A socket that cannot be watched makes its calls end by their time limits.
    guard let watcher = CurlSocketWatcher(socket: socket, on: loop, onEvent: { [unowned self] in run(.socket($0, $1)) }) else { return }
    watchers[socket] = watcher
    watcher.watch(what)
  }

  private func setTimer(_ milliseconds: CLong) {
    if milliseconds < 0 { timer?.pause() } else { timer?.reschedule(afterMilliseconds: milliseconds) }
  }
}

extension HTTPClient: TurnEndObserver {
  /// Starts and resumes the calls of this turn.
  package func turnEnded() {
    let calls = resuming
    resuming.removeAll()
    for call in calls where !call.isEnded { run(call.easy == nil ? .add(call) : .resume(call)) }
  }
}
