import Wire

/// What JetStream answered to a request or to a published message.
struct JetStreamAnswer: Equatable {
  struct Refusal: Equatable {
    /// As HTTP's: below 500 it is the request, else the broker.
    var status: Int64
    /// JetStream's own number of the error.
    var number: Int64
    var text: String

    /// Nobody listens on the subject: JetStream is off, has no leader just now, or no such stream.
    static let nobody = Refusal(status: 503, number: 0, text: "no JetStream answers; is it enabled on the NATS servers (-js), and has it a leader?")

    static let streamNotFound: Int64 = 10059
    static let streamNameInUse: Int64 = 10058
    static let consumerNotFound: Int64 = 10014

    /// Whether what was asked for may be there later.
    var isPassing: Bool { status >= 500 || number == Self.streamNotFound || number == Self.consumerNotFound }
  }

  var refusal: Refusal?
  /// Of a consumer that was made.
  var name: String?
  /// Messages that a consumer has still to deliver.
  var pending: Int64?

  /// Reads an answer; what is none counts as a refusal that passes.
  init(_ json: [UInt8], reader: JSONReader) {
    let answer = try? reader.read(json[...]) { view in
      var answer = JetStreamAnswer()
      if let error = view["error"] {
        answer.refusal = Refusal(
          status: error["code"]?.integer ?? 500, number: error["err_code"]?.integer ?? 0, text: error["description"]?.string ?? "no description")
      }
      answer.name = view["name"]?.string
      answer.pending = view["num_pending"]?.integer
      return answer
    }
    self = answer ?? JetStreamAnswer(refusal: Refusal(status: 500, number: 0, text: "an answer that is no JSON"))
  }

  init(refusal: Refusal? = nil) { self.refusal = refusal }

  /// Whether the answer to a published message is a refusal, without reading it: the broker puts the error first.
  static func isRefusal(_ json: UnsafeRawBufferPointer) -> Bool {
    json.isEmpty || json.starts(with: "{\"error\"".utf8)
  }
}
