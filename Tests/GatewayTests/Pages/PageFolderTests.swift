import Glibc
import TestKit
import Testing
import Transport
import Wire

@testable import Gateway

@Suite struct PageFolderTests {
  private let folder = TemporaryFolder()

  private func text(_ path: String) -> String? {
    PageFolder(folder.path + "/web").file(path.isEmpty ? [] : path.split(separator: "/", omittingEmptySubsequences: false).map { String($0) })
      .map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test func `files are read as they are now, and folders by their index`() throws {
    try folder.write("web/index.html", "first")
    try folder.write("web/docs/index.html", "docs")
    try folder.write("web/app/main.js", "code")
    #expect(text("") == "first" && text("docs") == "docs" && text("app/main.js") == "code")
    #expect(PageFolder(folder.path + "/web").file(["docs"])?.name == "docs/index.html")
    try folder.write("web/index.html", "")
    #expect(text("") == "")
    #expect(text("app") == nil && text("app/other.js") == nil && text("app/main.js/more") == nil)
  }

  @Test func `no path leads out of the folder`() throws {
    try folder.write("web/index.html", "page")
    try folder.write("secret", "secret")
    try folder.write("web-more/secret", "secret")
    try folder.write("web/.git/config", "hidden")
    for path in ["../secret", "app/../../secret", "..", ".", "", "/secret", "//", ".git/config", "./index.html", "../web-more/secret"] {
      #expect(text(path) != "secret" && text(path) != "hidden", "\(path)")
    }
    #expect(PageFolder(folder.path + "/web").file(["../secret"]) == nil)
    #expect(PageFolder(folder.path + "/web").file(["index.html\0.js"]) == nil)
    #expect(PageFolder(folder.path + "/web").file([""])?.name == "index.html")
  }

  @Test func `a symbolic link is followed within the folder only`() throws {
    try folder.write("web/index.html", "page")
    try folder.write("secret", "secret")
    for (link, target) in [
      ("out.html", "../secret"), ("absolute.html", folder.path + "/secret"), ("up", ".."), ("in.html", "index.html"), ("loop", "loop"),
    ] {
      #expect(symlink(target, folder.path + "/web/" + link) == 0)
    }
    #expect(text("in.html") == "page")
    #expect(text("out.html") == nil && text("absolute.html") == nil && text("up/secret") == nil && text("loop") == nil)
  }

  @Test func `a pipe does not stop the loop, and a folder that is gone has no files`() throws {
    try folder.write("web/index.html", "page")
    #expect(mkfifo(folder.path + "/web/pipe.js", 0o600) == 0)
    #expect(text("pipe.js") == nil)
    #expect(!PageFolder(folder.path + "/none").exists && PageFolder(folder.path + "/web").exists)
  }

  @Test func `pages of a folder stand in for the embedded ones`() throws {
    try folder.write("web/index.html", "page")
    try folder.write("web/app/main.js", "code")
    var settings = settings
    settings.webFolder = folder.path + "/web"
    let routes = Routes(settings)
    let page = try #require(routes.page(head("GET / HTTP/1.1\r\nHost: h\r\n\r\n")))
    #expect(page.status == 200 && page.headers["content-type"] == "text/html; charset=utf-8")
    #expect(page.headers["content-security-policy"]?.contains("object-src 'none'") == true)
    let tag = try #require(page.headers["etag"])
    #expect(try routes.page(head("GET / HTTP/1.1\r\nHost: h\r\nIf-None-Match: \(tag)\r\n\r\n"))?.status == 304)
    #expect(try routes.page(head("GET /app/main.js HTTP/1.1\r\nHost: h\r\n\r\n"))?.headers["content-type"] == "text/javascript; charset=utf-8")
    #expect(try routes.page(head("GET /%2e%2e/secret HTTP/1.1\r\nHost: h\r\n\r\n")) == nil)
    #expect(try routes.page(head("POST / HTTP/1.1\r\nHost: h\r\n\r\n")) == nil)
    #expect(!routes.names.contains { $0.pattern == "/" })
  }
}

extension TemporaryFolder {
  /// Writes a file, with the folders above it.
  fileprivate func write(_ name: String, _ text: String) throws {
    var parts = name.split(separator: "/")
    let last = parts.removeLast()
    var at = path
    for part in parts {
      at += "/" + part
      mkdir(at, 0o700)
    }
    let file = try #require(fopen(at + "/" + last, "w"))
    defer { fclose(file) }
    try #require(fputs(text, file) >= 0)
  }
}
