import Primitives

/// What the figures of a process did over the last days: rows of what happened in each step, in several resolutions, within fixed memory. Pure.
///
/// A row tells how much counters rose, the mean of gauges, and how many observations fell into each bucket, with the seconds that it covers. So rows
/// can be added up to any coarser step, and a quantile over an hour is that of the hour's observations, not a mean of quantiles. Time in which nobody
/// looked (the process was not there, the machine slept) has no row, and what rose in it belongs to no row.
package struct MetricHistory: Sendable {
  package let layout: HistoryLayout
  private var rings: [HistoryRing]
  /// What the rows of each coarser resolution have of the step that has not ended.
  private var pending: [(slot: Int64, sum: HistorySum)?]
  private var last: (slot: Int64, reading: MetricReading, time: Timestamp)?

  /// - Parameter resolutions: from the finest to the coarsest, each step a multiple of the one before.
  package init(layout: HistoryLayout, resolutions: [HistoryResolution] = .standard) {
    precondition(zip(resolutions, resolutions.dropFirst()).allSatisfy { $1.stepSeconds % $0.stepSeconds == 0 }, "steps must be multiples")
    self.layout = layout
    rings = resolutions.map { HistoryRing($0, width: layout.width) }
    pending = resolutions.map { _ in nil }
  }

  package var resolutions: [HistoryResolution] { rings.map(\.resolution) }

  /// Bytes that the rows take once all are there.
  package var maxBytes: Int {
    rings.reduce(0) { $0 + $1.resolution.rows * (layout.width * MemoryLayout<Float>.stride + MemoryLayout<Int64>.stride) }
  }

  /// Milliseconds until a reading is wanted: the next whole step of the finest resolution. At least 1.
  package func millisecondsUntilDue(at now: Timestamp) -> Int64 {
    let step = rings[0].resolution.stepSeconds * 1000
    return max(1, step - floorRemainder(now.milliseconds, step))
  }

  /// Takes in what the figures stand at. Wanted shortly after each whole step of the finest resolution; more often does no harm.
  ///
  /// A counter that fell has begun anew: what it rose since is not known. A clock that was set back makes what was recorded for later times void.
  package mutating func record(_ reading: MetricReading, at now: Timestamp) {
    let step = rings[0].resolution.stepSeconds
    let slot = floorQuotient(now.microseconds, step * 1_000_000)
    guard let last else {
      self.last = (slot, reading, now)
      return
    }
    guard slot != last.slot else { return }
    self.last = (slot, reading, now)
    if slot < last.slot { return forget(from: slot * step) }
    // Whole steps in between were missed: over that time nothing can be said.
    guard slot == last.slot + 1 else { return }
    let seconds = Double(now.microseconds - last.time.microseconds) / 1_000_000
    guard seconds > 0 else { return }
    append(row(from: last.reading, to: reading, seconds: seconds), slot: last.slot)
  }

  private func row(from earlier: MetricReading, to later: MetricReading, seconds: Double) -> [Float] {
    var row = [Float](repeating: .nan, count: layout.width)
    row[HistoryLayout.seconds] = Float(seconds)
    for index in 0..<layout.counters {
      if let before = earlier.counters[index], let after = later.counters[index], after >= before {
        row[layout.counter(index)] = Float(after - before)
      }
    }
    for index in 0..<layout.gauges {
      if let level = later.gauges[index] { row[layout.gauge(index)] = Float(level) }
    }
    for index in layout.bounds.indices {
      let (before, after) = (earlier.histograms[index], later.histograms[index])
      let isWhole = zip(before, after).allSatisfy { $0 <= $1 }
      for (column, counts) in zip(layout.buckets(index), zip(before, after)) { row[column] = isWhole ? Float(counts.1 - counts.0) : 0 }
    }
    return row
  }

  /// Puts rows of the coarsest resolution before all that was recorded: what is known from records of times in which nobody looked.
  ///
  /// Only counters, and only those that `amounts` has, are known in them. A step between the first and the beginning of the history that is not
  /// there had amounts of 0: the records are whole.
  /// - Parameter steps: in order of time, at whole multiples of the coarsest step, with the amount of each counter.
  package mutating func refill(_ steps: [(start: Int64, amounts: [Int: UInt64])]) {
    guard let coarsest = rings.last, let first = steps.first, let counters = steps.first?.amounts.keys, let last else { return }
    let step = coarsest.resolution.stepSeconds
    var end = floorQuotient(last.slot * rings[0].resolution.stepSeconds, step)
    if let begun = pending[rings.count - 1] { end = min(end, begun.slot) }
    coarsest.forEach(from: .min / 2, to: .max / 2) { start, _ in end = min(end, start / step) }
    let begin = max(floorQuotient(first.start, step), end - Int64(coarsest.resolution.rows))
    guard begin < end else { return }
    var known: [Int64: [Int: UInt64]] = [:]
    for past in steps { known[floorQuotient(past.start, step)] = past.amounts }
    var refilled = HistoryRing(coarsest.resolution, width: layout.width)
    for slot in begin..<end {
      var row = [Float](repeating: .nan, count: layout.width)
      row[HistoryLayout.seconds] = Float(step)
      for counter in counters { row[layout.counter(counter)] = Float(known[slot]?[counter] ?? 0) }
      for column in layout.allBuckets { row[column] = 0 }
      refilled.append(slot: slot, row)
    }
    coarsest.forEach(from: .min / 2, to: .max / 2) { start, row in refilled.append(slot: start / step, Array(row)) }
    rings[rings.count - 1] = refilled
  }

  private mutating func append(_ row: [Float], slot: Int64) {
    rings[0].append(slot: slot, row)
    let start = slot * rings[0].resolution.stepSeconds
    let end = start + rings[0].resolution.stepSeconds
    for index in rings.indices.dropFirst() {
      let step = rings[index].resolution.stepSeconds
      let coarse = floorQuotient(start, step)
      if let begun = pending[index], begun.slot != coarse { finish(index) }
      var sum = pending[index]?.sum ?? HistorySum(layout)
      sum.add(row[...])
      pending[index] = (coarse, sum)
      if end % step == 0 { finish(index) }
    }
  }

  private mutating func finish(_ index: Int) {
    guard let (slot, sum) = pending[index] else { return }
    pending[index] = nil
    rings[index].append(slot: slot, sum.row)
  }

  private mutating func forget(from second: Int64) {
    for index in rings.indices {
      rings[index].removeAll(from: floorQuotient(second, rings[index].resolution.stepSeconds))
      pending[index] = nil
    }
  }

  /// What happened in each step of a range; `nil` for a step of which nothing is known.
  package func sums(_ range: HistoryRange) -> [HistorySum?] {
    var sums = [HistorySum?](repeating: nil, count: range.count)
    var present: (index: Int, sum: HistorySum)?
    // Each resolution tells from where the coarser ones end, so that rows come in order of time.
    var from = range.from
    for ring in rings.reversed() where range.stepSeconds % ring.resolution.stepSeconds == 0 {
      ring.forEach(from: from, to: range.to) { start, row in
        let index = Int((start - range.from) / range.stepSeconds)
        if present?.index != index {
          if let (index, sum) = present { sums[index] = sum }
          present = (index, HistorySum(layout))
        }
        present?.sum.add(row)
      }
      if let end = ring.end { from = max(from, end) }
    }
    if let (index, sum) = present { sums[index] = sum }
    return sums
  }
}

private func floorQuotient(_ value: Int64, _ divisor: Int64) -> Int64 { (value - floorRemainder(value, divisor)) / divisor }

private func floorRemainder(_ value: Int64, _ divisor: Int64) -> Int64 {
  let remainder = value % divisor
  return remainder < 0 ? remainder + divisor : remainder
}
