import Mapping
import Testing

struct EditDistanceTests {
  @Test(arguments: [("table", "table", 0), ("tabel", "table", 1), ("colum", "column", 1), ("sorce", "source", 1), ("kitten", "sitting", 3)])
  func `letters put in, left out, changed and swapped count one each`(left: String, right: String, distance: Int) {
    #expect(EditDistance.between(left, right, limit: 3) == distance)
    #expect(EditDistance.between(right, left, limit: 3) == distance)
  }

  @Test func `more than the limit is no distance`() {
    #expect(EditDistance.between("kitten", "sitting", limit: 2) == nil)
    #expect(EditDistance.between("a", "abcdef", limit: 2) == nil)
  }
}
