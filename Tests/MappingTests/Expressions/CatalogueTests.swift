import Mapping
import Testing

@Suite struct CatalogueTests {
  @Test func `every function is found by its own name`() {
    for function in ScalarFunction.allCases { #expect(ScalarFunction(rawValue: function.rawValue) == function) }
    #expect(ScalarFunction(rawValue: "SUBSTRING") == .substring)
    #expect(ScalarFunction(rawValue: "substring") == nil)
  }

  @Test func `no name stands in two parts of the catalogue`() {
    let names = ScalarFunction.allCases.map(\.rawValue) + AggregateFunction.allCases.map(\.rawValue) + WindowFunction.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
  }
}
