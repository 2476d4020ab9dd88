import Glibc

/// One thing that reads what strangers send, and what must hold for it whatever they send.
struct FuzzTarget: Sendable {
  let name: String
  /// Judges one input. - Returns: what does not hold; `nil` when all does.
  let complaint: @Sendable ([UInt8]) -> String?

  static let all = [
    FuzzTarget(name: "http", complaint: HTTPFuzz.complaint), FuzzTarget(name: "sse", complaint: SSEFuzz.complaint),
    FuzzTarget(name: "websocket", complaint: WebSocketFuzz.complaint), FuzzTarget(name: "openai", complaint: ProviderFuzz.openAI),
    FuzzTarget(name: "anthropic", complaint: ProviderFuzz.anthropic), FuzzTarget(name: "responses", complaint: ProviderFuzz.responses),
    FuzzTarget(name: "json", complaint: JSONFuzz.complaint),
    FuzzTarget(name: "fence", complaint: FenceFuzz.complaint), FuzzTarget(name: "names", complaint: NamesFuzz.complaint),
    FuzzTarget(name: "multipart", complaint: MultipartFuzz.complaint), FuzzTarget(name: "credentials", complaint: CredentialsFuzz.complaint),
    FuzzTarget(name: "workbook-part", complaint: WorkbookFuzz.part), FuzzTarget(name: "workbook-file", complaint: WorkbookFuzz.file),
    FuzzTarget(name: "mapping-expression", complaint: MappingExpressionFuzz.complaint),
    FuzzTarget(name: "mapping-plan", complaint: MappingPlanFuzz.complaint),
  ]

  /// Gives the process to libFuzzer. Returns when its runs are over; a complaint ends the process as a crash does, so that the input is kept.
  func run() -> CInt {
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe CommandLine.arguments.map { unsafe strdup($0) }
    var count = unsafe CInt(arguments.count)
    unsafe arguments.append(nil)
    return unsafe arguments.withUnsafeMutableBufferPointer { buffer in
      var base = buffer.baseAddress
      return unsafe LLVMFuzzerRunDriver(&count, &base) { bytes, count in
        let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
        guard let complaint = Chosen.target?.complaint(input) else { return 0 }
        print("complaint: \(complaint)")
        fflush(nil)
        abort()
      }
    }
  }
}

/// The target that `FUZZ_TARGET` names: libFuzzer's callback can take nothing along, and what it starts again gets no argument that it does not know.
enum Chosen {
  static let target: FuzzTarget? = {
    guard let text = unsafe getenv("FUZZ_TARGET") else { return nil }
    let name = unsafe String(cString: text)
    return FuzzTarget.all.first { $0.name == name }
  }()
}

/// libFuzzer's own main, for programs that have one: `FuzzerDriver.cpp` of compiler-rt.
@_silgen_name("LLVMFuzzerRunDriver")
private func LLVMFuzzerRunDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
