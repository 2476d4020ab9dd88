import CCurl
import EventLoop

/// One of libcurl's easy handles with the memory that it points at, used for one call after another. Bound to its loop.
final class CurlEasy {
  let handle: UnsafeMutableRawPointer
  /// Watches the times that libcurl does not; rests between calls.
  let deadline: LoopTimer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var body: UnsafeMutableRawPointer?
  private(set) weak var call: HTTPClientCall?

  /// - Returns: `nil` when libcurl has no memory.
  init?(configuration: HTTPClientConfiguration, loop: EventLoop) {
    guard let handle = curl_easy_init() else { return nil }
    self.handle = handle
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    final class Owner { weak var easy: CurlEasy? }
    let owner = Owner()
    deadline = loop.schedule(afterMilliseconds: 0) { owner.easy?.call?.deadlineCame() }
    deadline.pause()
    owner.easy = self

    ccurl_only_http(handle)
    ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    ccurl_set_long(handle, CURLOPT_HTTP_VERSION, CLong(CURL_HTTP_VERSION_2TLS))
    ccurl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    ccurl_set_string(handle, CURLOPT_USERAGENT, configuration.userAgent)
    if let file = configuration.certificateAuthorityFile { ccurl_set_string(handle, CURLOPT_CAINFO, file) }
    ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
    ccurl_set_data_function(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      CurlEasy.call(context).receivedHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    ccurl_set_data_function(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      CurlEasy.call(context).receivedBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
  }

  deinit {
    deadline.cancel()
    curl_easy_cleanup(handle)
    release()
    errorText.deallocate()
  }

  private static func call(_ context: UnsafeMutableRawPointer?) -> HTTPClientCall {
    Unmanaged<HTTPClientCall>.fromOpaque(context!).takeUnretainedValue()
  }

  /// Points the handle at a call, which its owner keeps alive until `release`.
  /// - Returns: false when the request cannot be put into libcurl's terms.
  func prepare(_ request: HTTPClientRequest, for call: HTTPClientCall) -> Bool {
    self.call = call
    errorText[0] = 0
    let context = Unmanaged.passUnretained(call).toOpaque()
    ccurl_set_pointer(handle, CURLOPT_PRIVATE, context)
    ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connectMilliseconds)
    // Waiting for a connection that may turn out to carry several streams pays only where HTTP/2 can come; elsewhere it would queue calls.
    ccurl_set_long(handle, CURLOPT_PIPEWAIT, request.url.hasPrefix("https:") ? 1 : 0)

    // No `Expect: 100-continue`: it costs a round trip before each large body.
    headerList = curl_slist_append(nil, "Expect:")
    for header in request.headers {
      guard Self.isSendable(header),
        let longer = curl_slist_append(headerList, header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
      else { return false }
      headerList = longer
    }
    ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList)

    if let bytes = request.body {
      let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
      bytes.withUnsafeBytes { if let start = $0.baseAddress { copy.copyMemory(from: start, byteCount: $0.count) } }
      body = copy
      ccurl_set_long(handle, CURLOPT_POST, 1)
      ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
      ccurl_set_pointer(handle, CURLOPT_POSTFIELDS, copy)
    } else {
      ccurl_set_long(handle, CURLOPT_HTTPGET, 1)
    }
    return ccurl_set_string(handle, CURLOPT_URL, request.url) == CURLE_OK
  }

  /// Lets go of the call's memory; the handle can be prepared again.
  func release() {
    call = nil
    deadline.pause()
    curl_slist_free_all(headerList)
    headerList = nil
    body?.deallocate()
    body = nil
  }

  /// libcurl's own words about what went wrong.
  var errorDetail: String { String(cString: errorText) }

  /// The proxy's answer to CONNECT; 0 where no proxy was asked.
  var proxyStatus: Int {
    var status: CLong = 0
    ccurl_get_long(handle, CURLINFO_HTTP_CONNECTCODE, &status)
    return status
  }

  /// A line end inside a header would become a header of its own.
  private static func isSendable(_ header: HTTPClientHeader) -> Bool {
    !header.name.isEmpty && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }
      && header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}
