/// Where an offer is answered, and what the broker wrote into it:
/// `$JS.ACK.stream.consumer.delivered.…`, or since NATS 2.10's second form `$JS.ACK.domain.account.stream.consumer.delivered.…`.
struct OfferAddress: Equatable {
  var reply: String
  /// How often this message has been delivered, this time included.
  var delivered: Int

  /// - Returns: `nil` for a message that JetStream did not deliver.
  init?(reply: String) {
    let tokens = reply.utf8.split(separator: 0x2E)
    guard tokens.count >= 9, tokens[0].elementsEqual("$JS".utf8), tokens[1].elementsEqual("ACK".utf8) else { return nil }
    guard let delivered = Int(String(decoding: tokens[tokens.count == 9 ? 4 : 6], as: UTF8.self)) else { return nil }
    self.reply = reply
    self.delivered = delivered
  }
}
