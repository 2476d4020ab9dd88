import Testing
import Wire

@Suite struct MultipartFormTests {
  private func form(_ text: String, boundary: String = "B") throws -> [(name: String, fileName: String?, content: String)] {
    let body = Array(text.utf8)
    return try MultipartForm(body: body, boundary: boundary).parts.map { ($0.name, $0.fileName, String(decoding: body[$0.content], as: UTF8.self)) }
  }

  private func refusal(_ text: String) -> String? {
    do throws(MultipartForm.Failure) {
      _ = try MultipartForm(body: Array(text.utf8), boundary: "B")
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func `fields and files are told apart, and contents are taken as they are`() throws {
    let parts = try form(
      "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nlayer\r\n"
        + "--B\r\nContent-Disposition: form-data; name=\"workbook\"; filename=\"Sales \\\"1\\\".xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        + "PK\r\n--b\r\n-\r\n--B--\r\n")
    #expect(parts.map(\.name) == ["name", "workbook"])
    #expect(parts.map(\.fileName) == [nil, "Sales \"1\".xlsx"])
    #expect(parts.map(\.content) == ["layer", "PK\r\n--b\r\n-"])
  }

  @Test func `what browsers escape in names is taken back`() throws {
    #expect(try form("--B\r\nContent-Disposition: form-data; name=a; filename=\"x%22y%0D.csv\"\r\n\r\n\r\n--B--").map(\.fileName) == ["x\"y .csv"])
  }

  @Test(arguments: [
    ("x", "does not begin"), ("--B", "neither a line end"), ("--Bx", "neither a line end"), ("--B\r\nX\r\n\r\n", "no header"),
    ("--B\r\nA: b\r\n\r\nx\r\n--B--", "no Content-Disposition"), ("--B\nA: b\r\n\r\n", "neither a line end"),
    ("--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx", "does not end with a boundary"),
    ("--B\r\nContent-Disposition: form-data; name=a\n\r\nx", "CR and LF"),
    ("--B\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--B--", "form-data"),
    ("--B\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--B--", "two names"),
    ("--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--", "does not end"),
    ("--B\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--B--", "base64"),
    ("--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--B--more", "follows the last boundary"),
  ])
  func `a form that is not whole is refused with what is wrong`(text: String, reason: String) {
    #expect(refusal(text)?.contains(reason) == true, "\(refusal(text) ?? "taken")")
  }

  @Test func `the number of parts and the size of their headers are bounded`() {
    let part = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n"
    #expect(refusal(String(repeating: part, count: 65) + "--B--")?.contains("more than 64 parts") == true)
    #expect(refusal("--B\r\nA: \(String(repeating: "x", count: 9000))\r\n\r\n")?.contains("8192") == true)
  }

  @Test func `a boundary is read from the header, quoted or not, and refused when it is none`() {
    #expect(MultipartForm.boundary(ofContentType: "multipart/form-data; boundary=abc") == "abc")
    #expect(MultipartForm.boundary(ofContentType: "Multipart/Form-Data; charset=utf-8; boundary=\"a b\"") == "a b")
    for wrong in [
      "multipart/form-data", "multipart/mixed; boundary=a", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a \"",
      "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a\u{1}\"",
      "multipart/form-data; boundary=\(String(repeating: "x", count: 71))", "application/json",
    ] { #expect(MultipartForm.boundary(ofContentType: wrong) == nil, "\(wrong)") }
  }
}
