import App
import Primitives
import Synchronization

/// A loader with a made-up environment and one file in memory.
func load(
  file: String? = nil, environment: [String: String] = [:], flags: [String: String] = [:]
) throws(ConfigurationError) -> LoadedConfiguration {
  var given = SettingFlags()
  given.values = flags
  given.file = file.map { _ in "test.json" }
  let read: (String) throws(TextFileError) -> [UInt8] = { path throws(TextFileError) in
    guard path == "test.json", let file else { throw TextFileError(description: "No such file or directory") }
    return Array(file.utf8)
  }
  return try ConfigurationLoader(environment: environment, readFile: read).load(given)
}

/// The line with which a configuration is refused; `nil` when it is taken.
func refusal(file: String? = nil, environment: [String: String] = [:], flags: [String: String] = [:]) -> String? {
  do {
    _ = try load(file: file, environment: environment, flags: flags)
    return nil
  } catch {
    return error.description
  }
}

/// Keeps what a command says.
final class MemoryConsole: Console {
  private let written = Mutex("")
  private let complained = Mutex<[String]>([])

  var output: String { written.withLock { $0 } }
  var complaints: [String] { complained.withLock { $0 } }

  func write(_ text: String) { written.withLock { $0 += text } }
  func complain(_ line: String) { complained.withLock { $0.append(line) } }
}

/// A machine that is as the test says.
struct KnownMachine: MachineProbe {
  var folderState = FolderState.writable
  var freeBytes: UInt64? = 10 << 30
  var limit: OpenFileLimit? = OpenFileLimit(soft: 1024, hard: 1 << 20)
  var address = AddressState.free
  var time = Timestamp(milliseconds: 1_795_208_736_123)

  func folder(_ path: String) -> FolderState { folderState }
  func freeDiskBytes(_ path: String) -> UInt64? { freeBytes }
  func openFileLimit() -> OpenFileLimit? { limit }
  func listen(on address: ListenAddress) -> AddressState { self.address }
  func now() -> Timestamp { time }
}

/// A file of the repository.
func repositoryFile(_ path: String, from source: String = #filePath) throws -> String {
  let root = source.split(separator: "/").dropLast(3).joined(separator: "/")
  return String(decoding: try TextFile.read("/\(root)/\(path)"), as: UTF8.self)
}
