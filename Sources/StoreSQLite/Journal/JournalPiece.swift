/// Where some events of a run lie in the journal: consecutive sequences of one epoch, as consecutive lines.
struct JournalPiece: Equatable, Sendable {
  var batch: Int64
  var offset: Int
  var bytes: Int
  var epoch: Int64
  var firstSequence: Int64
  var lastSequence: Int64
}
