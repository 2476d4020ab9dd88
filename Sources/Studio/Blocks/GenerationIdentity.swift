import Domain
import Mapping

/// What is the same for everything that a generation says.
package struct GenerationIdentity: Sendable, Hashable {
  package var id: String
  /// The semantic layer's name.
  package var name: String
  package var mappingFile: String
  package var dialect: Dialect

  package init(id: String, name: String, mappingFile: String, dialect: Dialect) {
    self.id = id
    self.name = name
    self.mappingFile = mappingFile
    self.dialect = dialect
  }

  package init(_ generation: GenerationRecord) {
    self.init(
      id: generation.id, name: generation.name, mappingFile: generation.workbookName, dialect: Dialect(rawValue: generation.dialect) ?? .postgres)
  }

  /// The name of the whole text as a file: the layer's name, with `_` for every character that some file system would mind.
  package var fileName: String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: bytes.append(byte)
      case 0x2E where !bytes.isEmpty: bytes.append(byte)
      // One for a character, however many bytes it has.
      case 0x80...0xBF: continue
      default: bytes.append(0x5F)
      }
    }
    let stem = String(decoding: bytes, as: UTF8.self)
    let ending = ".\(dialect.fileExtension)"
    return stem.hasSuffix(ending) ? stem : (stem.isEmpty ? "_" : stem) + ending
  }
}
