import App
import Glibc
import TestKit
import Testing

@Suite struct FileSetTests {
  private let folder = TemporaryFolder()

  @Test func `a pipe is written into and stays one`() throws {
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDWR | O_NONBLOCK)
    defer { close(reader) }
    try FileSet.write(Array("report".utf8), atomicallyTo: path)
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(reader, &bytes, bytes.count)
    #expect(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self) == "report")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test func `a file takes the place of another as a whole`() throws {
    let path = folder.path + "/report.json"
    try FileSet.write(Array("first".utf8), atomicallyTo: path)
    try FileSet.write(Array("second".utf8), atomicallyTo: path)
    #expect(FileSet.size(of: path) == 6)
  }
}
