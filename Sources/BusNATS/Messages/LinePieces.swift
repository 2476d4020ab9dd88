/// Lines cut between lines into pieces that the broker takes. Pure.
enum LinePieces {
  struct Piece: Equatable {
    var lines: [UInt8]
    /// Lines before this piece, those that were left out included.
    var before: Int64
  }

  /// - Returns: the pieces in order, and how many lines were left out because each alone is larger than a piece may be.
  static func cut(_ lines: [UInt8], maxBytes: Int) -> (pieces: [Piece], leftOut: Int) {
    if lines.count <= maxBytes { return ([Piece(lines: lines, before: 0)], 0) }
    var pieces: [Piece] = []
    var leftOut = 0
    var (start, end, before, count) = (0, 0, Int64(0), Int64(0))
    func close() {
      if end > start { pieces.append(Piece(lines: Array(lines[start..<end]), before: before)) }
    }
    while end < lines.count {
      let next = lines[end...].firstIndex(of: 0x0A).map { $0 + 1 } ?? lines.count
      if next - end > maxBytes {
        close()
        (start, before) = (next, count + 1)
        leftOut += 1
      } else if next - start > maxBytes {
        close()
        (start, before) = (end, count)
      }
      end = next
      count += 1
    }
    close()
    return (pieces, leftOut)
  }
}
