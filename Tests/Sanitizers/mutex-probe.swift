// Two threads count under a Mutex: no race, and yet the thread sanitizer reports one without mutex.c. With the argument `race` they also
// count without it: that is one, and must be reported with mutex.c too. docs/reliability.md says how to run it.
import Glibc
import Synchronization

final class Counter: @unchecked Sendable {
  let guarded = Mutex(0)
  var bare = 0
}
let counter = Counter()
let races = CommandLine.arguments.contains("race")

func count(_: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  for _ in 0..<300_000 {
    counter.guarded.withLock { $0 += 1 }
    if races { counter.bare += 1 }
  }
  return nil
}

var threads = (pthread_t(), pthread_t())
pthread_create(&threads.0, nil, count, nil)
pthread_create(&threads.1, nil, count, nil)
pthread_join(threads.0, nil)
pthread_join(threads.1, nil)
print(counter.guarded.withLock { $0 })
