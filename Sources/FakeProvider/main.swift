import Glibc
import TestKit

// Runs the fake provider by itself, for tests in other languages: `fake-provider [--port N] [--key KEY]`.
// Prints one line, `listening on http://127.0.0.1:PORT`, and serves until it is killed.

/// At once, past the buffers of the C library: a test waits for the line.
func say(_ text: String, on descriptor: CInt) {
  let bytes = Array(text.utf8)
  _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
}

func fail(_ message: String) -> Never {
  say("fake-provider: \(message)\n", on: STDERR_FILENO)
  exit(2)
}

var port: UInt16 = 0
var key: String?
var arguments = CommandLine.arguments.dropFirst()
while let flag = arguments.popFirst() {
  guard let value = arguments.popFirst() else { fail("expected a value behind \(flag)") }
  switch flag {
  case "--port":
    guard let number = UInt16(value) else { fail("expected a port from 0 to 65535, found \(value)") }
    port = number
  case "--key": key = value
  default: fail("unknown option \(flag); usage: fake-provider [--port N] [--key KEY]")
  }
}

do {
  let server = try FakeProviderServer(port: port, requiredKey: key)
  say("listening on http://127.0.0.1:\(server.port)\n", on: STDOUT_FILENO)
  while true { pause() }
} catch {
  fail("\(error)")
}
