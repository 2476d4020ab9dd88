/// Takes what an XML part says, piece by piece. A class, since expat hands its callbacks one word.
class XMLHandler {
  func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) {}
  func end(_ name: XMLName) throws(WorkbookError) {}
  /// Text comes in as many pieces as the parser likes.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError) {}
}
