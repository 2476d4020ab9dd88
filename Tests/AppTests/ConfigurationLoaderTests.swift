import App
import Observe
import Testing

@Suite struct ConfigurationLoaderTests {
  @Test func `without anything the defaults hold`() throws {
    let loaded = try load()
    #expect(loaded.values == Configuration())
    #expect(loaded.origins.isEmpty)
    #expect(loaded.values.listen.description == "127.0.0.1:8080")
    #expect(loaded.values.databasePath == "./data/throughline.db")
  }

  @Test func `a flag wins over the environment, that over the file, that over the default`() throws {
    let file = #"{"threads": 1, "log": {"level": "debug"}, "pod": "from-file", "limits": {"url": "4KiB"}}"#
    let loaded = try load(
      file: file, environment: ["THROUGHLINE_THREADS": "2", "THROUGHLINE_LOG_LEVEL": "error", "THROUGHLINE_POD": ""], flags: ["threads": "3"])
    #expect(loaded.values.threads == 3)
    #expect(loaded.origin("threads") == .flag("--threads"))
    #expect(loaded.values.log.level == .error)
    #expect(loaded.origin("log.level") == .environment(variable: "THROUGHLINE_LOG_LEVEL"))
    #expect(loaded.values.pod == "from-file")
    #expect(loaded.origin("pod") == .file(path: "test.json", line: 1))
    #expect(loaded.values.limits.urlBytes == 4096)
    #expect(loaded.origin("limits.json_body") == .standard)
  }

  @Test func `the file is found by the environment too`() throws {
    let read: (String) throws(TextFileError) -> [UInt8] = { path throws(TextFileError) in
      guard path == "/etc/tl.json" else { throw TextFileError(description: "not that one") }
      return Array(#"{"threads": 7}"#.utf8)
    }
    let loader = ConfigurationLoader(environment: ["THROUGHLINE_CONFIG": "/etc/tl.json"], readFile: read)
    #expect(try loader.load(SettingFlags()).values.threads == 7)
  }

  @Test func `a file that is not there is refused by name`() {
    var flags = SettingFlags()
    flags.file = "nowhere.json"
    let loader = ConfigurationLoader(environment: [:]) { _ throws(TextFileError) in throw TextFileError(description: "No such file or directory") }
    #expect(throws: ConfigurationError.self) { try loader.load(flags) }
  }

  @Test(arguments: [
    (#"{"thraeds": 1}"#, #"test.json:1: unknown setting "thraeds"; did you mean "threads"?"#),
    ("{\n  \"limits\": {\n    \"ulr\": \"4KiB\"\n  }\n}", #"test.json:3: unknown setting "limits.ulr"; did you mean "limits.url"?"#),
    (#"{"zzz": 1}"#, #"test.json:1: unknown setting "zzz""#),
    ("{\"threads\":\n\"4\"}", #"test.json:1: threads: expected a whole number from 0 to 256, found "4""#),
    (#"{"threads": 257}"#, "test.json:1: threads: expected a whole number from 0 to 256, found 257"),
    (#"{"limits": 3}"#, "test.json:1: limits: expected an object, found a number"),
    (#"{"drain_grace": 30}"#, #"test.json:1: drain_grace: expected a duration such as "200ms", "10s" or "24h", from 0s to 1h, found 30"#),
    (#"{"log": {"level": "loud"}}"#, #"test.json:1: log.level: expected one of "trace", "debug", "info", "warning", "error", found "loud""#),
    (#"{"allowed_hosts": ["A.example"]}"#, "test.json:1: allowed_hosts: expected host names in lower case, without port, found an array"),
    (#"{"allowed_origins": ["*"]}"#, #"test.json:1: allowed_origins: expected origins such as "https://app.example", found an array"#),
    (#"{"listen": "8080"}"#, #"test.json:1: listen: expected HOST:PORT such as "127.0.0.1:8080" or "[::1]:8080", found "8080""#),
    (#"[]"#, "test.json:1: not JSON with // comments: expected an object with settings, found an array"),
    (#"{"role": "worker"}"#, "test.json:1: role: a worker alone serves nobody; name a bus, such as nats://127.0.0.1:4222"),
    (#"{"registry": "redis://u:p@h"}"#, "test.json:1: registry: a process alone has nobody to find; name a bus, or leave it out"),
    (
      #"{"role": "gateway", "bus": "nats://h"}"#,
      "test.json:1: role: a gateway shares its store with others, and a file is one process's; name a database, such as postgres://throughline@127.0.0.1/throughline"
    ),
  ])
  func `what is wrong in the file is refused with its line, what was expected and what was found`(_ file: String, _ line: String) {
    #expect(refusal(file: file) == line)
  }

  @Test(arguments: [
    ("THROUGHLINE_THREADS", "many", #"environment THROUGHLINE_THREADS: threads: expected a whole number from 0 to 256, found "many""#),
    (
      "THROUGHLINE_STORE", "mysql://x",
      #"environment THROUGHLINE_STORE: store: expected "sqlite", "sqlite:PATH" or "postgres://…", found "mysql://x""#
    ),
    (
      "OPENAI_BASE_URL", "localhost:8000",
      #"environment OPENAI_BASE_URL: openai.base_url: expected a URL such as "http://127.0.0.1:8000/v1", found "localhost:8000""#
    ),
    (
      "ANTHROPIC_BASE_URL", "https://x.example/v1/",
      #"environment ANTHROPIC_BASE_URL: anthropic.base_url: expected a URL such as "https://api.anthropic.com", not ending in /v1, found "https://x.example/v1/""#
    ),
  ])
  func `what is wrong in the environment is refused with the variable's name`(_ variable: String, _ value: String, _ line: String) {
    #expect(refusal(environment: [variable: value]) == line)
  }

  @Test(arguments: [("bus", "http://u:hunter2@h"), ("registry", "redis://:hunter2@h"), ("registry", "http://:hunter2@h")])
  func `backends are refused without showing their passwords`(_ name: String, _ value: String) throws {
    let line = try #require(refusal(flags: [name: value]))
    #expect(line.hasPrefix("flag --\(name): \(name): "))
    #expect(!line.contains("hunter2"))
  }

  @Test func `a refusal is one line and does not repeat control characters`() throws {
    let line = try #require(refusal(environment: ["THROUGHLINE_THREADS": "1\n\u{1B}[31mforged" + String(repeating: "x", count: 500)]))
    #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    #expect(line.count < 200)
  }

  @Test func `unknown variables of ours are noticed, those that orchestrators set are not`() throws {
    let loaded = try load(environment: [
      "THROUGHLINE_THREDS": "1", "THROUGHLINE_PORT": "tcp://10.0.0.1:80", "THROUGHLINE_PORT_80_TCP": "x", "THROUGHLINE_SERVICE_HOST": "10.0.0.1",
      "OTHER": "x",
    ])
    #expect(loaded.notices == [#"environment variable THROUGHLINE_THREDS is no setting; did you mean "THROUGHLINE_THREADS"?"#])
  }

  @Test func `only loopback addresses are taken without keys`() throws {
    for address in ["127.0.0.1:0", "127.9.9.9:1", "[::1]:80", "localhost:8080"] {
      let loaded = try load(flags: ["listen": address])
      #expect(throws: Never.self) { try loaded.values.checkExposure(hasKeys: false, origin: loaded.origin("listen")) }
    }
    for address in ["0.0.0.0:80", "[::]:80", "10.0.0.1:80", "127.0.0.1.example:80", "example.org:80", "127.0.0:80", "[::ffff:1.2.3.4]:80"] {
      let loaded = try load(flags: ["listen": address])
      let error = #expect(throws: ConfigurationError.self) { try loaded.values.checkExposure(hasKeys: false, origin: loaded.origin("listen")) }
      #expect(error?.code == .exposed)
      #expect(throws: Never.self) { try loaded.values.checkExposure(hasKeys: true, origin: loaded.origin("listen")) }
    }
  }

  @Test func `the pod's name is the configured one or made from host and process`() {
    var values = Configuration()
    #expect(values.podName(hostName: "Web_1.Example", processID: 42) == "web-1-example-42")
    #expect(values.podName(hostName: "", processID: 42) == "pod-42")
    #expect(values.podName(hostName: String(repeating: "a", count: 90), processID: 42).utf8.count == 63)
    values.pod = "mine"
    #expect(values.podName(hostName: "x", processID: 1) == "mine")
  }

  @Test func `the server answers to its own names and to those that are allowed`() throws {
    let loaded = try load(file: #"{"listen": "10.0.0.1:80", "allowed_hosts": ["chat.example", "localhost"]}"#)
    #expect(loaded.values.acceptedHosts == ["localhost", "127.0.0.1", "::1", "10.0.0.1", "chat.example"])
  }
}
