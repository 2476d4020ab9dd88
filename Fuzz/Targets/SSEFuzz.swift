import Wire

/// Event streams: the same events, ID and refusal however the stream is cut, and the same as reading the whole text line by line.
enum SSEFuzz {
  private struct Meaning: Equatable {
    var events: [[[UInt8]]] = []
    var id: [UInt8] = []
    var retry: Int64?
    var isTooLarge = false
  }

  static func complaint(_ input: [UInt8]) -> String? {
    let cuts = Cuts(input)
    let limit = cuts.choice & 1 == 1 ? 24 : 1 << 20
    if let found = cuts.disagreement({ read($0, limit) }) { return found }
    let whole = read([cuts.whole[...]], 1 << 20)
    let expected = byTheBook(cuts.whole)
    return whole == expected ? nil : "\(whole)\nby the book: \(expected)"
  }

  private static func read(_ pieces: [ArraySlice<UInt8>], _ limit: Int) -> Meaning {
    var parser = SSEParser(maxEventBytes: limit)
    var meaning = Meaning()
    for piece in pieces where !meaning.isTooLarge {
      parser.feed(piece)
      do { while let event = try parser.next() { meaning.events.append([Array(event.name), Array(event.data)]) } } catch { meaning.isTooLarge = true }
    }
    if !meaning.isTooLarge {
      meaning.id = parser.lastEventID
      meaning.retry = parser.retryMilliseconds
    }
    return meaning
  }

  /// WHATWG HTML, "Interpreting an event stream", as it is written there.
  private static func byTheBook(_ stream: [UInt8]) -> Meaning {
    var meaning = Meaning()
    var (name, data, id) = ([UInt8](), [UInt8](), [UInt8]())
    for line in lines(of: stream.starts(with: [0xEF, 0xBB, 0xBF]) ? stream.dropFirst(3) : stream[...]) {
      if line.isEmpty {
        meaning.id = id
        if !data.isEmpty { meaning.events.append([name, data.dropLast()]) }
        (name, data) = ([], [])
        continue
      }
      let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
      var value = Array(line[min(colon + 1, line.endIndex)...])
      if value.first == 0x20 { value.removeFirst() }
      switch String(decoding: line[..<colon], as: UTF8.self) {
      case "event": name = value
      case "data": data += value + [0x0A]
      case "id": if !value.contains(0) { id = value }
      case "retry":
        // Longer numbers are a wait that nobody means.
        if value.allSatisfy({ (0x30...0x39).contains($0) }), (1...15).contains(value.count) {
          meaning.retry = Int64(String(decoding: value, as: UTF8.self))
        }
      default: break
      }
    }
    return meaning
  }

  /// The lines that are ended; what stands behind the last end is discarded.
  private static func lines(of stream: ArraySlice<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var previous: UInt8 = 0
    for byte in stream {
      if byte == 0x0D || byte == 0x0A && previous != 0x0D {
        lines.append(line)
        line = []
      } else if byte != 0x0A {
        line.append(byte)
      }
      previous = byte
    }
    return lines
  }
}
