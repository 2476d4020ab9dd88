import Glibc

/// The process's environment variables.
package enum ProcessEnvironment {
  /// All of them as they are now; the later of two with one name wins.
  package static func variables() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
      let pair = unsafe String(cString: text)
      if let equals = pair.firstIndex(of: "=") { variables[String(pair[..<equals])] = String(pair[pair.index(after: equals)...]) }
      unsafe entry += 1
    }
    return variables
  }
}
