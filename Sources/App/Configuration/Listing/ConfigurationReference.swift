import Primitives
import Wire

/// The page docs/configuration.md.
enum ConfigurationReference {
  static func markdown() -> String {
    var page = """
      # Configuration

      <!-- Made by `throughline config --print reference`; change the table in Sources/App/Configuration/Settings, not this page. -->

      Throughline runs without any configuration: `throughline serve` listens on this machine only, keeps its data in `./data` and answers with
      the embedded demonstration provider. Each setting below can be given in four ways; the first that is there wins:

      1. a flag of the command line, `--limits-url 4KiB` (secrets have none: everybody on the machine can read command lines);
      2. an environment variable, `THROUGHLINE_LIMITS_URL=4KiB` (an empty one counts as not set; ours wins over the vendor's own);
      3. the file that `--config FILE` or `THROUGHLINE_CONFIG` names;
      4. the default.

      The file is JSON with `//` comments; a name with a dot is a key in an object: `{"limits": {"url": "4KiB"}}`.
      [deploy/throughline.example.json](../deploy/throughline.example.json) has every setting at its default. An unknown key or a wrong value is
      refused at the start, with the line; exit status 2. `throughline config` prints what is in effect and where each value came from, with
      secrets masked; `throughline doctor` tries it out.

      Durations are a number with `ms`, `s`, `m`, `h` or `d`; sizes a number with `KiB`, `MiB` or `GiB`, or of bytes. Lists are arrays in the
      file and separated by commas elsewhere.

      Without API keys the server listens on loopback addresses only, and refuses to start on any other.


      """
    for group in SettingTable.groups {
      page += "## \(group.title)\n\n| setting | flag, environment | type | default | meaning |\n| --- | --- | --- | --- | --- |\n"
      for setting in SettingTable.settings(in: group.name) { page += row(setting) }
      page += "\n"
    }
    page += section(
      "Providers", key: "providers",
      "Only in the file: an array of objects. Models of a provider are asked for as `name/model`. A name without a provider goes to the first"
        + " provider of kind `openai`, else of `openai-responses`, else of `anthropic`, else to the embedded one; `claude…` goes to Anthropic where configured. An entry"
        + " named `openai` or `anthropic` replaces the short way above, and then the vendor's environment variables are not used.",
      ConfigurationLists.providerKeys, ConfigurationLists.providerExamples)
    page += "\n"
    page += section(
      "Prices", key: "prices",
      "Only in the file: an array of objects with US dollars per million tokens as texts, exact to nine decimals. An answer of a model without"
        + " a price has the cost `null`, never 0.",
      ConfigurationLists.priceKeys, ConfigurationLists.priceExamples)
    return page
  }

  private static func row(_ setting: Setting) -> String {
    let names = [setting.flag, setting.variable, setting.vendorVariable].compactMap { $0 }.map { "`\($0)`" }.joined(separator: " ")
    let standard = setting.standard.isNull ? "" : "`\(String(decoding: setting.standard.encoded(), as: UTF8.self))`"
    return "| `\(setting.name)` | \(names) | \(setting.typeName) | \(standard) | \(setting.summary) Takes \(setting.expected). |\n"
  }

  private static func section(
    _ title: String, key: String, _ text: String, _ keys: [ConfigurationLists.Key], _ examples: [String]
  ) -> String {
    var section = "## \(title)\n\n\(text)\n\n| key of an entry | meaning |\n| --- | --- |\n"
    for entry in keys { section += "| `\(entry.name)` | \(entry.meaning) |\n" }
    section += "\n```json\n\"\(key)\": [\n" + examples.map { "  \($0)\n" }.joined() + "]\n```\n"
    return section
  }
}
