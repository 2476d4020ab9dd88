import CBench
import Glibc

// What single steps of the hot path cost, in one thread and without a socket. `scripts/release bench && .build/release/bench`
// prints a JSON line for each and then a table; `bench allocations` prints only what the whole path allocates, `bench accept` fills a store.

switch CommandLine.arguments.dropFirst().first {
case nil:
  let measurements = ParsingMeasurements.all() + RunMeasurements.all() + StreamMeasurements.all() + HotPathMeasurements.all()
  for measurement in measurements { print(Report.jsonLine(measurement)) }
  print()
  print(Report.table(measurements))
case "allocations":
  guard cbench_counts() else {
    print("allocations are not counted: a sanitizer has taken malloc's place")
    exit(3)
  }
  for measurement in HotPathMeasurements.all() { print("\(measurement.name)\t\(measurement.allocations)") }
case "accept" where CommandLine.arguments.count > 4:
  let numbers = CommandLine.arguments.dropFirst(3).compactMap { Int($0) }
  let measurement = try AcceptMeasurement(path: CommandLine.arguments[2], callers: max(1, numbers.first ?? 1))
  await measurement.run(sizes: Array(numbers.dropFirst()))
default:
  print("usage: bench [allocations | accept DATABASE CALLERS MESSAGES...]")
  exit(2)
}
