import Bus
import BusNATS
import CPlatform
import Domain
import Glibc
import Observe
import Primitives
import Synchronization

// bus-bench nats://127.0.0.1:4222   What the bus on NATS costs: two connections of one process, so that its CPU is that of both ends.

/// Counts what arrives and how long it took: the first eight digits of a line after `{"at":` are a time in nanoseconds.
final class Ear: PodReceiver {
  private let state = Mutex<(count: Int, delays: [UInt64])>((0, []))
  private let time = SystemTime()

  func received(lines: [UInt8]) {
    let now = time.monotonic().nanoseconds
    var sent: UInt64 = 0
    for byte in lines.dropFirst(6).prefix(while: { (0x30...0x39).contains($0) }) { sent = sent &* 10 &+ UInt64(byte - 0x30) }
    state.withLock {
      $0.count += 1
      if sent > 0, now > sent { $0.delays.append(now - sent) }
    }
  }

  func mayHaveMissed() {}

  var count: Int { state.withLock { $0.count } }
  func takeDelays() -> [UInt64] {
    state.withLock { state in
      defer { state.delays = [] }
      return state.delays.sorted()
    }
  }
}

let time = SystemTime()
guard CommandLine.arguments.count == 2 else {
  print("usage: bus-bench nats://HOST:PORT")
  exit(2)
}

func connect(_ registry: MetricsRegistry) async -> NATSBus {
  let bus = try? NATSBus.connect(url: CommandLine.arguments[1], log: .silent, metrics: BusMetrics(registry: registry))
  if let bus, await bus.waitUntilReady(milliseconds: 5000) { return bus }
  print("no broker with JetStream at \(CommandLine.arguments[1])")
  exit(1)
}

func line(_ sequence: Int) -> [UInt8] {
  let stamp = time.monotonic().nanoseconds
  return Array(
    "{\"at\":\(stamp),\"v\":1,\"type\":\"text.delta\",\"stream\":\"39746c1f-00c2-4933-b285-7f95a26f7d5e_000003_AM\",\"epoch\":1,\"seq\":\(sequence),\"delta\":\" word\"}\n"
      .utf8)
}

func microseconds(_ nanoseconds: UInt64) -> String { "\(Double(nanoseconds / 100) / 10) us" }

/// Waits until a count is reached, 30 seconds at most.
func wait(for count: Int, _ current: () -> Int) async throws {
  for _ in 0..<30_000 where current() < count { try await Task.sleep(for: .milliseconds(1)) }
}

let sender = await connect(MetricsRegistry())
let receiver = await connect(MetricsRegistry())
let ear = Ear()
receiver.subscribe(pod: "bench", ear)
while ear.count == 0 {
  sender.publish(lines: line(0), to: .pods(["bench"]))
  try await Task.sleep(for: .milliseconds(10))
}
_ = ear.takeDelays()

for rate in [100, 1000, 10_000] {
  let start = (count: ear.count, cpu: cplatform_cpu_nanoseconds(), at: time.monotonic().nanoseconds)
  let total = rate * 3
  for sequence in 0..<total {
    let due = start.at + UInt64(sequence) * 1_000_000_000 / UInt64(rate)
    let now = time.monotonic().nanoseconds
    if due > now { usleep(UInt32((due - now) / 1000)) }
    sender.publish(lines: line(sequence), to: .pods(["bench"]))
  }
  try await wait(for: start.count + total) { ear.count }
  let delays = ear.takeDelays()
  let cpu = cplatform_cpu_nanoseconds() - start.cpu
  print(
    "\(rate)/s to a pod: p50 \(microseconds(delays[delays.count / 2])), p99 \(microseconds(delays[delays.count * 99 / 100])), CPU of both ends \(microseconds(cpu / UInt64(total))) per event"
  )
}

for (name, records) in [("to a pod", false), ("to a pod and recorded", true)] {
  let total = 200_000
  let start = (count: ear.count, cpu: cplatform_cpu_nanoseconds(), at: time.monotonic().nanoseconds)
  for sequence in 0..<total {
    // What is unconfirmed must not outgrow what is kept.
    while records, sequence - (ear.count - start.count) > 5000 { usleep(200) }
    let bytes = line(sequence)
    sender.publish(lines: bytes, to: .pods(["bench"]))
    if records { sender.record(lines: bytes, stream: "bench-\(start.at)", first: Position(epoch: 1, sequence: Int64(sequence + 1))) }
  }
  try await wait(for: start.count + total) { ear.count }
  let seconds = Double(time.monotonic().nanoseconds - start.at) / 1_000_000_000
  let arrived = ear.count - start.count
  let cpu = cplatform_cpu_nanoseconds() - start.cpu
  print(
    "flat out \(name): \(arrived) of \(total), \(Int(Double(arrived) / seconds))/s, CPU of both ends \(microseconds(cpu / UInt64(max(1, arrived)))) per event"
  )
  _ = ear.takeDelays()
}

for count in [10, 100, 1000] {
  let stream = "history-\(count)-\(time.monotonic().nanoseconds)"
  for sequence in 1...count { sender.record(lines: line(sequence), stream: stream, first: Position(epoch: 1, sequence: Int64(sequence))) }
  while (try? await sender.history(of: stream).count) != count { try await Task.sleep(for: .milliseconds(20)) }
  var taken: [UInt64] = []
  for _ in 0..<50 {
    let start = time.monotonic().nanoseconds
    _ = try await receiver.history(of: stream)
    taken.append(time.monotonic().nanoseconds - start)
  }
  taken.sort()
  print("history of \(count) pieces: p50 \(microseconds(taken[25])), p99 \(microseconds(taken[49]))")
}
await sender.close()
await receiver.close()
