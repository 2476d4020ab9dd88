import EventLoop
import Glibc
import Testing
import Transport

/// The `openssl` program as a TLS server with a certificate of its own making for 127.0.0.1.
private final class TLSServer {
  let port: Int
  let certificateFile: String
  private let folder: String
  private let output: UnsafeMutablePointer<FILE>

  /// - Parameter connections: the server ends after so many, or after 30 seconds.
  init?(connections: Int) {
    var template = Array("/tmp/throughline-tls-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { return nil }
    folder = String(cString: made)
    certificateFile = "\(folder)/certificate.pem"
    let make =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test -addext subjectAltName=IP:127.0.0.1"
      + " -keyout \(folder)/key.pem -out \(certificateFile) 2>/dev/null"
    let serve =
      "exec timeout 120 openssl s_server -accept 127.0.0.1:0 -naccept \(connections) -www -key \(folder)/key.pem -cert \(certificateFile) </dev/null 2>&1"
    guard let output = popen("\(make) && \(serve)", "r") else { return nil }
    self.output = output
    var line = [CChar](repeating: 0, count: 1024)
    var port = 0
    while port == 0, fgets(&line, CInt(line.count), output) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("ACCEPT"), let colon = text.lastIndex(of: ":") else { continue }
      port = Int(text[text.index(after: colon)...].prefix { $0.isNumber }) ?? 0
    }
    self.port = port
  }

  deinit {
    pclose(output)
    for name in ["key.pem", "certificate.pem"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}

@Suite(.enabled(if: access("/usr/bin/openssl", X_OK) == 0, "the openssl program is not installed")) struct HTTPClientTLSTests {
  @Test func `only a certificate that is trusted, and for that host, is taken`() async throws {
    let server = try #require(TLSServer(connections: 3))
    let port = server.port
    let file = server.certificateFile
    try await withClient { bench in
      let untrusted = await bench.fetch(HTTPClientRequest(url: "https://127.0.0.1:\(port)/"))
      #expect(untrusted.code == .tls)
    }
    try await withClient(configuration: HTTPClientConfiguration(certificateAuthorityFile: file)) { bench in
      let otherName = await bench.fetch(HTTPClientRequest(url: "https://localhost:\(port)/"))
      #expect(otherName.code == .tls)
      let trusted = await bench.fetch(HTTPClientRequest(url: "https://127.0.0.1:\(port)/"))
      #expect(trusted.status == 200)
      #expect(trusted.code == nil, "\(trusted.ending)")
    }
  }
}
