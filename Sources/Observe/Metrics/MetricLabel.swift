/// A label whose values are a closed set: each combination is a time series of its own, so nothing from outside may become one.
package protocol MetricLabel: CaseIterable, RawRepresentable, Sendable where RawValue == Int {
  /// The label's name in the exposition.
  static var labelName: String { get }
  /// This value's text in the exposition.
  var labelValue: String { get }
}

extension MetricLabel {
  package var labelValue: String { "\(self)" }
}

/// One handle for each value of a label, found by the value's number.
package struct Labeled<Label: MetricLabel, Handle: Sendable>: Sendable {
  private let handles: [Handle]

  /// - Precondition: the label's raw values count 0, 1, 2 … in the order of its cases.
  package init(_ label: Label.Type = Label.self, _ make: (Label) -> Handle) {
    var handles: [Handle] = []
    for value in Label.allCases {
      precondition(value.rawValue == handles.count, "\(Label.self) must number its cases from 0")
      handles.append(make(value))
    }
    self.handles = handles
  }

  package subscript(label: Label) -> Handle { handles[label.rawValue] }
}
