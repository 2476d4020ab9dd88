import Domain
import EventLoop
import Primitives
import Transport
import Wire

/// The providers of one event loop, with the HTTP client and the JSON parser that they share. Bound to its loop.
package final class ProviderSet {
  /// By configured name.
  package let providers: [String: any ModelProvider]
  private let client: HTTPClient

  /// Loop only. The owner calls `close()` before it lets go.
  package init(
    _ profiles: [ProviderProfile], loop: EventLoop, time: any TimeSource, configuration: HTTPClientConfiguration = HTTPClientConfiguration()
  ) {
    let client = HTTPClient(loop: loop, configuration: configuration)
    self.client = client
    let context = VendorContext(client: client, reader: JSONReader(), time: time)
    var providers: [String: any ModelProvider] = [:]
    for profile in profiles {
      providers[profile.name] =
        switch profile.kind {
        case .openai: OpenAIProvider(profile, context: context)
        case .openaiResponses: ResponsesProvider(profile, context: context)
        case .anthropic: AnthropicProvider(profile, context: context)
        case .scripted:
          ScriptedProvider(
            name: profile.name, tokenMilliseconds: profile.tokenMilliseconds, takeOverPolicy: profile.takeOverPolicy, loop: loop)
        }
    }
    self.providers = providers
  }

  /// Cancels every call to a vendor and closes the connections. Loop only.
  package func close() { client.close() }
}
