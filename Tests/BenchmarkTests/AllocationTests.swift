import Glibc
import Testing

/// What an event allocates on its way from the provider to its readers, counted by the benchmark in a process of its own.
@Suite struct AllocationTests {
  /// Allocations an event, by piece of work; `nil` where a sanitizer stands in the allocator's place.
  private let counted: [String: Double]?

  init() throws {
    let output = try Self.output(of: try #require(Self.folderOfPrograms()) + "/bench allocations")
    counted = output.contains("not counted") ? nil : Self.table(output, column: 1)
  }

  @Test func `an event allocates no more than the file of thresholds allows`() throws {
    guard let counted else { return }
    let allowed = Self.table(try Self.output(of: "cat '\(Self.thresholds)'"), column: Self.isOptimized ? 2 : 1)
    #expect(Set(counted.keys) == Set(allowed.keys))
    for (work, number) in counted {
      #expect(number <= allowed[work] ?? 0, "\(work): expected at most the allocations that Benchmarks/allocations.tsv allows, found \(number)")
    }
  }

  @Test func `nothing is allocated for a reader`() throws {
    guard let counted else { return }
    let one = try #require(counted["provider's chunk to 1 reader"])
    let thousand = try #require(counted["provider's chunk to 1000 readers"])
    let ofEach = (thousand - one) / 999
    #expect(ofEach < Self.ofUnoptimizedCode + 0.001, "a reader more made \(ofEach) more allocations an event")
  }

  /// The compiler keeps frames of accessors on the heap when it does not optimize: so many for a reader's pull, and none as the program is shipped.
  private static var ofUnoptimizedCode: Double { isOptimized ? 0 : 2 }

  private static var isOptimized: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  private static var thresholds: String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/Benchmarks/allocations.tsv"
  }

  /// Where the build puts the tests, it puts the benchmark.
  private static func folderOfPrograms() -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    guard length > 0 else { return nil }
    return "/"
      + String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: "/").dropLast().joined(separator: "/")
  }

  private static func output(of command: String) throws -> String {
    let pipe = try #require(popen("timeout 120 \(command)", "r"))
    defer { pclose(pipe) }
    var text: [UInt8] = []
    while case let byte = fgetc(pipe), byte != EOF { text.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Lines of tab-separated columns, the first of which names the work; other lines are left out.
  private static func table(_ text: String, column: Int) -> [String: Double] {
    var table: [String: Double] = [:]
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: "\t")
      if cells.count > column, let number = Double(String(cells[column])) { table[String(cells[0])] = number }
    }
    return table
  }
}
