import Primitives
import Testing

@Suite struct JSONValueTests {
  private let object = JSONValue.object(["a": .integer(1), "b": .string("x"), "c": .null])

  @Test func `a key is found in an object and nowhere else`() {
    #expect(object["b"] == .string("x"))
    #expect(object["d"] == nil)
    #expect(JSONValue.array([object])["a"] == nil)
    #expect(JSONValue.null["a"] == nil)
  }

  @Test func `each view gives its own kind only`() {
    #expect(JSONValue.string("x").string == "x")
    #expect(JSONValue.integer(1).string == nil)
    #expect(JSONValue.bool(true).bool == true)
    #expect(JSONValue.integer(1).bool == nil)
    #expect(JSONValue.array([.null]).array == [.null])
    #expect(object.array == nil)
    #expect(object.fields?.map(\.key) == ["a", "b", "c"])
    #expect(JSONValue.null.fields == nil)
    #expect(JSONValue.null.isNull)
    #expect(!JSONValue.bool(false).isNull)
  }

  @Test(
    arguments: [
      (.integer(-5), -5), (.double(3), 3), (.double(-0.0), 0), (.double(2.5), nil), (.double(.nan), nil), (.double(1e30), nil),
      (.unsigned(.max), nil),
      (.string("1"), nil),
    ] as [(JSONValue, Int64?)])
  func `a number without a fraction is an integer`(_ value: JSONValue, _ integer: Int64?) {
    #expect(value.integer == integer)
  }

  @Test func `setting a key keeps its place, adds it at the end, or takes it away`() {
    #expect(object.setting("b", to: .bool(true)) == .object(["a": .integer(1), "b": .bool(true), "c": .null]))
    #expect(object.setting("d", to: .integer(4)) == .object(["a": .integer(1), "b": .string("x"), "c": .null, "d": .integer(4)]))
    #expect(object.setting("a", to: nil) == .object(["b": .string("x"), "c": .null]))
    #expect(object.setting("zz", to: nil) == object)
    #expect(JSONValue.integer(1).setting("a", to: .null) == .integer(1))
  }

  @Test func `a value names its kind for a message`() {
    let names: [(JSONValue, String)] = [
      (.null, "null"), (.bool(true), "a boolean"), (.integer(1), "a number"), (.unsigned(1), "a number"), (.double(1), "a number"),
      (.string(""), "a string"), (.array([]), "an array"), (.object([] as [JSONField]), "an object"),
    ]
    for (value, name) in names { #expect(value.kindName == name) }
  }
}
