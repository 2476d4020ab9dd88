import Transport

/// What requests to all vendors have in common.
enum VendorRequest {
  static func url(_ base: String, _ path: String) -> String {
    var base = base[...]
    while base.last == "/" { base.removeLast() }
    return base + path
  }

  /// The headers of every request to a provider; the configured ones win.
  static func headers(of profile: ProviderProfile, key: HTTPClientHeader?, _ own: HTTPClientHeader...) -> [HTTPClientHeader] {
    let standard = [HTTPClientHeader("Content-Type", "application/json"), HTTPClientHeader("Accept", "text/event-stream, application/json")]
    return replacing(standard + own + (key.map { [$0] } ?? []), with: profile.headers)
  }

  /// Adds what belongs to one request, unless the configuration has its own.
  static func merged(_ headers: [HTTPClientHeader], _ own: [HTTPClientHeader], traceparent: String?) -> [HTTPClientHeader] {
    replacing(own + (traceparent.map { [HTTPClientHeader("traceparent", $0)] } ?? []), with: headers)
  }

  private static func replacing(_ old: [HTTPClientHeader], with new: [HTTPClientHeader]) -> [HTTPClientHeader] {
    old.filter { header in !new.contains { $0.name.lowercased() == header.name.lowercased() } } + new
  }
}
