/// Something that gathers work during a turn of the loop and does it once, at the turn's end.
package protocol TurnEndObserver: AnyObject {
  /// Called on the loop once for each `EventLoop.atTurnEnd`. May queue jobs and register again: both still happen in this turn.
  func turnEnded()
}
