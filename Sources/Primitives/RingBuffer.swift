/// A first-in first-out queue in one contiguous buffer that doubles when full and is reused otherwise.
public struct RingBuffer<Element> {
  @usableFromInline var storage: ContiguousArray<Element?>
  @usableFromInline var head = 0
  @usableFromInline var filled = 0

  /// - Parameter capacity: elements that fit before the first growth; rounded up to a power of two.
  @inlinable public init(capacity: Int = 8) {
    var rounded = 1
    while rounded < capacity { rounded <<= 1 }
    storage = ContiguousArray(repeating: nil, count: rounded)
  }

  @inlinable public var count: Int { filled }
  @inlinable public var isEmpty: Bool { filled == 0 }

  @inlinable public var first: Element? { filled == 0 ? nil : storage[head] }

  @inlinable public mutating func append(_ element: Element) {
    if filled == storage.count { grow() }
    storage[(head &+ filled) & (storage.count &- 1)] = element
    filled &+= 1
  }

  @inlinable public mutating func popFirst() -> Element? {
    guard filled > 0 else { return nil }
    let element = storage[head].take()
    head = (head &+ 1) & (storage.count &- 1)
    filled &-= 1
    return element
  }

  /// The element `offset` places after the first.
  @inlinable public subscript(offset: Int) -> Element {
    precondition(offset >= 0 && offset < filled, "ring index \(offset) out of 0..<\(filled)")
    return storage[(head &+ offset) & (storage.count &- 1)]!
  }

  @inlinable public mutating func removeAll() {
    while popFirst() != nil {}
  }

  @usableFromInline mutating func grow() {
    var larger = ContiguousArray<Element?>(repeating: nil, count: storage.count * 2)
    for offset in 0..<filled { larger[offset] = storage[(head &+ offset) & (storage.count &- 1)] }
    storage = larger
    head = 0
  }
}
