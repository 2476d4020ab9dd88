import Testing

@testable import Gateway

@Suite struct PagePolicyTests {
  private func policy(_ name: String) -> [String] {
    let text = PagePolicy.headers(of: name).first { $0.name == "content-security-policy" }?.value ?? ""
    return text.split(separator: ";").map { String($0.drop { $0 == " " }) }
  }

  @Test(arguments: ["index.html", "docs/index.html", "any/artifact-frame.html"])
  func `a page runs nothing but our own files`(_ name: String) {
    let policy = policy(name)
    #expect(policy.first == "default-src 'none'")
    for directive in [
      "script-src 'self'", "style-src 'self'", "connect-src 'self'", "worker-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ] {
      #expect(policy.contains(directive), "\(directive)")
    }
    #expect(!policy.contains { $0.contains("unsafe") || $0.contains("*") })
    #expect(PagePolicy.headers(of: name).contains { $0.name == "cross-origin-opener-policy" && $0.value == "same-origin" })
  }

  @Test func `the frame of foreign HTML reaches nothing and shares nothing`() {
    let policy = policy("artifact-frame.html")
    #expect(policy.contains("default-src 'none'") && policy.contains("sandbox allow-scripts") && policy.contains("frame-ancestors 'self'"))
    #expect(!policy.contains { $0.hasPrefix("connect-src") || $0.hasPrefix("frame-src") || $0.contains("allow-same-origin") })
    // Neither an address nor a scheme that leads out of the page.
    #expect(!policy.contains { $0.hasPrefix("frame-ancestors") ? false : $0.contains("'self'") || $0.contains("http") })
    #expect(PagePolicy.headers(of: "artifact-frame.html").contains { $0.name == "x-dns-prefetch-control" && $0.value == "off" })
    #expect(PagePolicy.headers(of: "artifact-frame.html").contains { $0.name == "connection-allowlist" && $0.value == "()" })
  }

  @Test func `a script carries the policy of the worker that it may become`() {
    #expect(policy("app/markdown/highlight-worker.js") == ["default-src 'none'", "script-src 'self'", "connect-src 'self'"])
    #expect(policy("styles/tokens.css").isEmpty && policy("vendor/fonts/inter.woff2").isEmpty)
  }
}
