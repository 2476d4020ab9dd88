import Synchronization
import Wire

/// Files held in memory, answered with a strong ETag (RFC 9110 section 8.8.3), so that a browser asks once and then only whether they changed.
package final class StaticFiles: Sendable {
  /// One file.
  package struct File: Sendable {
    package let mediaType: String
    package let cacheControl: String
    fileprivate let contents: @Sendable () -> [UInt8]
    fileprivate let hash: String?

    /// - Parameters:
    ///   - mediaType: value of Content-Type.
    ///   - hash: names these contents and no others; computed from them when first needed if it is not given.
    ///   - cacheControl: value of Cache-Control; by default the browser keeps the file and asks each time whether it changed.
    ///   - contents: gives the bytes; called for each answer that has them.
    package init(mediaType: String, hash: String? = nil, cacheControl: String = "no-cache", contents: @escaping @Sendable () -> [UInt8]) {
      self.mediaType = mediaType
      self.hash = hash
      self.cacheControl = cacheControl
      self.contents = contents
    }

    package init(_ bytes: [UInt8], mediaType: String, hash: String? = nil, cacheControl: String = "no-cache") {
      self.init(mediaType: mediaType, hash: hash, cacheControl: cacheControl) { bytes }
    }
  }

  private let files: [String: File]
  private let computedTags = Mutex<[String: String]>([:])

  /// - Parameter files: by name, without a slash in front: `index.html`, `client/session-manager.js`.
  package init(_ files: [String: File]) { self.files = files }

  package func contains(_ name: String) -> Bool { files[name] != nil }

  /// The answer to GET or HEAD for a file; `nil` when there is no such file.
  package func respond(name: String, to head: HTTPRequestHead) -> HTTPResponse? {
    guard let file = files[name] else { return nil }
    let tag = tag(of: file, name: name)
    let headers: HTTPHeaders = ["ETag": tag, "Cache-Control": file.cacheControl]
    if Self.matches(head.headers, tag) { return HTTPResponse(status: 304, headers: headers) }
    var full = headers
    full.append("Content-Type", file.mediaType)
    full.append("X-Content-Type-Options", "nosniff")
    return HTTPResponse(status: 200, headers: full, body: .bytes(file.contents()))
  }

  private func tag(of file: File, name: String) -> String {
    if let hash = file.hash { return "\"\(hash)\"" }
    if let tag = computedTags.withLock({ $0[name] }) { return tag }
    let digits = SHA1.digest(file.contents()).prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    let tag = "\"\(digits.joined())\""
    computedTags.withLock { $0[name] = tag }
    return tag
  }

  /// If-None-Match compares weakly (RFC 9110 section 13.1.2).
  private static func matches(_ headers: HTTPHeaders, _ tag: String) -> Bool {
    headers.list("if-none-match").contains { $0 == "*" || $0 == tag || $0 == "W/" + tag }
  }
}
