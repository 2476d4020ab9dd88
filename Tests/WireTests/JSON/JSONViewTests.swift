import Primitives
import Testing
import Wire

@Suite struct JSONViewTests {
  private func view<Result>(_ text: String, _ body: (JSONView) throws -> Result) throws -> Result {
    try JSONReader().read(Array(text.utf8)[...], body)
  }

  private static let document = #"""
    {"skip":{"deep":[1,[2,[3,{"x":"y"}]],{"a":{"b":{}}}],"more":"text"},"choices":[{"index":0,"delta":{"content":"Hi","tools":[{"id":"t1"},{"id":"t2"}]}},
    {"index":1,"delta":null}],"n":7,"big":18446744073709551615,"whole":3.0,"half":2.5,"yes":true,"no":false,"none":null,"":"empty","s":""}
    """#

  @Test func `keys behind nested objects and arrays are found`() throws {
    try view(Self.document) { root in
      #expect(root["n"]?.integer == 7)
      #expect(root["choices"]?[0]?["delta"]?["content"]?.string == "Hi")
      #expect(root["choices"]?[0]?["delta"]?["tools"]?[1]?["id"]?.string == "t2")
      #expect(root["choices"]?[1]?["delta"]?.isNull == true)
      #expect(root["skip"]?["deep"]?[1]?[1]?[1]?["x"]?.string == "y")
      #expect(root["skip"]?["deep"]?[2]?["a"]?["b"]?.isObject == true)
      #expect(root[""]?.string == "empty")
      #expect(root["s"]?.string == "")
    }
  }

  @Test func `what is not there, or not of that kind, is nil`() throws {
    try view(Self.document) { root in
      #expect(root["missing"] == nil)
      #expect(root["choice"] == nil)
      #expect(root["x"] == nil)
      #expect(root["choices"]?[2] == nil)
      #expect(root["choices"]?[-1] == nil)
      #expect(root["choices"]?["index"] == nil)
      #expect(root[0] == nil)
      #expect(root["n"]?["n"] == nil)
      #expect(root["n"]?.string == nil)
      #expect(root["s"]?.integer == nil)
      #expect(root["n"]?.bool == nil)
      #expect(root["none"]?.bool == nil)
    }
  }

  @Test func `numbers are integers when they are whole`() throws {
    try view(Self.document) { root in
      #expect(root["whole"]?.integer == 3)
      #expect(root["half"]?.integer == nil)
      #expect(root["big"]?.integer == nil)
      #expect(root["yes"]?.bool == true)
      #expect(root["no"]?.bool == false)
    }
  }

  @Test func `counts are those of elements and members`() throws {
    try view(Self.document) { root in
      #expect(root.count == 11)
      #expect(root["choices"]?.count == 2)
      #expect(root["n"]?.count == 0)
      #expect(root["s"]?.count == 0)
      #expect(root["skip"]?["deep"]?[2]?["a"]?["b"]?.count == 0)
    }
  }

  @Test func `elements are visited in order, and a scalar has none`() throws {
    try view(#"[1,[2,3],{"a":4},5]"#) { root in
      var seen: [Int64?] = []
      root.forEachElement { seen.append($0.integer) }
      #expect(seen == [1, nil, nil, 5])
      var none = 0
      root[0]?.forEachElement { _ in none += 1 }
      root[2]?.forEachElement { _ in none += 1 }
      #expect(none == 0)
    }
  }

  @Test func `text is compared byte for byte`() throws {
    try view(#"["[DONE]","","\u00e9",1]"#) { root in
      #expect(root[0]?.equals("[DONE]") == true)
      #expect(root[0]?.equals("[DONE") == false)
      #expect(root[1]?.equals("") == true)
      #expect(root[2]?.equals("\u{e9}") == true)
      #expect(root[2]?.equals("e\u{301}") == false)
      #expect(root[3]?.equals("1") == false)
    }
  }

  @Test func `a part of a document becomes a tree with pointers of its own`() throws {
    try view(Self.document) { root in
      let choice = try root["choices"]?[1]?.value()
      #expect(choice == .object(["index": .integer(1), "delta": .null]))
    }
    #expect(throws: JSONFailure.duplicateKey("k", pointer: "/body/0")) {
      try view(#"[{"k":1,"k":2}]"#) { try $0.value(pointer: "/body") }
    }
  }
}
