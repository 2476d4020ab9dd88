import Bus
import BusNATS
import Primitives
import TestKit
import Testing

/// The pure parts, which are not seen from outside, through what the module shows: names, pieces and addresses are proved by the contract; here is
/// what would need a broker in a rare state.
@Suite struct AddressTests {
  @Test(arguments: [
    "localhost", "http://localhost", "nats://", "nats://a,", "nats://a:0", "nats://a:99999", "nats://a b", "nats://@a", "nats://u:%zz@a",
  ])
  func `an address that is none is refused, and what may be secret is not repeated`(url: String) {
    #expect {
      _ = try NATSBus.make(url)
    } throws: { error in
      let message = (error as? BusError)?.message ?? ""
      return message.contains("expected nats://") && !message.contains("%zz")
    }
  }
}
