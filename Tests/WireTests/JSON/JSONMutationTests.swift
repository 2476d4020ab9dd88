import Primitives
import Testing
import Wire

/// Damaged documents by the thousand: the reader says yes or no and never falls over; what it takes, it writes and reads again.
@Suite struct JSONMutationTests {
  private static let seeds = [
    #"{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"H\u00e9\ud83d\ude00\n"},"logprobs":null,"finish_reason":null}],"usage":{"n":-1.5e3}}"#,
    #"[[[[[]]]],{"a":{"b":{"c":[true,false,null]}}},"",0,-0,1e10,18446744073709551615]"#, #""\\\"\/\b\f\n\r\t\u0000\uD800""#, "{}", "0",
  ]

  static func mutate(_ seed: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = seed
    let tokens = Array(#"{}[]",:\u0-9eE+.tfn dD8cC"#.utf8) + [0x00, 0x0A, 0x80, 0xC3, 0xED, 0xF0, 0xFF]
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let at = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0 where !bytes.isEmpty: bytes[at] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.insert(tokens.randomElement(using: &random)!, at: at)
      case 2 where !bytes.isEmpty: bytes.remove(at: at)
      case 3: bytes = Array(bytes[..<at])
      case 4 where !bytes.isEmpty: bytes[at] = tokens.randomElement(using: &random)!
      default:
        let end = min(bytes.count, at + Int.random(in: 0...8, using: &random))
        bytes.insert(contentsOf: bytes[at..<end], at: at)
      }
    }
    return bytes
  }

  @Test(arguments: 0..<UInt64(8))
  func `a damaged document is taken or refused, and what is taken survives writing`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let reader = JSONReader()
    var taken = 0
    for round in 0..<2500 {
      let bytes = Self.mutate(Array(Self.seeds[round % Self.seeds.count].utf8), &random)
      guard let value = try? reader.value(bytes[...]) else { continue }
      taken += 1
      #expect(try reader.value(value.encoded()[...]) == value, "seed \(seed), round \(round)")
    }
    #expect(taken > 0)
  }
}
