import Domain
import Primitives
import Workflow

/// The run's machine: a provider's piece of text becomes an event.
enum RunMeasurements {
  private static let deltas = 2000

  static func all() -> [Measurement] {
    [
      machine("run machine, a text delta within a line", text: "a few words of text "),
      machine("run machine, a text delta with a line end", text: "a few words\nof text "),
    ]
  }

  private static func machine(_ name: String, text: String) -> Measurement {
    let now = MonotonicTime(nanoseconds: 1)
    let delta = ModelEvent.text(TextDelta(text))
    return Measurement(name, rounds: 20, pieces: deltas) {
      var machine = RunMachine(
        run: SampleStream.unfinishedRun, log: [], canContinue: false, cancelRequested: nil, promptBytes: 10, policy: RetryPolicy(),
        price: { _ in nil }, now: now)
      while let action = machine.nextAction() { use(action) }
      machine.received(.text(TextDelta("A line that can be no fence. ")), now: now)
      for _ in 1..<deltas {
        machine.received(delta, now: now)
        while let action = machine.nextAction() { use(action) }
      }
    }
  }
}
