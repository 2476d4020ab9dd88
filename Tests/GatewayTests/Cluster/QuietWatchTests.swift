import Domain
import Testing

@testable import Gateway

struct QuietWatchTests {
  private func check(_ watch: inout QuietWatch, _ last: Int64 = 1) -> Bool {
    watch.due(of: [("a", Position(epoch: 1, sequence: last))]).contains("a")
  }

  @Test func `what does not move is due, the more seldom the longer it lasts`() {
    var watch = QuietWatch()
    var due: [Int] = []
    for number in 0..<40 where check(&watch) { due.append(number) }
    #expect(due == [1, 3, 7, 15, 23, 31, 39])
  }

  @Test func `what moves is not due, and is watched anew`() {
    var watch = QuietWatch()
    for last in 0..<10 { #expect(check(&watch, Int64(last)) == false) }
    let due = [9, 9, 9, 10, 10].map { check(&watch, $0) }
    #expect(due == [true, false, true, false, true])
  }

  @Test func `what nobody could be asked about is due at the next check`() {
    var watch = QuietWatch()
    var due = [check(&watch), check(&watch)]
    watch.missed("a")
    due.append(check(&watch))
    #expect(due == [false, true, true])
    watch.missed("b")
  }

  @Test func `streams that are gone are not remembered`() {
    var watch = QuietWatch()
    _ = check(&watch)
    _ = watch.due(of: [])
    let due = [check(&watch), check(&watch)]
    #expect(due == [false, true])
  }
}
