import Testing

@testable import App

@Suite struct ConfigurationListingTests {
  private let file = """
    {"listen": "127.0.0.1:9", "providers": [
      {"name": "p", "kind": "openai", "base_url": "http://h/v1", "api_key": "hunter2", "headers": {"X-Key": "hunter3"}, "timeouts": {"idle": "5s"}}
    ], "prices": [{"model": "m", "input": "2.50", "output": "10"}]}
    """

  @Test func `the listing shows values with their origins and no secret`() throws {
    let loaded = try load(file: file, environment: ["ANTHROPIC_API_KEY": "hunter4"], flags: ["threads": "2"])
    let text = ConfigurationListing.text(loaded)
    #expect(text.contains("\n  \"listen\": \"127.0.0.1:9\",  // test.json:1\n"))
    #expect(text.contains("\n  \"threads\": 2,  // flag --threads\n"))
    #expect(text.contains("\n    \"api_key\": \"********\",  // environment ANTHROPIC_API_KEY\n"))
    #expect(text.contains("\n  \"data\": \"./data\",  // default\n"))
    #expect(text.contains("asked: p, anthropic, scripted."))
    #expect(!text.contains("hunter"))
  }

  @Test func `the listing is a file that gives the same configuration where nothing is secret`() throws {
    let loaded = try load(
      file: file.replacing("\"api_key\": \"hunter2\", \"headers\": {\"X-Key\": \"hunter3\"},", with: ""), flags: ["limits.url": "4KiB"])
    #expect(try load(file: ConfigurationListing.text(loaded)).values == loaded.values)
  }

  @Test func `a listing with masked secrets is refused as a file`() throws {
    let loaded = try load(file: file)
    #expect(refusal(file: ConfigurationListing.text(loaded))?.contains("not the mask") == true)
  }

  @Test func `no way of printing a configuration shows a secret`() throws {
    let values = try load(file: file, environment: ["OPENAI_API_KEY": "hunter5"]).values
    var dumped = ""
    dump(values, to: &dumped)
    #expect(!"\(values) \(String(reflecting: values)) \(dumped)".contains("hunter"))
  }

  @Test func `the example changes nothing`() throws {
    let loaded = try load(file: ConfigurationExample.text())
    #expect(loaded.values == Configuration())
    #expect(loaded.origins.count == SettingTable.all.count)
  }

  @Test func `the example's providers and prices are right once the comment marks are taken off`() throws {
    let file = ConfigurationExample.text().replacing("    // {", with: "    {")
    let values = try load(file: file, environment: ["CLAUDE_KEY": "k", "OPENAI_KEY": "k"]).values
    #expect(values.providers.map(\.name) == ["local", "claude", "research"])
    #expect(values.prices.map(\.model) == ["gpt-example", "claude-example*"])
  }

  @Test func `the example file and the reference page are in step with the table`() throws {
    #expect(
      try repositoryFile("deploy/throughline.example.json") == ConfigurationExample.text(),
      "run: throughline config --print example > deploy/throughline.example.json")
    #expect(
      try repositoryFile("docs/configuration.md") == ConfigurationReference.markdown(),
      "run: throughline config --print reference > docs/configuration.md")
  }
}
