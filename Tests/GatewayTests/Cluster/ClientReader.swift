import Domain
import Primitives
import StreamLog
import Wire

@testable import Gateway

/// A reader as a client is one: takes what there is for it, comes again with its cursor when it is cut off, and notes what no reader may ever see: an event
/// that is missing, doubled or out of its order.
final class ClientReader {
  private let access: StreamAccess
  private let name: String
  private var open: (stream: LiveStream, form: Int, reader: StreamReader)?
  private var bytes: [UInt8] = []
  /// How long the text was after each event; after a sync nothing is known of what was before.
  private var lengths: [Int64: Int] = [0: 0]
  private var awaitsSync = false
  private(set) var cursor: Position?
  private(set) var isDone = false
  private(set) var resets: [Int64] = []
  private(set) var syncs = 0
  private(set) var cuts = 0
  private(set) var faults: [String] = []

  init(_ access: StreamAccess, _ name: String) {
    self.access = access
    self.name = name
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes everything that there is now.
  func read() async throws {
    guard !isDone else { return }
    var open = try await opened()
    var outcome: LiveStream.ReadResult
    repeat {
      var slices: ContiguousArray<BlockSlice> = []
      outcome = open.stream.read(&open.reader, form: open.form, limit: 1 << 20, into: &slices).result
      for line in wireBytes(of: slices).split(separator: 0x0A) {
        if let entry = LabelledLines.Entry(line) { try take(entry) } else { faults.append("no line of a stream") }
      }
    } while outcome == .more
    self.open = open
    guard outcome == .ended else { return }
    close()
    if !isDone { cuts += 1 }
  }

  func close() {
    open?.stream.close(waker: nil)
    open = nil
  }

  private func opened() async throws -> (stream: LiveStream, form: Int, reader: StreamReader) {
    if let open { return open }
    let stream = try await access.find(name)
    if let cursor { try await access.check(cursor, of: stream) }
    return (
      stream, stream.open(LabelledLines.form, waker: nil) { LabelledLines() }, cursor.map { StreamReader(after: $0) } ?? StreamReader()
    )
  }

  private func take(_ entry: LabelledLines.Entry) throws {
    let (position, last) = (entry.position, cursor ?? Position(epoch: 0, sequence: 0))
    let json = try JSONReader().value(entry.json)
    switch entry.type {
    case "stream.sync":
      if (position.epoch, position.sequence) < (last.epoch, last.sequence) { faults.append("a sync back to \(position) after \(last)") }
      bytes = Array((json["state"]?["text"]?.string ?? "").utf8)
      lengths = [:]
      awaitsSync = false
      syncs += 1
    case "stream.reset":
      let keep = json["keep"]?.integer ?? -1
      if position.epoch <= last.epoch || position.sequence != keep + 1 || keep > last.sequence {
        faults.append("a reset at \(position) after \(last)")
      }
      if let length = lengths[keep] { bytes.removeSubrange(length...) } else { awaitsSync = true }
      lengths = lengths.filter { $0.key <= keep }
      resets.append(keep)
    default:
      let isFirst = last.sequence == 0 && position.sequence == 1
      if !isFirst, position != Position(epoch: last.epoch, sequence: last.sequence + 1) { faults.append("\(position) after \(last)") }
      if awaitsSync { faults.append("\(position) without the sync that a reset needs") }
      if case .string(let delta) = json["delta"] { bytes += Array(delta.utf8) }
    }
    lengths[position.sequence] = bytes.count
    cursor = position
    if entry.isLast { isDone = true }
  }
}

private func wireBytes(of slices: ContiguousArray<BlockSlice>) -> [UInt8] {
  var bytes: [UInt8] = []
  for slice in slices { slice.block.withUnsafeBytes(slice.range) { bytes.append(contentsOf: $0) } }
  return bytes
}
