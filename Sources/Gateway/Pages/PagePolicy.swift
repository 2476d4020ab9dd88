import Wire

/// What a browser may do with a page: headers by the page's name (Content Security Policy level 3, Permissions Policy).
enum PagePolicy {
  /// The document that shows what a model wrote as HTML: scripts and styles of its own, and nothing from anywhere or to anywhere. Its origin
  /// is opaque, so that it shares neither storage nor cookies nor a DOM with our pages.
  private static let sandbox = [
    "default-src 'none'", "script-src 'unsafe-inline'", "style-src 'unsafe-inline'", "img-src data: blob:", "font-src data:",
    "media-src data: blob:", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'", "sandbox allow-scripts",
  ].joined(separator: "; ")

  /// Our own files only; no inline script or style, nobody frames us.
  private static let page = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'",
    "worker-src 'self'", "frame-src 'self'", "media-src 'self' blob:", "object-src 'none'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  /// A worker does not have the policy of the page that started it, but that of its script's response.
  private static let worker = "default-src 'none'; script-src 'self'; connect-src 'self'"

  /// An image that is opened by itself is a document.
  private static let image = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

  private static let devices = [
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment",
    "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
  ].map { "\($0)=()" }.joined(separator: ", ")

  /// - Parameter name: of the page's file, such as `docs/index.html`.
  static func headers(of name: String) -> [(name: String, value: String)] {
    switch name.split(separator: ".").last {
    case "html" where name == "artifact-frame.html":
      [
        // A content security policy reaches neither peer connections nor connections made beforehand: the allowlist does, where a browser knows it.
        ("content-security-policy", sandbox), ("connection-allowlist", "()"), ("referrer-policy", "no-referrer"), ("x-dns-prefetch-control", "off"),
        ("permissions-policy", devices + ", autoplay=(), clipboard-read=(), clipboard-write=(), fullscreen=(), picture-in-picture=()"),
      ]
    case "html":
      [
        ("content-security-policy", page), ("referrer-policy", "no-referrer"), ("permissions-policy", devices),
        ("cross-origin-opener-policy", "same-origin"),
      ]
    case "js", "mjs": [("content-security-policy", worker)]
    case "svg": [("content-security-policy", image)]
    default: []
    }
  }
}
