import Glibc

/// A certificate authority that is thrown away with its folder, and what it signed, made with openssl.
package final class TestCertificates: Sendable {
  private let folder = TemporaryFolder()

  /// - Throws: when openssl is not installed, or fails.
  package init() throws { try run("req", "-x509", "-subj", "/CN=Authority of a test", "-keyout", key(of: "ca"), "-out", file(of: "ca")) }

  /// The certificate of this name, in PEM.
  package func file(of name: String) -> String { "\(folder.path)/\(name).pem" }
  package func key(of name: String) -> String { "\(folder.path)/\(name).key" }
  /// By which what was signed here is believed.
  package var authority: String { file(of: "ca") }

  /// Makes a key and a certificate, signed by the authority.
  /// - Parameter place: whom it is for, such as `IP:127.0.0.1`.
  package func sign(_ name: String, for place: String) throws {
    try run(
      "req", "-x509", "-CA", authority, "-CAkey", key(of: "ca"), "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(place)", "-addext",
      "basicConstraints=critical,CA:FALSE", "-keyout", key(of: name), "-out", file(of: name))
  }

  private func run(_ words: String...) throws {
    let arguments = words + ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    let status = try ServerCommand("openssl", arguments, output: "\(folder.path)/log").wait()
    guard status == 0 else { throw ServerCommand.LaunchError(description: "openssl \(arguments.joined(separator: " ")) ended with \(status)") }
  }

  /// Gives a key to a server that runs as another user, and insists on it.
  package func hand(_ name: String, toUser user: String) {
    chmod(folder.path, 0o755)
    guard getuid() == 0, let owner = getpwnam(user) else { return }
    chown(key(of: name), owner.pointee.pw_uid, owner.pointee.pw_gid)
  }
}
