import Glibc

// FUZZ_TARGET=NAME fuzzers [options and corpora of libFuzzer]; without a name: the names. `./fuzz` calls it.
guard let target = Chosen.target else {
  print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
  exit(0)
}
exit(target.run())
