extension DataType {
  /// The type that all of these become in one column: the widest number, the longer text, a timestamp of a date and a timestamp. Of unknown ones nothing is said.
  /// - Returns: `nil` where there is none.
  package static func common(_ types: [DataType]) -> DataType? {
    var result = DataType.unknown
    for type in types where type != .unknown {
      guard let next = common(result, type) else { return nil }
      result = next
    }
    return result
  }

  private static func common(_ first: DataType, _ second: DataType) -> DataType? {
    if first == .unknown || first == second { return second }
    switch (first, second) {
    case (.text(let length?), .text(let other?)): return .text(length: max(length, other))
    case (.text, .text): return .text(length: nil)
    case (.integer(let bits), .integer(let other)): return .integer(bits: max(bits, other))
    case (.double, _) where second.isNumber, (_, .double) where first.isNumber: return .double
    case (.date, .timestamp): return second
    case (.timestamp, .date): return first
    case (.timestamp, .timestamp): return .timestamp(withTimeZone: true)
    default:
      guard first.isNumber, second.isNumber else { return nil }
      guard let (whole, scale) = first.places, let (otherWhole, otherScale) = second.places else { return .decimal(precision: nil, scale: nil) }
      return decimal(whole: max(whole, otherWhole), scale: max(scale, otherScale))
    }
  }

  /// Digits before and behind the point; `nil` of doubles and of decimals without bounds.
  private var places: (whole: Int, scale: Int)? {
    switch self {
    case .integer(let bits): (bits <= 16 ? 5 : bits <= 32 ? 10 : 19, 0)
    case .decimal(let precision?, let scale): (precision - (scale ?? 0), scale ?? 0)
    default: nil
    }
  }

  /// No engine has more than 38 digits in common with the others; places behind the point give way.
  private static func decimal(whole: Int, scale: Int) -> DataType {
    let kept = whole + scale <= 38 ? scale : max(min(scale, 6), 38 - whole)
    return .decimal(precision: min(38, max(1, whole + kept)), scale: min(38, kept))
  }

  static func sum(_ first: DataType, _ second: DataType) -> DataType {
    if isOpenNumber(first, second) { return .unknown }
    guard let common = common([first, second]), common.isNumber else { return first == .unknown ? second : first }
    guard case .decimal(let precision?, let scale) = common else { return common }
    return decimal(whole: precision - (scale ?? 0) + 1, scale: scale ?? 0)
  }

  /// Whether a number of no known kind stands beside another: what both make may have any number of places.
  private static func isOpenNumber(_ first: DataType, _ second: DataType) -> Bool {
    first == .unknown && second.isNumber && second != .double || second == .unknown && first.isNumber && first != .double
  }

  static func product(_ first: DataType, _ second: DataType) -> DataType {
    if first == .unknown && second == .unknown || isOpenNumber(first, second) { return .unknown }
    guard let common = common([first, second]), case .decimal(.some, _) = common, let (whole, scale) = first.places,
      let (otherWhole, otherScale) = second.places
    else { return common([first, second]) ?? .double }
    return decimal(whole: whole + otherWhole, scale: scale + otherScale)
  }
}
