import Primitives
import Testing

@testable import App

@Suite struct SettingCodecTests {
  @Test(
    arguments: [
      ("0", 0), ("1024", 1024), ("1B", 1), ("64KiB", 65_536), ("1MiB", 1_048_576), ("2GiB", 2_147_483_648), ("KiB", nil), ("-1KiB", nil), ("+1", nil),
      ("1.5MiB", nil), ("1 KiB", nil), ("1MB", nil), ("1kib", nil), ("", nil), ("9999999999GiB", nil), ("99999999999999999999", nil), ("١KiB", nil),
    ] as [(String, Int?)])
  func `sizes are read with their unit`(_ text: String, _ bytes: Int?) {
    #expect(ByteSize.read(text) == bytes)
  }

  @Test(
    arguments: [
      ("0s", 0), ("200ms", 200), ("10s", 10_000), ("5m", 300_000), ("24h", 86_400_000), ("30d", 2_592_000_000), ("10", nil), ("s", nil), ("-1s", nil),
      ("1.5s", nil), ("1 s", nil), ("1S", nil), ("", nil), ("99999999999999999d", nil),
    ] as [(String, Int?)])
  func `durations are read with their unit and not without`(_ text: String, _ milliseconds: Int?) {
    #expect(DurationText.read(text) == milliseconds.map { .milliseconds($0) })
  }

  @Test(arguments: ["0s", "1ms", "1500ms", "10s", "60s", "90s", "2m", "1h", "24h", "2d", "30d"])
  func `durations are shown as they are read`(_ text: String) {
    #expect(DurationText.read(text).map(DurationText.text) == text)
  }

  @Test(arguments: ["1B", "1023B", "1KiB", "1025B", "64KiB", "1MiB", "3GiB"])
  func `sizes are shown as they are read`(_ text: String) {
    #expect(ByteSize.read(text).map(ByteSize.text) == text)
  }

  @Test(
    arguments: [
      ("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:0", "::1", 0), ("localhost:65535", "localhost", 65_535), ("a-b.example:1", "a-b.example", 1),
    ] as [(String, String, UInt16)])
  func `addresses are read and shown`(_ text: String, _ host: String, _ port: UInt16) {
    #expect(ListenAddress(text) == ListenAddress(host: host, port: port))
    #expect(ListenAddress(text)?.description == text)
  }

  @Test(arguments: [
    "", ":8080", "8080", "host", "host:", "host:65536", "host:-1", "::1:80", "[]:80", "[host]:80", "ho st:80", "http://h:80", "h:80/", "h:+80",
  ])
  func `what is no address is refused`(_ text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test func `lists are separated by commas outside the file`() {
    let codec = SettingCodec<[String]>.list(expected: "") { _ in true }
    #expect(codec.fromText("a, b,c") == ["a", "b", "c"])
    #expect(codec.fromText("a,,c") == nil)
    #expect(codec.fromText("") == [])
    #expect(codec.fromJSON(.array([.string("a"), .integer(1)])) == nil)
  }

  @Test func `integers in the file are numbers without a fraction`() {
    let codec = SettingCodec<Int>.integer(1...10)
    #expect(codec.fromJSON(.integer(10)) == 10)
    #expect(codec.fromJSON(.double(3)) == 3)
    #expect(codec.fromJSON(.double(3.5)) == nil)
    #expect(codec.fromJSON(.string("3")) == nil)
    #expect(codec.fromText("11") == nil)
  }

  @Test(arguments: ["https://a.example", "http://localhost:3000", "http://[::1]:3000"])
  func `origins have a scheme, a host and maybe a port`(_ text: String) { #expect(AddressForm.isOrigin(text)) }

  @Test(arguments: ["*", "null", "a.example", "https://", "https://a.example/", "https://a.example/x", "ftp://a", "https://u@a"])
  func `what is no origin is refused`(_ text: String) { #expect(!AddressForm.isOrigin(text)) }
}
