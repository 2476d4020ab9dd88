/// Where a setting's value came from.
package enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
  case standard
  case file(path: String, line: Int?)
  case environment(variable: String)
  case flag(String)

  var isEnvironment: Bool {
    if case .environment = self { true } else { false }
  }

  package var description: String {
    switch self {
    case .standard: "default"
    case .file(let path, let line?): "\(path):\(line)"
    case .file(let path, nil): path
    case .environment(let variable): "environment \(variable)"
    case .flag(let flag): "flag \(flag)"
    }
  }
}
