/// Puts the pieces of a run's log in the order in which a reader gets them. Pure.
///
/// A higher epoch voids what lower ones wrote from its own first sequence on; a piece that was written twice counts once.
package enum EffectiveOrder {
  package struct Piece<Place> {
    package var epoch: Int64
    package var firstSequence: Int64
    package var lastSequence: Int64
    package var place: Place

    package init(epoch: Int64, firstSequence: Int64, lastSequence: Int64, place: Place) {
      self.epoch = epoch
      self.firstSequence = firstSequence
      self.lastSequence = lastSequence
      self.place = place
    }
  }

  /// A piece and those of its sequences that stand.
  package struct Stretch<Place> {
    package var piece: Piece<Place>
    package var sequences: ClosedRange<Int64>
  }

  package static func stretches<Place>(_ pieces: [Piece<Place>]) -> [Stretch<Place>] {
    var firstOfEpoch: [Int64: Int64] = [:]
    for piece in pieces { firstOfEpoch[piece.epoch] = min(firstOfEpoch[piece.epoch] ?? .max, piece.firstSequence) }
    // For each epoch the sequence at which a higher one takes over.
    var endOfEpoch: [Int64: Int64] = [:]
    var end = Int64.max
    for (epoch, first) in firstOfEpoch.sorted(by: { $0.key > $1.key }) {
      endOfEpoch[epoch] = end
      end = min(end, first)
    }
    let ordered = pieces.sorted { ($0.epoch, $0.firstSequence, $0.lastSequence) < ($1.epoch, $1.firstSequence, $1.lastSequence) }
    var stretches: [Stretch<Place>] = []
    var next = Int64.min
    for piece in ordered {
      let first = max(piece.firstSequence, next)
      let last = min(piece.lastSequence, (endOfEpoch[piece.epoch] ?? .max) - 1)
      guard first <= last else { continue }
      stretches.append(Stretch(piece: piece, sequences: first...last))
      next = last + 1
    }
    return stretches
  }
}
