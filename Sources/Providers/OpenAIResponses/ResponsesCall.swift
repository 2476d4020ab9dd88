import Domain
import EventLoop
import Primitives
import Transport

/// One answer of OpenAI's Responses, over as many connections as it takes. Bound to its loop.
///
/// In background mode a connection that is cut is replaced by one that is told the events behind the last that came, so nothing is missing and nothing
/// comes twice. An answer that the vendor no longer streams (it does so for some minutes) is asked for whole until it is there; what of it was said
/// already is left out.
final class ResponsesCall: ModelCall, ModelSink {
  private let provider: ResponsesProvider
  private let run: String
  private let traceparent: String?
  private var sink: (any ModelSink)?
  private var http: VendorCall<ResponsesDecoder>?
  /// What was heard so far, over all connections.
  private var decoder = ResponsesDecoder()
  private var way = Way.creating
  /// The answer goes on at the vendor without us, under this ID.
  private var response: String?
  private var isAnnounced = false
  private var isPaused = false
  /// The answer is to be ended at the vendor as soon as its ID is known.
  private var isUnwanted = false
  /// Connections without a new event behind each other.
  private var vainConnections = 0
  private var heardSequence: Int64?
  private var retrievals = 0
  private var timer: LoopTimer?

  private enum Way {
    case creating, listening, retrieving
  }

  private static let mostVainConnections = 4
  private static let shortestWaitMilliseconds = 250
  private static let longestRetrievalIntervalMilliseconds = 2000
  /// An hour of asking whether an answer is there.
  private static let mostRetrievals = 1800

  init(provider: ResponsesProvider, run: String, traceparent: String?, sink: any ModelSink) {
    self.provider = provider
    self.run = run
    self.traceparent = traceparent
    self.sink = sink
  }

  /// Asks for a new answer.
  func ask(_ request: ModelRequest) {
    let call = VendorCall<ResponsesDecoder>(provider: provider.name, context: provider.context, sink: self)
    http = call
    do throws(ModelFailure) {
      call.send(try provider.creation(request))
    } catch {
      call.fail(error)
    }
  }

  /// Listens to an answer that somebody else asked for, from its first event on.
  func listen(again response: String) {
    self.response = response
    decoder = ResponsesDecoder(listeningAfter: 0)
    listen()
  }

  // MARK: What the run wants

  func cancel() {
    guard let sink else { return }
    self.sink = nil
    if let response {
      provider.end(response: response)
    } else if provider.canReattach, http != nil {
      // The vendor may have begun already: its ID is waited for, to tell it so.
      isUnwanted = true
      http?.resume()
    }
    if !isUnwanted { letGo() }
    sink.ended(.cancelled)
  }

  func release() {
    guard let sink else { return }
    self.sink = nil
    letGo()
    sink.ended(.cancelled)
  }

  func pause() {
    isPaused = true
    http?.pause()
  }

  func resume() {
    isPaused = false
    http?.resume()
  }

  private func letGo() {
    timer?.cancel()
    timer = nil
    let http = self.http.take()
    http?.cancel()
  }

  // MARK: What the vendor says

  func received(_ event: ModelEvent) {
    if case .attachable(let id) = event {
      guard provider.canReattach else { return }
      response = id
      isAnnounced = true
      if isUnwanted {
        provider.end(response: id)
        letGo()
      }
    } else if let response {
      if !isAnnounced, http?.isAccepted == true {
        isAnnounced = true
        sink?.received(.attachable(response: response))
      }
      // The request of a further connection is not the answer's.
      if case .identified(let id) = event, id != response { return }
    }
    sink?.received(event)
  }

  func ended(_ ending: ModelEnding) {
    if let http { decoder = http.decoder }
    http = nil
    guard let sink else { return }
    if case .failed(let failure) = ending, let response, !decoder.isOver, goOn(with: response, after: failure) { return }
    self.sink = nil
    sink.ended(ending)
  }

  // MARK: Further connections

  /// - Returns: false when there is no way left to hear the rest of the answer.
  private func goOn(with response: String, after failure: ModelFailure) -> Bool {
    if decoder.isPending || way == .listening && failure.status == 400 {
      retrievals += 1
      guard retrievals <= Self.mostRetrievals else { return false }
      way = .retrieving
      connect(afterMilliseconds: min(wait(behind: retrievals), Self.longestRetrievalIntervalMilliseconds))
      return true
    }
    // Whoever listens for the first time decides by itself how often.
    guard failure.retryable, isAnnounced else { return false }
    vainConnections = decoder.lastSequence == heardSequence ? vainConnections + 1 : 1
    heardSequence = decoder.lastSequence
    guard vainConnections <= Self.mostVainConnections else { return false }
    if way == .creating { way = .listening }
    connect(afterMilliseconds: wait(behind: vainConnections))
    return true
  }

  /// The first try is made at once; then the waits double.
  private func wait(behind tries: Int) -> Int { tries < 2 ? 0 : Self.shortestWaitMilliseconds << min(tries - 2, 10) }

  private func connect(afterMilliseconds delay: Int) {
    timer = provider.context.client.loop.schedule(afterMilliseconds: delay) { [weak self] in
      guard let self, sink != nil else { return }
      timer = nil
      listen()
    }
  }

  private func listen() {
    guard let response else { return }
    let isWhole = way == .retrieving
    if !isWhole { way = .listening }
    decoder.reconnected()
    let call = VendorCall<ResponsesDecoder>(provider: provider.name, context: provider.context, sink: self, decoder: decoder)
    http = call
    call.send(
      isWhole
        ? provider.retrieval(of: response, run: run, traceparent: traceparent)
        : provider.listening(to: response, after: decoder.lastSequence ?? 0, run: run, traceparent: traceparent))
    if isPaused { call.pause() }
  }
}
