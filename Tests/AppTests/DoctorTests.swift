import Glibc
import Primitives
import Testing

@testable import App

@Suite struct DoctorTests {
  private func finding(
    _ name: String, _ machine: KnownMachine = KnownMachine(), hasKeys: Bool = false, change: (inout LoadedConfiguration) -> Void = { _ in }
  ) throws -> DoctorFinding {
    var loaded = LoadedConfiguration()
    change(&loaded)
    let check = try #require(Doctor.checks(hasKeys: hasKeys).first { $0.name == name })
    return check.run(loaded, machine)
  }

  @Test(arguments: [
    (FolderState.writable, DoctorFinding.Outcome.ok), (.canBeMade, .ok), (.notAFolder, .failed), (.refused(reason: "Permission denied"), .failed),
  ])
  func `the data folder must be writable`(_ state: FolderState, _ outcome: DoctorFinding.Outcome) throws {
    #expect(try finding("data folder", KnownMachine(folderState: state)).outcome == outcome)
  }

  @Test(arguments: [(nil, .warning), (1 << 20, .failed), (100 << 20, .warning), (2 << 30, .ok)] as [(UInt64?, DoctorFinding.Outcome)])
  func `the disk must have room`(_ free: UInt64?, _ outcome: DoctorFinding.Outcome) throws {
    #expect(try finding("disk", KnownMachine(freeBytes: free)).outcome == outcome)
  }

  @Test func `the limit of open files must allow the connections`() throws {
    let low = KnownMachine(limit: OpenFileLimit(soft: 1024, hard: 4096))
    #expect(try finding("open files", low).outcome == .warning)
    #expect(try finding("open files", low) { $0.values.limits.connections = 1000 }.outcome == .ok)
    #expect(try finding("open files", KnownMachine(limit: nil)).outcome == .warning)
  }

  @Test func `the address must be free, possible and not exposed`() throws {
    #expect(try finding("address").outcome == .ok)
    #expect(try finding("address", KnownMachine(address: .taken)).outcome == .warning)
    #expect(try finding("address", KnownMachine(address: .refused(reason: "Permission denied"))).outcome == .failed)
    #expect(try finding("address") { $0.values.listen.host = "0.0.0.0" }.outcome == .failed)
    #expect(try finding("address", hasKeys: true) { $0.values.listen.host = "0.0.0.0" }.outcome == .ok)
  }

  @Test func `a clock that stands in the past is found`() throws {
    #expect(try finding("clock").outcome == .ok)
    #expect(try finding("clock", KnownMachine(time: Timestamp(milliseconds: 0))).outcome == .failed)
  }

  @Test func `a key sent unencrypted is found`() throws {
    func provider(_ url: String) throws -> DoctorFinding {
      try finding("providers") { $0.values.providers = [ProviderConfiguration(name: "p", kind: .openai, baseURL: url, apiKey: Secret("k"))] }
    }
    #expect(try provider("http://gpu.example/v1").outcome == .warning)
    for url in ["https://gpu.example/v1", "http://127.0.0.1:8000/v1", "http://localhost/v1", "http://[::1]:8000/v1", "http://[::1]/v1"] {
      #expect(try provider(url).outcome == .ok, "\(url)")
    }
    #expect(try finding("providers").outcome == .warning)
  }

  @Test func `the machine is asked as it is`() throws {
    let probe = SystemProbe()
    #expect(probe.folder("/proc/self/status") == .notAFolder)
    #expect(probe.folder("/tmp") == .writable)
    #expect(probe.folder("/tmp/throughline-none/at/all") == .canBeMade)
    #expect(probe.folder("/proc/self/status/x") != .writable)
    #expect(try #require(probe.freeDiskBytes("/tmp/throughline-none")) > 0)
    #expect(try #require(probe.openFileLimit()).soft > 0)
    #expect(probe.listen(on: ListenAddress(host: "127.0.0.1", port: 0)) == .free)
    #expect(probe.listen(on: ListenAddress(host: "::1", port: 0)) != .taken)
    if case .refused = probe.listen(on: ListenAddress(host: "192.0.2.1", port: 0)) {} else { Issue.record("a foreign address was taken") }
  }

  @Test func `a port where somebody listens is taken`() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> UInt16? in
        guard bind(descriptor, generic, length) == 0, listen(descriptor, 1) == 0, getsockname(descriptor, generic, &length) == 0 else { return nil }
        return UInt16(bigEndian: pointer.pointee.sin_port)
      }
    }
    #expect(SystemProbe().listen(on: ListenAddress(host: "127.0.0.1", port: try #require(port))) == .taken)
  }

  @Test func `the process knows its own figures`() throws {
    let figures = ProcessStatistics(start: Timestamp(milliseconds: 1_795_208_736_123))
    #expect(figures.startNanoseconds == 1_795_208_736_123_000_000)
    #expect(try #require(figures.residentBytes) > 1 << 20)
    #expect(try #require(figures.openFiles) >= 3)
    #expect(try #require(figures.maxOpenFiles) >= figures.openFiles ?? 0)
    #expect(figures.cpuNanoseconds != nil)
  }

  @Test func `the limit of open files is raised as far as allowed and never lowered`() throws {
    let before = try #require(SystemProbe().openFileLimit())
    #expect(OpenFiles.raiseLimit(to: 1) == before)
    #expect(OpenFiles.raiseLimit(to: .max)?.soft == before.hard)
  }

  @Test func `the machine has a name`() {
    #expect(!HostName.current().isEmpty)
    #expect(Configuration().podName(hostName: HostName.current(), processID: 1).hasSuffix("-1"))
  }
}
