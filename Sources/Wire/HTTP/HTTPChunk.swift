/// Writes the chunks of a chunked body (RFC 9112 section 7.1).
package enum HTTPChunk {
  /// What ends the body; no trailers.
  package static let last: [UInt8] = Array("0\r\n\r\n".utf8)

  /// Appends one chunk. Empty data appends nothing, because an empty chunk would end the body.
  package static func append(_ data: ArraySlice<UInt8>, to output: inout [UInt8]) {
    guard !data.isEmpty else { return }
    appendSize(data.count, to: &output)
    output.append(contentsOf: data)
    appendEnd(to: &output)
  }

  /// Appends the line that stands before a chunk's data.
  package static func appendSize(_ count: Int, to output: inout [UInt8]) {
    var digits = max(1, (Int.bitWidth - count.leadingZeroBitCount + 3) / 4)
    while digits > 0 {
      digits -= 1
      let nibble = UInt8(truncatingIfNeeded: count >> (digits * 4)) & 15
      output.append(nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10)
    }
    appendEnd(to: &output)
  }

  /// Appends the line end that stands behind a chunk's data.
  package static func appendEnd(to output: inout [UInt8]) {
    output.append(HTTPCharacters.carriageReturn)
    output.append(HTTPCharacters.lineFeed)
  }
}
