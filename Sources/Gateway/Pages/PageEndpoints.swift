import Transport
import Wire

/// The pages and the browser client: embedded files, one route each, or those of a folder.
struct PageEndpoints: Sendable {
  private let files: StaticFiles
  private let folder: PageFolder?
  /// Of embedded files: URL paths and the names of the files that answer there.
  let paths: [(path: String, name: String)]

  /// - Parameter folder: where pages lie instead of those embedded; empty for none.
  init(folder: String) {
    guard folder.isEmpty else {
      (files, self.folder, paths) = (StaticFiles([:]), PageFolder(folder), [])
      return
    }
    self.folder = nil
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
      guard let response = await files.respond(name: name, to: call.request.head) else { throw Problem.notFound("a file of this name") }
      return Self.guarded(response, name: name)
    }
  }

  /// What the folder has at a path that no route takes; `nil` when that is nothing, or when pages are the embedded ones.
  func respond(to head: HTTPRequestHead) -> HTTPResponse? {
    guard head.method == .get || head.method == .head, let file = folder?.file(head.segments) else { return nil }
    let files = StaticFiles([file.name: StaticFiles.File(file.bytes, mediaType: Self.mediaType(of: file.name))])
    return files.respondPlainly(name: file.name, to: head).map { Self.guarded($0, name: file.name) }
  }

  private static func guarded(_ response: HTTPResponse, name: String) -> HTTPResponse {
    var response = response
    for header in PagePolicy.headers(of: name) { response.headers.set(header.name, header.value) }
    return response
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
    case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    default: "application/octet-stream"
    }
  }
}
