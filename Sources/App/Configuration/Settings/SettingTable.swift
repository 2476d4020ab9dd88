import Domain
import Observe

/// Every setting of the server, in the order of the documentation. Flags, environment variables, the file, `--help`, `throughline config`,
/// docs/configuration.md and deploy/throughline.example.json are all made from this table.
enum SettingTable {
  struct Group: Sendable {
    let name: String?
    let title: String
  }

  /// Prefixes of settings with the headings that they stand under.
  static let groups: [Group] = [
    Group(name: nil, title: "Server"), Group(name: "broker", title: "The broker of the bus"),
    Group(name: "log", title: "Logs"), Group(name: "openai", title: "OpenAI, the short way"),
    Group(name: "anthropic", title: "Anthropic, the short way"), Group(name: "scripted", title: "The embedded demonstration provider"),
    Group(name: "chat", title: "Chat"), Group(name: "upstream", title: "Patience with providers"), Group(name: "runs", title: "Runs and retries"),
    Group(name: "streams", title: "Streams"), Group(name: "retention", title: "How long records are kept"),
    Group(name: "access", title: "Who is let in"), Group(name: "jwt", title: "Tokens of an identity provider"),
    Group(name: "limits", title: "Limits against bad input"),
  ]

  static let all: [Setting] = server + broker + logs + providers + work + access + limits

  static func setting(named name: String) -> Setting? { all.first { $0.name == name } }

  static func settings(in group: String?) -> [Setting] { all.filter { $0.group == group } }

  private static let server: [Setting] = [
    Setting(
      "listen", \.listen, .listenAddress,
      "Address and port to listen on; port 0 lets the system choose. Without API keys only an address of this machine (loopback) is taken."),
    Setting("data", \.dataFolder, .text(expected: "a path") { !$0.isEmpty }, "Folder of the database and of uploads; made when missing."),
    Setting("role", \.role, .choice(), "What this process does: all, or one part beside other processes, which share a database and a bus."),
    Setting(
      "store", \.store, .store, "Database: \"sqlite\" (throughline.db in the data folder), \"sqlite:PATH\" or \"postgres://…\"."),
    Setting(
      "store_replica", \.storeReplica, .optional(.databaseURL),
      "A database that follows the store's (\"postgres://…\"), for reads that may be a little late: lists, search, the ledger, the trace."),
    Setting(
      "store_connections", \.storeConnections, .integer(3...200), "Connections to a \"postgres://…\" store at most; docs/postgres.md tells how many."),
    Setting(
      "sample_on", \.sampleOn, .optional(.databaseURL),
      "A database (\"postgres://…\") that the studio runs the samples of workbooks on; without it they run in SQLite in memory. One of their own: docs/mapping.md."
    ),
    Setting("bus", \.bus, .bus, "What carries work and events: \"local\", or \"nats://…\" (several servers with commas) for many processes."),
    Setting(
      "registry", \.registry, .registry, "Where it is noted who reads where: \"redis://…\", or \"local\", which in a cluster means the database."),
    Setting(
      "pod", \.pod, .text(expected: "1 to 63 of a-z, 0-9 and -, not beginning with -") { $0.isEmpty || ClientName.isPod($0) },
      "Name of this process in logs and traces. Empty: host name and process ID."),
    Setting("threads", \.threads, .integer(0...256), "Event loops, each a thread. 0: one for each processor."),
    Setting(
      "web", \.webFolder, .text,
      "Folder of the pages, read anew at each request, for people who change them. Empty: the pages in the program itself."),
    Setting(
      "drain_grace", \.drainGrace, .duration(.zero...seconds(3600)),
      "How long running answers may go on after SIGTERM; those still unfinished are taken over at the next start."),
    Setting(
      "allowed_hosts", \.allowedHosts, .list(expected: "host names in lower case, without port") { AddressForm.isHostName($0) },
      "Host names, besides those of this machine, under which the server may be called."),
    Setting(
      "allowed_origins", \.allowedOrigins, .list(expected: "origins such as \"https://app.example\"") { AddressForm.isOrigin($0) },
      "Web origins, besides the server's own, whose pages may call it."),
  ]

  private static let broker: [Setting] = [
    Setting(
      "broker.replicas", \.broker.replicas, .integer(1...5),
      "Copies of each stream that the NATS servers keep; more than 1 needs a cluster of at least as many."),
    Setting(
      "broker.stream_age", \.broker.streamAge, .duration(seconds(60)...seconds(31_622_400)),
      "How long the broker keeps events of live streams for replay; older ones come from the store."),
    Setting(
      "broker.stream_size", \.broker.streamBytes, .size((16 << 20)...(1 << 44)), "Most that it keeps of them; the oldest go first."),
    Setting(
      "broker.ca", \.broker.authorities, .text,
      "With \"tls://\": a file of the certificates (PEM) by which those of the servers are believed. Empty: the system's."),
    Setting(
      "broker.certificate", \.broker.certificate, .text,
      "With \"tls://\", for servers that ask who connects: a file of this process's certificate and what signed it (PEM)."),
    Setting("broker.key", \.broker.key, .text, "A file of the key of that certificate (PEM)."),
  ]

  private static let logs: [Setting] = [
    Setting("log.format", \.log.format, .choice(), "How log lines look: words and key=value pairs, or one JSON object a line."),
    Setting("log.level", \.log.level, .choice(named: { $0.name }), "Lowest level written; \"trace\" adds a record for each chunk of each answer."),
  ]

  private static let providers: [Setting] = [
    Setting(
      "openai.base_url", \.openai.baseURL, .optional(.baseURL(of: .openai)), vendorVariable: "OPENAI_BASE_URL",
      "Address of OpenAI or of a server that speaks its protocol, ending in /v1 as in OpenAI's SDKs. Given alone it configures the provider \"openai\"."
    ),
    Setting(
      "openai.api_key", \.openai.apiKey, .optional(.secret), isSecret: true, vendorVariable: "OPENAI_API_KEY",
      "Key for it. Given alone it configures the provider \"openai\" at OpenAI's own address."),
    Setting("openai.models", \.openai.models, .models, "Models to offer; the first is the default."),
    Setting(
      "anthropic.base_url", \.anthropic.baseURL, .optional(.baseURL(of: .anthropic)), vendorVariable: "ANTHROPIC_BASE_URL",
      "Address of Anthropic or of a server that speaks its protocol, without /v1 as in Anthropic's SDKs."),
    Setting(
      "anthropic.api_key", \.anthropic.apiKey, .optional(.secret), isSecret: true, vendorVariable: "ANTHROPIC_API_KEY",
      "Key for it. Given alone it configures the provider \"anthropic\"."),
    Setting("anthropic.models", \.anthropic.models, .models, "Models to offer; the first is the default."),
    Setting("scripted.tokens_per_second", \.scripted.tokensPerSecond, .integer(1...1_000_000), "Pace of its answers."),
    Setting("chat.model", \.chat.model, .text, "Model that answers a message which names none. Empty: the default provider's first model."),
  ]

  private static let work: [Setting] = [
    Setting("upstream.connect", \.upstream.connect, .duration(ms(100)...seconds(300)), "Time for connecting to a provider, TLS included."),
    Setting("upstream.first_byte", \.upstream.firstByte, .duration(seconds(1)...seconds(3600)), "Time until the first byte of its answer."),
    Setting("upstream.idle", \.upstream.idle, .duration(seconds(1)...seconds(3600)), "Time without any byte after that."),
    Setting("runs.attempts", \.runs.attempts, .integer(1...10), "Calls to a provider before a run fails, as long as no token has come."),
    Setting(
      "runs.retry_delay", \.runs.retryDelay, .duration(ms(1)...seconds(60)), "Wait before the second call; doubles each time, with jitter."),
    Setting(
      "runs.retry_after_max", \.runs.retryAfterMaximum, .duration(.zero...seconds(600)),
      "Longest Retry-After of a provider that is waited for; one that asks for more fails the run."),
    Setting(
      "runs.lease", \.runs.lease, .duration(seconds(2)...seconds(600)),
      "How long the worker of a process alone may be silent before its run is taken over."),
    Setting(
      "runs.cluster_lease", \.runs.clusterLease, .duration(seconds(1)...seconds(600)),
      "The same where several processes share the work over a bus. Clocks must agree to much less than that."),
    Setting(
      "runs.max_deliveries", \.runs.maxDeliveries, .integer(1...1000),
      "Workers that may take a run, one after the other as each is lost, before it fails as run.lost and waits in `throughline dead list`."),
    Setting(
      "streams.memory", \.streams.memoryBytes, .size((1 << 20)...(1 << 40)),
      "Memory for the logs of live streams, of which ended ones that nobody reads take an eighth at most; readers that fall behind what is kept get the whole state instead."
    ),
    Setting(
      "streams.journal_interval", \.streams.journalInterval, .duration(ms(1)...seconds(1)),
      "Longest time between two writes of live streams to disk: what a killed process may lose of an answer, never of a message."),
    Setting("streams.heartbeat", \.streams.heartbeat, .duration(seconds(1)...seconds(300)), "Silence after which an SSE reader is sent a comment."),
    Setting(
      "retention.stream_logs", \.retention.streamLogs, .duration(.zero...seconds(31_622_400)),
      "Event logs of ended streams; later a reader gets the whole answer in one event. Messages are kept for ever."),
    Setting("retention.trace", \.retention.trace, .duration(seconds(60)...seconds(316_224_000)), "Boundary records, which traces are made of."),
    Setting(
      "retention.uploads", \.retention.uploads, .duration(seconds(60)...seconds(31_622_400)), "Uploaded files that no message refers to."),
  ]

  private static let access: [Setting] = [
    Setting(
      "access.ticket_secret", \.access.ticketSecret, .optional(.secret), isSecret: true,
      "Signs the tickets with which browsers open streams, 32 characters at least. Not given: one that the store keeps for all pods."),
    Setting(
      "access.metrics", \.access.metrics, .choice(),
      "Who may read /metrics where keys are asked for: programs on this machine that come through no proxy, everybody, or keys with ops:read only."),
    Setting(
      "jwt.keys", \.jwt.keys, .text,
      "JWK Set of the issuer: a file, or an address that begins with https:// (http:// for this machine). Read again when a token's key is not in it, at most every 30 s."
    ),
    Setting(
      "jwt.secret", \.jwt.secret, .optional(.secret), isSecret: true,
      "Secret for tokens signed with HS256, shared with the issuer, 32 characters at least."),
    Setting("jwt.issuer", \.jwt.issuer, .text, "What a token's iss must be. Empty: it is not looked at."),
    Setting(
      "jwt.audience", \.jwt.audiences, .list(expected: "names") { !$0.isEmpty },
      "Of which one must be in a token's aud. Empty: it is not looked at."),
    Setting("jwt.leeway", \.jwt.leeway, .duration(.zero...seconds(600)), "How far the issuer's clock may be from ours."),
    Setting("jwt.user_claim", \.jwt.userClaim, .text(expected: "a claim's name") { !$0.isEmpty }, "The claim with the user's name."),
    Setting(
      "jwt.role_claim", \.jwt.roleClaim, .text,
      "The claim with the role, or a list of roles of which the highest counts; a path with dots such as realm_access.roles. Empty: tokens name no roles."
    ),
    Setting("jwt.role", \.jwt.role, .choice(), "Role of a new user whose token names none."),
  ]

  private static let limits: [Setting] = [
    Setting("limits.request_head", \.limits.requestHeadBytes, .size(1024...(1 << 20)), "Request line and headers; more is answered 431."),
    Setting("limits.request_headers", \.limits.requestHeaders, .integer(10...1000), "Number of headers; more is answered 431."),
    Setting("limits.url", \.limits.urlBytes, .size(256...(64 << 10)), "Request target; longer is answered 414."),
    Setting("limits.json_body", \.limits.jsonBodyBytes, .size(1024...(1 << 30)), "JSON body; more is answered 413."),
    Setting(
      "limits.compatible_body", \.limits.compatibleBodyBytes, .size(1024...(1 << 30)),
      "JSON body on the endpoints of other vendors' protocols, which carry images."),
    Setting("limits.json_depth", \.limits.jsonDepth, .integer(4...1024), "Nesting of JSON; deeper is answered 422."),
    Setting("limits.attachment", \.limits.attachmentBytes, .size(1024...(1 << 30)), "One attachment or upload; more is answered 413."),
    Setting(
      "limits.workbook", \.limits.workbookBytes, .size(1024...(1 << 30)), "One workbook of the mapping studio, as a file; more is answered 413."),
    Setting(
      "limits.websocket_message", \.limits.webSocketMessageBytes, .size(1024...(64 << 20)), "One WebSocket message; a longer one closes with 1009."),
    Setting("limits.keep_alive", \.limits.keepAlive, .duration(seconds(1)...seconds(3600)), "Silence after which an idle connection is closed."),
    Setting(
      "limits.head_arrival", \.limits.headArrival, .duration(seconds(1)...seconds(300)),
      "Time for a request's head to arrive; longer is answered 408."),
    Setting(
      "limits.body_arrival", \.limits.bodyArrival, .duration(seconds(1)...seconds(300)),
      "Time without progress while a body arrives; longer is answered 408."),
    Setting("limits.connections", \.limits.connections, .integer(1...10_000_000), "Connections to this process; one more is answered 503."),
    Setting(
      "limits.connections_per_key", \.limits.connectionsPerKey, .integer(1...10_000_000),
      "Requests, streams included, that one key may have open in this process; one more is answered 429."),
    Setting(
      "limits.requests_per_minute", \.limits.requestsPerMinute, .integer(0...10_000_000),
      "Requests of one key (of one user, with tokens of an issuer); more are answered 429. 0: any number."),
    Setting(
      "limits.user_requests_per_minute", \.limits.userRequestsPerMinute, .integer(0...10_000_000),
      "Requests of all keys of one user. 0: any number."),
    Setting(
      "limits.tokens_per_minute", \.limits.tokensPerMinute, .integer(0...1_000_000_000),
      "Tokens, of questions and answers, of one user; what an answer took is known when it ends. 0: any number."),
  ]

  private static func seconds(_ count: Int) -> Duration { .seconds(count) }
  private static func ms(_ count: Int) -> Duration { .milliseconds(count) }
}

extension SettingCodec where Value == [String] {
  /// Names of models.
  static var models: SettingCodec {
    list(expected: "model names without spaces") { $0.utf8.allSatisfy { (0x21..<0x7F).contains($0) } }
  }
}
