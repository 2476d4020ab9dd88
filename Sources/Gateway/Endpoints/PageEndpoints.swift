import Transport
import Wire

/// The embedded pages and the browser client, one route a file.
struct PageEndpoints: Sendable {
  /// What pages may load: our own files only, no inline script.
  private static let policy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

  private let files: StaticFiles
  /// URL paths and the names of the files that answer there.
  let paths: [(path: String, name: String)]

  init() {
    var files: [String: StaticFiles.File] = [:]
    var paths: [(String, String)] = []
    for asset in Assets.names where asset.hasPrefix("Web/") && !asset.contains("/tests/") {
      let name = String(asset.dropFirst(4))
      files[name] = StaticFiles.File(mediaType: Self.mediaType(of: name)) { Assets.bytes(asset) ?? [] }
      if name == "index.html" {
        paths.append(("/", name))
      } else if name.hasSuffix("/index.html") {
        paths.append(("/" + name.dropLast("/index.html".count), name))
      } else {
        paths.append(("/" + name, name))
      }
    }
    self.files = StaticFiles(files)
    self.paths = paths
  }

  func endpoint(_ name: String) -> Endpoint {
    { [files] call in
      guard var response = files.respond(name: name, to: call.request.head) else { throw Problem.notFound("a file of this name") }
      if name.hasSuffix(".html") {
        response.headers.set("content-security-policy", Self.policy)
        response.headers.set("referrer-policy", "no-referrer")
      }
      return response
    }
  }

  private static func mediaType(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "js", "mjs": "text/javascript; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "json", "map": "application/json"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "woff2": "font/woff2"
    default: "application/octet-stream"
    }
  }
}
