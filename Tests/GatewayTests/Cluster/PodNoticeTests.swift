import Domain
import Testing
import Wire

@testable import Gateway

struct PodNoticeTests {
  @Test(arguments: [PodNotice.sessionChanged("tab \"1\""), .chatDeleted(chat)]) func `a notice is read as it was written`(_ notice: PodNotice) {
    #expect(notice.line.last == 0x0A)
    #expect(PodNotice(notice.line.dropLast(), reader: JSONReader()) == notice)
  }

  @Test(
    arguments: [
      "", "x", "[]", "{}", "{\"v\":1,\"type\":\"of a newer version\"}", "{\"v\":1,\"type\":\"session.changed\"}",
      "{\"v\":1,\"type\":\"chat.deleted\",\"chat\":\"x\"}",
    ]) func `what is none is passed over`(_ text: String)
  {
    #expect(PodNotice(Array(text.utf8)[...], reader: JSONReader()) == nil)
  }
}
