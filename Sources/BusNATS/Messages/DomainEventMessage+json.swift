import Bus

extension DomainEventMessage {
  /// The object with a `v`, as every message carries one.
  var versioned: [UInt8] {
    let prefix = Array("{\"v\":".utf8)
    if json.starts(with: prefix) { return json }
    guard let open = json.firstIndex(of: 0x7B) else { return json }
    let rest = json[(open + 1)...]
    let isEmpty = rest.first { $0 > 0x20 } == 0x7D
    return prefix + [0x31] + (isEmpty ? [] : [0x2C]) + rest
  }
}
