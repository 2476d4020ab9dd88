import Providers
import Testing

@Suite struct ModelRouterTests {
  private let all = ModelRouter([
    ProviderProfile(name: "scripted", kind: .scripted, models: ["scripted"]),
    ProviderProfile(name: "claude", kind: .anthropic, models: ["claude-haiku-4-5"]),
    ProviderProfile(name: "openai", kind: .openai, models: ["gpt-4.1-mini", "o4"], passUnknown: true),
    ProviderProfile(name: "local", kind: .openai, models: ["qwen3", "gpt-4.1-mini"]),
  ])
  private let embedded = ModelRouter([ProviderProfile(name: "scripted", kind: .scripted)])

  @Test(arguments: [
    ("gpt-4.1-mini", "openai", "gpt-4.1-mini"), ("anything at all", "openai", "anything at all"), ("", "openai", ""),
    ("local/qwen3", "local", "qwen3"), ("local/a/b", "local", "a/b"), ("claude/claude-x", "claude", "claude-x"),
    ("scripted/slow", "scripted", "slow"),
    ("claude-opus", "claude", "claude-opus"), ("scripted-fast", "scripted", "scripted-fast"),
    ("meta-llama/Llama-3", "openai", "meta-llama/Llama-3"), ("local/", "openai", "local/"), ("/x", "openai", "/x"),
    ("openai/claude-x", "openai", "claude-x"), ("Local/qwen3", "openai", "Local/qwen3"), ("anthropic/claude-x", "openai", "anthropic/claude-x"),
  ])
  func `a name leads to its provider`(_ name: String, _ provider: String, _ model: String) {
    #expect(all.route(name) == ModelRouter.Route(provider: provider, model: model))
  }

  @Test func `with nothing configured every name leads to the embedded provider`() {
    for name in ["gpt-4.1-mini", "claude-opus", "scripted-slow", "meta-llama/Llama-3"] {
      #expect(embedded.route(name) == ModelRouter.Route(provider: "scripted", model: name))
    }
    #expect(embedded.route("scripted/x") == ModelRouter.Route(provider: "scripted", model: "x"))
  }

  @Test func `each listed name leads to the model it stands for`() {
    #expect(
      all.models().map(\.id) == ["gpt-4.1-mini", "o4", "local/qwen3", "local/gpt-4.1-mini", "claude-haiku-4-5", "scripted"])
    for listed in all.models() { #expect(all.route(listed.id).provider == listed.provider) }
  }

  @Test func `unknown fields pass only where configured`() {
    #expect(all.passesUnknown(provider: "openai"))
    #expect(!all.passesUnknown(provider: "local"))
    #expect(!all.passesUnknown(provider: "nobody"))
  }
}
