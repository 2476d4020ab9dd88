import Wire

/// Measurements as JSON lines, for programs, and as a Markdown table, for people.
enum Report {
  static func jsonLine(_ measurement: Measurement) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("name")
    writer.string(measurement.name)
    writer.key("ns")
    writer.double(rounded(measurement.nanoseconds))
    writer.key("allocations")
    writer.double(rounded(measurement.allocations))
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  static func table(_ measurements: [Measurement]) -> String {
    var lines = ["| work | ns | allocations |", "| --- | --- | --- |"]
    lines += measurements.map { "| \($0.name) | \(rounded($0.nanoseconds)) | \(rounded($0.allocations)) |" }
    return lines.joined(separator: "\n")
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
