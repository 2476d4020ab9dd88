import Domain
import Primitives
import Wire

/// A vendor's way of answering, as a pure machine: parts of the answer in, events of the domain out.
package protocol VendorDecoder {
  /// Header with the vendor's ID of the request, in lower case.
  static var requestIDHeader: String { get }

  init()

  /// Takes one event of the stream.
  mutating func take(_ event: SSEEvent, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure)

  /// Takes the whole answer of a vendor that did not stream although it was asked to.
  mutating func takeWhole(_ body: ArraySlice<UInt8>, reader: JSONReader, into events: inout RingBuffer<ModelEvent>) throws(ModelFailure)

  /// The vendor's own mark of the end was there: nothing more can come.
  var sawEnd: Bool { get }

  /// Nothing of the answer would be missing if the stream ended here.
  var isWhole: Bool { get }

  /// The answer is whole: gives what was held back until now.
  mutating func finish(into events: inout RingBuffer<ModelEvent>)
}
