import Testing

@testable import Store

@Suite struct PageCursorTests {
  @Test func `a cursor comes back with its positions`() throws {
    for positions in [[0, 0], [1, 22], [.min, .max], [-333, 4444]] as [[Int64]] {
      let text = PageCursor(.ledger, positions[0], positions[1]).text
      #expect(
        text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D || $0 == 0x5F })
      #expect(try PageCursor(text, list: .ledger, count: 2)?.positions == positions)
    }
    #expect(try PageCursor(nil, list: .ledger, count: 2) == nil)
  }

  @Test func `no cut or changed cursor is taken for another position list`() {
    let text = PageCursor(.chats, 17).text
    #expect(throws: StoreError.self) { try PageCursor(text, list: .messages, count: 1) }
    #expect(throws: StoreError.self) { try PageCursor(text, list: .chats, count: 2) }
    #expect(throws: StoreError.self) { try PageCursor(String(text.prefix(4)), list: .chats, count: 1) }
    #expect(throws: StoreError.self) { try PageCursor(text + "=", list: .chats, count: 1) }
    #expect(throws: StoreError.self) { try PageCursor(text + "Ä", list: .chats, count: 1) }
  }

  @Test func `a changed cursor is refused or is what it says`() {
    for cursor in [PageCursor(.chats, 17), PageCursor(.chats, -1), PageCursor(.chats, .max)] {
      let text = Array(cursor.text.utf8)
      for index in text.indices {
        for byte in UInt8.min...UInt8.max {
          var changed = text
          changed[index] = byte
          for spelling in [changed, Array(changed[...index])] {
            let spelling = String(decoding: spelling, as: UTF8.self)
            if let read = try? PageCursor(spelling, list: .chats, count: 1) { #expect(read.text == spelling) }
          }
        }
      }
    }
  }
}
