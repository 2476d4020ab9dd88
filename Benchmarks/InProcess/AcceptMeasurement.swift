import Domain
import Glibc
import Primitives
import Store
import StoreSQLite
import Wire

/// Accept to commit while the store grows: callers that each wait for one durable commit after another, in this process, without HTTP. The
/// answers stay queued, since no worker is there.
struct AcceptMeasurement {
  /// What one stretch of the growth cost.
  private struct Stretch: Sendable {
    var latencies: [UInt32] = []
    var failures = 0
  }

  private let store: SQLiteStore
  private let path: String
  private let callers: Int
  private let time = SystemTime()

  private static let messagesOfAChat: UInt64 = 20
  private static let content = String(repeating: "A question of some length, as people ask it. ", count: 4)

  /// - Parameters:
  ///   - path: of a database that does not exist yet.
  ///   - callers: how many accepts are under way at once.
  /// - Throws: `StoreError`.
  init(path: String, callers: Int) throws {
    self.path = path
    self.callers = callers
    store = try SQLiteStore.open(path: path, time: time)
  }

  /// Fills the store up to each of the sizes and prints a JSON line for the messages between it and the one before.
  /// - Parameter sizes: numbers of messages, ascending.
  func run(sizes: [Int]) async {
    var before = 0
    for size in sizes {
      let wall = time.monotonic()
      let cpu = Self.processMicroseconds()
      let stretch = await fill(from: before, to: size)
      let seconds = Double(time.monotonic().nanoseconds - wall.nanoseconds) / 1e9
      let microseconds = Double(Self.processMicroseconds() - cpu)
      print(line(from: before, to: size, stretch, seconds: seconds, cpuMicroseconds: microseconds))
      // The lines are read while this goes on.
      fflush(nil)
      before = size
    }
    await store.close()
  }

  private func fill(from start: Int, to end: Int) async -> Stretch {
    await withTaskGroup(of: Stretch.self) { group in
      for caller in 0..<callers {
        group.addTask { await call(from: start + caller, to: end) }
      }
      var whole = Stretch()
      for await part in group {
        whole.latencies += part.latencies
        whole.failures += part.failures
      }
      return whole
    }
  }

  private func call(from start: Int, to end: Int) async -> Stretch {
    var stretch = Stretch()
    var random = SystemRandomNumberGenerator()
    for number in stride(from: start, to: end, by: callers) {
      // Any of the chats that there are by then, so that the whole store is touched; one in twenty is new.
      let chats = UInt64(number) / Self.messagesOfAChat + 1
      let message = acceptance(chat: Self.chat(UInt64.random(in: 0..<chats, using: &random)), random: &random)
      let begun = time.monotonic()
      do {
        _ = try await store.accept(message, idempotency: nil)
        stretch.latencies.append(UInt32(clamping: (time.monotonic().nanoseconds - begun.nanoseconds) / 1000))
      } catch {
        stretch.failures += 1
      }
    }
    return stretch
  }

  private func acceptance(chat: ChatID, random: inout SystemRandomNumberGenerator) -> MessageAcceptance {
    let now = time.now()
    return MessageAcceptance(
      chat: .existingOrCreated(chat), chatOrigin: "native", chatTitle: "", content: Self.content, frontendID: nil, attachments: [], session: nil,
      run: ULID(milliseconds: now.microseconds / 1000, using: &random).description, requestedModel: "sample", provider: "openai", model: "sample",
      request: RunRequest(), now: now)
  }

  /// The same UUID for the same number, with no order among them.
  private static func chat(_ number: UInt64) -> ChatID {
    var numbers = Mixed(state: number &+ 1)
    return ChatID(using: &numbers)
  }

  private func line(from start: Int, to end: Int, _ stretch: Stretch, seconds: Double, cpuMicroseconds: Double) -> String {
    let sorted = stretch.latencies.sorted()
    var writer = JSONWriter()
    writer.beginObject()
    for (key, value) in [
      ("from", Double(start)), ("messages", Double(end)), ("accepts_per_s", Double(sorted.count) / seconds),
      ("cpu_us_per_accept", cpuMicroseconds / Double(max(1, sorted.count))), ("p50_us", Self.percentile(50, of: sorted)),
      ("p99_us", Self.percentile(99, of: sorted)), ("errors", Double(stretch.failures)), ("database_bytes", fileBytes()),
    ] {
      writer.key(escaping: key)
      writer.double((value * 100).rounded() / 100)
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func percentile(_ percent: Int, of sorted: [UInt32]) -> Double {
    sorted.isEmpty ? 0 : Double(sorted[min(sorted.count - 1, sorted.count * percent / 100)])
  }

  /// Of the database and its log.
  private func fileBytes() -> Double {
    ["", "-wal"].reduce(0) { sum, suffix in
      var status = stat()
      return unsafe stat(path + suffix, &status) == 0 ? sum + Double(status.st_size) : sum
    }
  }

  private static func processMicroseconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }
}

/// Well-mixed numbers from a counter (SplitMix64; Steele, Lea and Flood 2014).
private struct Mixed: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
