import Analytics
import Gateway
import Glibc
import Primitives
import Store
import Transport
import Wire
import Workflow

/// What the configuration means for each part of the server.
extension Configuration {
  var loopCount: Int { threads > 0 ? threads : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  var serverConfiguration: HTTPServerConfiguration {
    var server = HTTPServerConfiguration(host: listen.host, port: Int(listen.port))
    server.limits.headBytes = limits.requestHeadBytes
    server.limits.headerCount = limits.requestHeaders
    server.limits.targetBytes = limits.urlBytes
    server.maxConnections = limits.connections
    server.idleMilliseconds = Int(limits.keepAlive.milliseconds)
    server.headMilliseconds = Int(limits.headArrival.milliseconds)
    server.bodyMilliseconds = Int(limits.bodyArrival.milliseconds)
    server.silenceMilliseconds = Int(streams.heartbeat.milliseconds)
    server.maxWebSocketMessageBytes = limits.webSocketMessageBytes
    return server
  }

  func gatewaySettings(pod: String) -> GatewaySettings {
    GatewaySettings(
      pod: pod, version: BuildVersion.text, allowedHosts: Set(acceptedHosts), allowedOrigins: Set(allowedOrigins), bodyBytes: limits.jsonBodyBytes,
      compatibleBodyBytes: limits.compatibleBodyBytes, attachmentBytes: limits.attachmentBytes, workbookBytes: limits.workbookBytes,
      jsonDepth: limits.jsonDepth,
      webFolder: webFolder, servesOperationsOnly: role == .worker)
  }

  var accessSettings: AccessSettings {
    var settings = AccessSettings()
    settings.metrics = access.metrics
    settings.requestsPerMinute = limits.requestsPerMinute
    settings.userRequestsPerMinute = limits.userRequestsPerMinute
    settings.tokensPerMinute = limits.tokensPerMinute
    settings.connectionsPerKey = limits.connectionsPerKey
    settings.roleOfTokens = jwt.role
    return settings
  }

  var retryPolicy: RetryPolicy {
    RetryPolicy(
      attempts: runs.attempts, baseMilliseconds: runs.retryDelay.milliseconds, longestRetryAfterMilliseconds: runs.retryAfterMaximum.milliseconds,
      epochs: Int64(runs.maxDeliveries))
  }

  var storeRetention: Retention {
    Retention(
      streamLogs: retention.streamLogs.milliseconds, boundaries: retention.trace.milliseconds, uploads: retention.uploads.milliseconds)
  }
}
