import Bus
import BusNATS
import Observe
import Primitives
import Synchronization
import TestKit
import Testing

// One after the other: each has servers of its own, and some count what comes within a second.
@Suite(.serialized, .timeLimit(.minutes(3))) struct TLSTests {
  private let certificates: TestCertificates

  init() throws {
    certificates = try TestCertificates()
    try certificates.sign("server", for: "IP:127.0.0.1")
  }

  private func server(_ certificate: String = "server", asksForCertificates: Bool = false) throws -> NATSServer {
    let words = ["--tls", "--tlscert", certificates.file(of: certificate), "--tlskey", certificates.key(of: certificate)]
    return try NATSServer(options: words + (asksForCertificates ? ["--tlsverify", "--tlscacert", certificates.authority] : []))
  }

  private func address(_ server: NATSServer) -> String { "tls://127.0.0.1:\(server.port)" }

  @Test(arguments: BusContract.all)
  func `the bus over TLS keeps the contract`(contract: BusContract) async throws {
    let server = try server()
    let (bus, other) = try (0..<2).map { _ in try NATSBus.make(address(server)) { $0.authorities = certificates.authority } }.pair
    for bus in [bus, other] { try #require(await bus.waitUntilReady(milliseconds: 10_000)) }
    try await contract.check(bus, other: other, patienceMilliseconds: 2000)
    await bus.close()
    await other.close()
  }

  @Test func `a server that nobody vouches for is refused, and the log says what to do`() async throws {
    let server = try server()
    let said = try await refusal(address(server))
    #expect(said.contains("certificate") && said.contains("broker.ca"), "\(said)")
  }

  @Test func `a server whose certificate is for another place is refused`() async throws {
    try certificates.sign("elsewhere", for: "DNS:elsewhere.example")
    let server = try server("elsewhere")
    let said = try await refusal(address(server)) { $0.authorities = certificates.authority }
    #expect(said.contains("mismatch") && said.contains("the name in it"), "\(said)")
  }

  @Test func `a server that asks who connects is shown a certificate, and takes nobody without`() async throws {
    try certificates.sign("pod", for: "DNS:pod-1")
    let server = try server(asksForCertificates: true)
    let said = try await refusal(address(server)) { $0.authorities = certificates.authority }
    #expect(said.contains("broker.certificate"), "\(said)")
    let bus = try NATSBus.make(address(server)) {
      $0.authorities = certificates.authority
      ($0.certificate, $0.key) = (certificates.file(of: "pod"), certificates.key(of: "pod"))
    }
    #expect(await bus.waitUntilReady(milliseconds: 10_000))
    await bus.close()
  }

  @Test func `a server without TLS is not spoken to where TLS is wanted`() async throws {
    let plain = try NATSServer()
    let said = try await refusal(address(plain)) { $0.authorities = certificates.authority }
    #expect(said.contains("speak TLS"), "\(said)")
    plain.stop()
  }

  @Test(arguments: ["no-such-file.pem", "/etc/hostname"]) func `certificates that cannot be read are named`(file: String) async throws {
    let server = try server()
    let said = try await refusal(address(server)) { $0.authorities = file }
    #expect(said.contains("broker.ca") && said.contains(file), "\(said)")
  }

  @Test func `a connection that is lost is secured again`() async throws {
    let server = try server()
    let bus = try NATSBus.make(address(server)) { $0.authorities = certificates.authority }
    try #require(await bus.waitUntilReady(milliseconds: 10_000))
    server.stop()
    for _ in 0..<500 where bus.isConnected { try await Task.sleep(for: .milliseconds(20)) }
    bus.publish(work: WorkItem(run: "meanwhile"))
    try server.start()
    let worker = WorkEar()
    bus.subscribe(worker: worker)
    try await worker.wait { $0.map(\.run) == ["meanwhile"] }
    await bus.close()
  }

  @Test func `a token is shown, also over TLS`() async throws {
    let server = try NATSServer(
      options: ["--auth", "s3cr:t", "--tls", "--tlscert", certificates.file(of: "server"), "--tlskey", certificates.key(of: "server")])
    let said = try await refusal(address(server)) { $0.authorities = certificates.authority }
    #expect(!said.contains("s3cr"), "\(said)")
    let bus = try NATSBus.make("tls://s3cr%3At@127.0.0.1:\(server.port)") { $0.authorities = certificates.authority }
    #expect(await bus.waitUntilReady(milliseconds: 10_000))
    await bus.close()
  }

  /// What the log has of a bus that must not become ready.
  private func refusal(_ url: String, _ change: (inout NATSBusOptions) -> Void = { _ in }) async throws -> String {
    let sink = KeptLog()
    let pipeline = LogPipeline(format: .text, level: .info, pod: "pod", sink: sink, time: SystemTime())
    var options = NATSBusOptions()
    change(&options)
    let bus = try NATSBus.connect(url: url, options: options, log: Log(pipeline, component: .bus), metrics: BusMetrics(registry: MetricsRegistry()))
    #expect(await !bus.waitUntilReady(milliseconds: 2500))
    await bus.close()
    pipeline.flush()
    return sink.text
  }
}

private final class KeptLog: LogSink {
  private let written = Mutex<[UInt8]>([])

  var text: String { written.withLock { String(decoding: $0, as: UTF8.self) } }

  func write(_ lines: [UInt8]) -> Bool {
    written.withLock { $0 += lines }
    return true
  }
}

extension Array {
  fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}
