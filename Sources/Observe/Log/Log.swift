import Primitives

/// What code logs through: a small value with the component that speaks and the fields that all its records share.
///
/// A record below the level costs one comparison: its fields are not even made.
///
///     log.info("message accepted", [.id: "\(id)", .frontendID: .optional(echo)])
package struct Log: Sendable {
  private let pipeline: LogPipeline?
  /// Raw value of the lowest level written.
  private let threshold: UInt8
  private let component: LogComponent
  private let bound: LogFields

  package init(_ pipeline: LogPipeline, component: LogComponent) {
    self.init(pipeline: pipeline, threshold: pipeline.level.rawValue, component: component, bound: LogFields())
  }

  private init(pipeline: LogPipeline?, threshold: UInt8, component: LogComponent, bound: LogFields) {
    self.pipeline = pipeline
    self.threshold = threshold
    self.component = component
    self.bound = bound
  }

  /// A log that writes nothing.
  package static let silent = Log(pipeline: nil, threshold: .max, component: .app, bound: LogFields())

  /// The same log speaking for another component.
  package func component(_ component: LogComponent) -> Log {
    Log(pipeline: pipeline, threshold: threshold, component: component, bound: bound)
  }

  /// The same log whose records all carry these fields too, for example the request's ID.
  package func with(_ fields: LogFields) -> Log {
    Log(pipeline: pipeline, threshold: threshold, component: component, bound: bound.merging(fields))
  }

  package func isEnabled(_ level: LogLevel) -> Bool { level.rawValue >= threshold }

  package func trace(_ message: StaticString, _ fields: @autoclosure () -> LogFields = [:]) { write(.trace, message, fields) }
  package func debug(_ message: StaticString, _ fields: @autoclosure () -> LogFields = [:]) { write(.debug, message, fields) }
  package func info(_ message: StaticString, _ fields: @autoclosure () -> LogFields = [:]) { write(.info, message, fields) }
  package func warning(_ message: StaticString, _ fields: @autoclosure () -> LogFields = [:]) { write(.warning, message, fields) }
  package func error(_ message: StaticString, _ fields: @autoclosure () -> LogFields = [:]) { write(.error, message, fields) }

  /// Writes a record that has a time of its own, at whatever level the caller computed.
  package func write(_ level: LogLevel, _ message: StaticString, _ fields: @autoclosure () -> LogFields, at time: Timestamp) {
    guard level.rawValue >= threshold, let pipeline else { return }
    pipeline.accept(LogRecord(time: time, level: level, component: component, message: message, bound: bound, fields: fields()))
  }

  private func write(_ level: LogLevel, _ message: StaticString, _ fields: () -> LogFields) {
    guard level.rawValue >= threshold, let pipeline else { return }
    write(level, message, fields(), at: pipeline.now())
  }
}
