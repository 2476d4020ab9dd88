import Glibc
import Primitives

/// A queue between any threads that put and the thread or threads that take and sleep while there is nothing.
/// `@unchecked Sendable`: everything inside is touched only under the mutex.
final class WorkQueue<Element>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let arrived: UnsafeMutablePointer<pthread_cond_t>
  private var elements = RingBuffer<Element>()
  private var closed = false

  init() {
    mutex = .allocate(capacity: 1)
    arrived = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(arrived, nil)
  }

  deinit {
    pthread_cond_destroy(arrived)
    pthread_mutex_destroy(mutex)
    arrived.deallocate()
    mutex.deallocate()
  }

  /// - Returns: `false` when the queue is closed; the element was not taken.
  func put(_ element: sending Element) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard !closed else { return false }
    elements.append(element)
    pthread_cond_signal(arrived)
    return true
  }

  /// Everything that has arrived, in order. - Parameter waiting: sleep until there is something; `nil` then means: closed and empty.
  func takeAll(waiting: Bool) -> [Element]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while waiting, elements.isEmpty, !closed { pthread_cond_wait(arrived, mutex) }
    if elements.isEmpty { return closed ? nil : [] }
    var taken: [Element] = []
    taken.reserveCapacity(elements.count)
    while let element = elements.popFirst() { taken.append(element) }
    return taken
  }

  /// The oldest element, sleeping until there is one; `nil` when the queue is closed and empty.
  func takeFirst() -> Element? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while elements.isEmpty, !closed { pthread_cond_wait(arrived, mutex) }
    return elements.popFirst()
  }

  /// Nothing more is taken in; what is there is still given out.
  func close() {
    pthread_mutex_lock(mutex)
    closed = true
    pthread_cond_broadcast(arrived)
    pthread_mutex_unlock(mutex)
  }
}
