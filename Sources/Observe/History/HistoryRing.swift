/// The rows of one resolution in order of time, the newest of a fixed number. Memory is taken as rows come; a time without a row costs nothing.
struct HistoryRing: Sendable {
  let resolution: HistoryResolution
  private let width: Int
  /// Which step since 1970 each row covers.
  private var slots: [Int64] = []
  private var values: [Float] = []
  private var oldest = 0
  private(set) var count = 0

  init(_ resolution: HistoryResolution, width: Int) {
    self.resolution = resolution
    self.width = width
  }

  /// - Precondition: the slot is above all that are there; the row has the ring's width.
  mutating func append(slot: Int64, _ row: [Float]) {
    precondition(row.count == width && (count == 0 || slots[place(count - 1)] < slot))
    if count == resolution.rows {
      oldest = (oldest + 1) % resolution.rows
      count -= 1
    }
    let place = place(count)
    count += 1
    if place == slots.count {
      slots.append(slot)
      values.append(contentsOf: row)
    } else {
      slots[place] = slot
      values.replaceSubrange(place * width..<(place + 1) * width, with: row)
    }
  }

  /// Forgets the rows of a slot and of all later ones.
  mutating func removeAll(from slot: Int64) {
    while count > 0, slots[place(count - 1)] >= slot { count -= 1 }
  }

  /// Seconds since 1970 at which the newest row ends; `nil` without rows.
  var end: Int64? { count == 0 ? nil : (slots[place(count - 1)] + 1) * resolution.stepSeconds }

  /// Rows that lie within the seconds, in order of time. - Parameter body: gets the second at which a row begins, and its figures.
  func forEach(from: Int64, to: Int64, _ body: (Int64, ArraySlice<Float>) -> Void) {
    let step = resolution.stepSeconds
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) >> 1
      if slots[place(middle)] * step < from { low = middle + 1 } else { high = middle }
    }
    while low < count {
      let place = place(low)
      let start = slots[place] * step
      guard start + step <= to else { return }
      body(start, values[place * width..<(place + 1) * width])
      low += 1
    }
  }

  private func place(_ index: Int) -> Int { (oldest + index) % resolution.rows }
}
