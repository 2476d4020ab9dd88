import CCurl

extension HTTPClientFailure {
  /// What libcurl's result means (libcurl-errors(3)). The only time limit that libcurl watches for us is the one on connecting.
  /// - Parameters:
  ///   - detail: libcurl's own words about this transfer; may be empty.
  ///   - proxyStatus: what a proxy answered to CONNECT; 0 for none.
  init(result: CURLcode, detail: String, proxyStatus: Int = 0) {
    let words = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
    // libcurl reports a refusing proxy like a cut connection.
    if proxyStatus >= 300 {
      self.init(code: .connect, message: "the proxy refused with status \(proxyStatus): \(words)")
      return
    }
    switch result {
    case CURLE_URL_MALFORMAT:
      self.init(code: .request, message: "expected an http or https URL: \(words)")
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
      self.init(code: .resolve, message: "\(words); check the base URL, the proxy variables and the network")
    case CURLE_COULDNT_CONNECT, CURLE_PROXY:
      self.init(code: .connect, message: "\(words); check that the server runs and the base URL names its address")
    case CURLE_OPERATION_TIMEDOUT:
      self.init(code: .connectTimeout, message: "no connection in time: \(words)")
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_CRL_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
      self.init(code: .tls, message: "no trusted TLS connection: \(words)")
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_HTTP3,
      CURLE_QUIC_CONNECT_ERROR:
      self.init(code: .cut, message: "the answer was cut off: \(words)")
    case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_INTERFACE_FAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_BAD_FUNCTION_ARGUMENT:
      self.init(code: .local, message: words)
    default:
      self.init(code: .badAnswer, message: "expected an HTTP answer: \(words)")
    }
  }
}
