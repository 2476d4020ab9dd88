// What single steps of the hot path cost, in one thread and without a socket. `scripts/release bench && .build/release/bench`
// prints a JSON line for each and then a table.

let measurements = ParsingMeasurements.all() + RunMeasurements.all() + StreamMeasurements.all()
for measurement in measurements { print(Report.jsonLine(measurement)) }
print()
print(Report.table(measurements))
