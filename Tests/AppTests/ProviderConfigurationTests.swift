import App
import Domain
import Testing

@Suite struct ProviderConfigurationTests {
  private func names(_ loaded: LoadedConfiguration) -> [String] { loaded.values.usedProviders.map(\.name) }

  @Test func `without configuration there is the embedded one`() throws {
    let loaded = try load()
    #expect(names(loaded) == ["scripted"])
    #expect(loaded.values.defaultModel == "scripted")
  }

  @Test func `a key or an address in the environment makes the vendor's provider`() throws {
    let keyed = try load(environment: ["OPENAI_API_KEY": "sk-1", "ANTHROPIC_API_KEY": "sk-2"])
    #expect(names(keyed) == ["openai", "anthropic", "scripted"])
    #expect(keyed.values.defaultProvider.baseURL == "https://api.openai.com/v1")
    #expect(keyed.values.usedProviders[1].baseURL == "https://api.anthropic.com")

    let local = try load(environment: ["OPENAI_BASE_URL": "http://127.0.0.1:8000/v1/", "OPENAI_API_KEY": ""])
    #expect(local.values.defaultProvider.baseURL == "http://127.0.0.1:8000/v1")
    #expect(local.values.defaultProvider.apiKey == nil)
  }

  @Test func `our variable wins over the vendor's and a flag over both`() throws {
    let environment = ["OPENAI_BASE_URL": "http://a/v1", "THROUGHLINE_OPENAI_BASE_URL": "http://b/v1"]
    #expect(try load(environment: environment).values.defaultProvider.baseURL == "http://b/v1")
    #expect(try load(environment: environment, flags: ["openai.base_url": "http://c/v1"]).values.defaultProvider.baseURL == "http://c/v1")
  }

  @Test func `an entry of the file has everything that it says and takes the rest from the defaults`() throws {
    let file = """
      {"upstream": {"idle": "20s"}, "providers": [
        {"name": "claude", "kind": "anthropic", "api_key_env": "CLAUDE", "models": ["claude-x", "claude-y"]},
        {"name": "vllm", "kind": "openai", "base_url": "http://gpu:8000/v1", "api_key": "k", "pass_unknown": true,
         "headers": {"X-Team": "search"}, "timeouts": {"first_byte": "90s"}}
      ]}
      """
    let loaded = try load(file: file, environment: ["CLAUDE": "secret", "THROUGHLINE_UPSTREAM_CONNECT": "3s"])
    #expect(names(loaded) == ["vllm", "claude", "scripted"])
    var timeouts = UpstreamTimeouts()
    timeouts.connect = .seconds(3)
    timeouts.idle = .seconds(20)
    #expect(loaded.values.providers[0].timeouts == timeouts)
    timeouts.firstByte = .seconds(90)
    #expect(
      loaded.values.providers[1]
        == ProviderConfiguration(
          name: "vllm", kind: .openai, baseURL: "http://gpu:8000/v1", apiKey: Secret("k"), passUnknown: true,
          headers: [.init(name: "X-Team", value: Secret("search"))], timeouts: timeouts))
    #expect(loaded.values.providers[0].apiKey?.reveal() == "secret")
    #expect(loaded.values.providers[0].baseURL == "https://api.anthropic.com")
    #expect(loaded.values.defaultModel == "gpt-4.1-mini")
  }

  @Test func `a key in the environment does not go to a server that the file describes`() throws {
    let file = #"{"providers": [{"name": "openai", "kind": "openai", "base_url": "http://elsewhere/v1"}]}"#
    let loaded = try load(file: file, environment: ["OPENAI_API_KEY": "sk-1"])
    #expect(names(loaded) == ["openai", "scripted"])
    #expect(loaded.values.defaultProvider.apiKey == nil)
    #expect(loaded.notices == [#"OPENAI_API_KEY is not used: test.json:1 describes the provider "openai""#])
  }

  @Test func `the default model is the configured one, else the default provider's first`() throws {
    #expect(try load(environment: ["OPENAI_BASE_URL": "http://a/v1"], flags: ["openai.models": "m1,m2"]).values.defaultModel == "m1")
    #expect(try load(flags: ["chat.model": "openai/x"]).values.defaultModel == "openai/x")
  }

  @Test(arguments: [
    (#"{"kind": "openai"}"#, "providers[0].name is missing: expected 1 to 64 of a-z, 0-9, - and _"),
    (#"{"name": "a/b", "kind": "openai"}"#, #"providers[0].name: expected 1 to 64 of a-z, 0-9, - and _, found "a/b""#),
    (
      #"{"name": "a", "kind": "openapi"}"#,
      #"providers[0].kind: expected one of "openai", "openai-responses", "anthropic", "scripted", found "openapi""#
    ),
    (
      #"{"name": "a", "kind": "openai", "background": true}"#,
      #"providers[0].background: expected false, or "kind": "openai-responses": no other kind has answers that go on without a listener, found true"#
    ),
    (
      #"{"name": "a", "kind": "openai", "on_take_over": "retry"}"#,
      #"providers[0].on_take_over: expected one of "reattach", "continue", "restart", found "retry""#
    ),
    (#"{"name": "a", "kind": "openai", "base_ulr": "x"}"#, #"unknown setting "providers[0].base_ulr"; did you mean "providers[0].base_url"?"#),
    (
      #"{"name": "a", "kind": "openai", "api_key": "********"}"#,
      "providers[0].api_key: expected a secret text (not the mask that a listing shows), found something else"
    ),
    (
      #"{"name": "a", "kind": "openai", "api_key": "hunter2\n"}"#,
      "providers[0].api_key: expected a secret text (not the mask that a listing shows), found something else"
    ),
    (
      #"{"name": "a", "kind": "openai", "api_key_env": "NOT_SET"}"#,
      "providers[0].api_key_env is missing: expected the key in the environment variable NOT_SET, which is not set"
    ),
    (#"{"name": "a", "kind": "openai", "api_key": "k", "api_key_env": "X"}"#, "providers[0].api_key_env: api_key is there too; keep one of them"),
    (
      #"{"name": "a", "kind": "openai", "headers": {"X Team": "y"}}"#,
      #"providers[0].headers: expected header names and one-line texts, found "X Team""#
    ),
    (
      #"{"name": "a", "kind": "openai", "headers": {"X": "a\r\nY: b"}}"#,
      #"providers[0].headers: expected header names and one-line texts, found "X""#
    ),
    (
      #"{"name": "a", "kind": "openai", "timeouts": {"idel": "1s"}}"#,
      #"unknown setting "providers[0].timeouts.idel"; did you mean "providers[0].timeouts.idle"?"#
    ),
    (
      #"{"name": "a", "kind": "openai", "base_url": "http://u:p@h/v1"}"#,
      #"providers[0].base_url: expected a URL such as "http://127.0.0.1:8000/v1", found "http://********h/v1""#
    ),
    (#""openai""#, "providers[0]: expected an object, found a string"),
  ])
  func `a wrong entry is refused by its place`(_ entry: String, _ line: String) {
    #expect(refusal(file: "{\"providers\": [\n\(entry)]}") == "test.json:2: \(line)")
  }

  @Test func `the same provider described twice is refused`() {
    let entry = #"{"name": "openai", "kind": "openai"}"#
    #expect(refusal(file: "{\"providers\": [\(entry),\n\(entry)]}")?.contains("test.json:2: providers[1]: the name \"openai\" is taken") == true)
    #expect(refusal(file: "{\"providers\": [\(entry)]}", flags: ["openai.base_url": "http://x/v1"])?.hasPrefix("flag --openai-base-url: ") == true)
    #expect(refusal(file: "{\"openai\": {\"api_key\": \"k\"}, \"providers\": [\(entry)]}")?.hasPrefix("test.json:1: openai.api_key: ") == true)
  }

  @Test func `prices are exact`() throws {
    let file =
      #"{"prices": [{"model": "m*", "provider": "openai", "input": "0.000000001", "cached_input": "1.25", "cache_write": "3", "output": "10.00"}]}"#
    let price = try load(file: file).values.prices[0]
    #expect(price.input == Money(nanodollars: 1))
    #expect(price.cachedInput == Money(nanodollars: 1_250_000_000))
    #expect(price.output == Money(nanodollars: 10_000_000_000))
  }

  @Test(arguments: [
    (
      #"{"model": "m", "input": 2.5, "output": "1"}"#,
      #"prices[0].input: expected US dollars per million tokens as a text, such as "2.50", found 2.5"#
    ),
    (
      #"{"model": "m", "input": "-1", "output": "1"}"#,
      #"prices[0].input: expected US dollars per million tokens as a text, such as "2.50", found "-1""#
    ),
    (#"{"model": "m", "input": "1"}"#, #"prices[0].output is missing: expected US dollars per million tokens as a text, such as "2.50""#),
    (#"{"model": "*m", "input": "1", "output": "1"}"#, #"prices[0].model: expected a model's name, maybe with * at its end, found "*m""#),
  ])
  func `a wrong price is refused`(_ entry: String, _ line: String) {
    #expect(refusal(file: "{\"prices\": [\(entry)]}") == "test.json:1: \(line)")
  }
}
