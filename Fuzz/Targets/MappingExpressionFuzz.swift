import Mapping

/// Cells of mapping workbooks: whatever stands in one is read or refused with a place in it; what is read is printed as text that reads as the same, and
/// what is resolved resolves to itself.
enum MappingExpressionFuzz {
  static func complaint(_ input: [UInt8]) -> String? {
    let text = String(decoding: input, as: UTF8.self)
    _ = RuleReader.read(text, sourceColumns: ["a", "first name"])
    _ = RuleReader.read(text, sourceColumns: [])
    if let type = DataType(reading: text), DataType(reading: type.name) != type { return "the type \(type.name) of \(text.debugDescription)" }
    if let pattern = DatePattern(reading: text), pattern.description.isEmpty { return "an empty pattern of \(text.debugDescription)" }
    do throws(ExpressionFailure) {
      let expression = try ExpressionParser.parse(text)
      return printed(expression) ?? resolved(expression)
    } catch {
      return (0...max(text.utf8.count, 1)).contains(error.offset) && !error.found.isEmpty && !error.expected.isEmpty
        ? nil : "a failure at \(error.offset)"
    }
  }

  private static func printed(_ expression: Expression) -> String? {
    do throws(ExpressionFailure) {
      let again = try ExpressionParser.parse(expression.description)
      return again == expression ? nil : "\(expression) is read again as \(again)"
    } catch {
      return "\(expression) is not read again: \(error)"
    }
  }

  private static let scope = TableScope([
    .init(
      table: TableName(parts: ["t"]), alias: "t",
      columns: [.init(name: "a", type: .text(length: 9)), .init(name: "b", type: .integer(bits: 32)), .init(name: "d", type: .date)]),
    .init(table: TableName(parts: ["u"]), alias: "u"),
  ])

  private static func resolved(_ expression: Expression) -> String? {
    let resolver = ExpressionResolver(scope)
    guard let first = try? resolver.resolve(expression) else { return nil }
    do throws(ResolutionFailure) {
      let again = try resolver.resolve(first.expression)
      return again.expression == first.expression ? nil : "\(first.expression) resolves again to \(again.expression)"
    } catch {
      return "\(first.expression) does not resolve again: \(error.found)"
    }
  }
}
