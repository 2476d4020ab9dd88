import Bus
import Domain
import EventLoop
import Observe
import Primitives
import SampleRun
import Store
import StreamLog

/// What the gateway works with; shared by all of its endpoints on all loops.
package final class GatewayServices: Sendable {
  package let settings: GatewaySettings
  package let store: any Store
  package let bus: any Bus
  package let streams: StreamAccess
  package let sessions: SessionHub
  package let models: any ModelDirectory
  package let access: AccessControl
  package let boundaries: BoundaryRecorder
  package let metrics: ServerMetrics
  package let history: MetricRecorder
  package let log: Log
  package let time: any TimeSource
  /// What is down, by name (`store`, `bus`, `registry`, `provider`); asked by `/readyz`.
  package let health: any HealthSource
  /// `nil` where the store keeps no generations.
  package let generations: GenerationServices?

  /// - Parameter samples: where the samples of generations are run.
  package init(
    settings: GatewaySettings, store: any Store, bus: any Bus, streams: StreamAccess, sessions: SessionHub, models: any ModelDirectory,
    access: AccessControl, boundaries: BoundaryRecorder, metrics: ServerMetrics, history: MetricRecorder, log: Log, time: any TimeSource,
    health: any HealthSource, generations: (any GenerationStore)? = nil, samples: any SampleDatabase = SQLiteSampleDatabase()
  ) {
    self.settings = settings
    self.store = store
    self.bus = bus
    self.streams = streams
    self.sessions = sessions
    self.models = models
    self.access = access
    self.boundaries = boundaries
    self.metrics = metrics
    self.history = history
    self.log = log
    self.time = time
    self.health = health
    self.generations = generations.map {
      GenerationServices(store: $0, samples: SampleRunner(on: samples), workbookBytes: settings.workbookBytes)
    }
  }

  package func makeULID() -> String {
    var random = SystemRandomNumberGenerator()
    return ULID(milliseconds: time.now().milliseconds, using: &random).description
  }

  package func makeChatID() -> ChatID {
    var random = SystemRandomNumberGenerator()
    return ChatID(using: &random)
  }
}

/// What may be asked of models: which provider serves a name, and which names there are.
package protocol ModelDirectory: Sendable {
  /// The provider and the model's name there; `nil` model means the configured default.
  func resolve(_ model: String?) -> ResolvedModel
  /// Models to be listed.
  var listed: [(id: String, provider: String)] { get }
  /// Whether the provider takes fields that its vendor does not document.
  func passesUnknownFields(provider: String) -> Bool
}

package struct ResolvedModel: Sendable, Equatable {
  package var provider: String
  package var model: String

  package init(provider: String, model: String) {
    self.provider = provider
    self.model = model
  }
}

package protocol HealthSource: Sendable {
  /// Parts that are down now, and whether messages are still accepted.
  func status() async -> (down: [String], acceptsMessages: Bool)
}
