import Domain
import Testing
import Workflow

struct FenceInfoTests {
  @Test(
    arguments: [
      ("", nil, nil),
      ("   ", nil, nil),
      ("python", "python", nil),
      (" Python \r", "python", nil),
      ("c++", "c++", nil),
      ("swift startline=3", "swift", nil),
      ("python title=\"hello world.py\"", "python", "hello world.py"),
      ("js filename='a b.js' x", "js", "a b.js"),
      ("js file=app.js", "js", "app.js"),
      ("python:src/app.py", "python", "src/app.py"),
      ("python:", "python", nil),
      ("title=\"x\"", nil, "x"),
      ("title=\"\"", nil, nil),
      ("{.python .numberLines}", "python", nil),
      ("{.python title=x}", "python", "x"),
      ("text profile=a", "text", nil),
    ] as [(String, String?, String?)])
  func `the first word is the language, a title is read where there is one`(_ info: String, _ language: String?, _ title: String?) {
    #expect(FenceInfo(info).language == language)
    #expect(FenceInfo(info).title == title)
  }

  @Test func `HTML is rich content, all else is code`() {
    for info in ["html", "HTML", "htm", "xhtml title=a"] { #expect(FenceInfo(info).kind == .html) }
    for info in ["", "python", "svg", "xml"] { #expect(FenceInfo(info).kind == .code) }
  }
}
