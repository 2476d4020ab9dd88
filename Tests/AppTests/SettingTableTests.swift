import Primitives
import Testing

@testable import App

@Suite struct SettingTableTests {
  @Test func `names, flags and variables are each used once`() {
    let settings = SettingTable.all
    #expect(Set(settings.map(\.name)).count == settings.count)
    #expect(Set(settings.compactMap(\.flag)).count == settings.compactMap(\.flag).count)
    let variables = settings.flatMap { [$0.variable, $0.vendorVariable].compactMap { $0 } }
    #expect(Set(variables).count == variables.count)
  }

  @Test func `every setting stands in a group with a heading`() {
    let groups = SettingTable.groups.map(\.name)
    for setting in SettingTable.all { #expect(groups.contains(setting.group), "\(setting.name)") }
    #expect(SettingTable.groups.flatMap { SettingTable.settings(in: $0.name) }.count == SettingTable.all.count)
    for group in SettingTable.groups.compactMap(\.name) { #expect(SettingTable.setting(named: group) == nil, "\(group) is both") }
  }

  @Test func `flags and variables follow from the name`() {
    let setting = SettingTable.setting(named: "limits.head_arrival")
    #expect(setting?.flag == "--limits-head-arrival")
    #expect(setting?.variable == "THROUGHLINE_LIMITS_HEAD_ARRIVAL")
  }

  @Test(arguments: ["--listen", "--data", "--role", "--store", "--bus", "--registry", "--pod", "--threads", "--log-format"])
  func `the flags of the protocol are there`(_ flag: String) {
    #expect(SettingTable.all.contains { $0.flag == flag })
  }

  @Test func `every default is taken back in both its forms`() {
    for setting in SettingTable.all {
      var values = Configuration()
      #expect(setting.readJSON(setting.standard, &values), "\(setting.name)")
      if let text = setting.standard.string { #expect(setting.readText(text, &values), "\(setting.name)") }
      if let number = setting.standard.integer { #expect(setting.readText("\(number)", &values), "\(setting.name)") }
      #expect(values == Configuration(), "\(setting.name)")
    }
  }

  @Test func `secrets have no flag and no variable is one that an orchestrator sets`() {
    for setting in SettingTable.all {
      #expect((setting.flag == nil) == setting.isSecret)
      #expect(!setting.variable.hasPrefix("THROUGHLINE_SERVICE") && !setting.variable.hasPrefix("THROUGHLINE_PORT"))
      #expect(setting.isSecret == ["api_key", "secret"].contains { setting.name.hasSuffix($0) })
    }
  }

  @Test func `every summary is a sentence`() {
    for setting in SettingTable.all { #expect(setting.summary.hasSuffix(".") && !setting.summary.contains("|"), "\(setting.name)") }
  }
}
