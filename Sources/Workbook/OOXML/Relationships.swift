/// What a part of an Open Packaging archive refers to: `_rels/NAME.rels`. Targets outside the archive are text, never followed.
final class Relationships: XMLHandler {
  struct Relationship {
    let identifier: String
    /// The last part of the type's URI: transitional and strict files differ in what stands before it.
    let kind: String
    let target: String
    let isExternal: Bool
  }

  private(set) var all: [Relationship] = []

  override func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) {
    guard case "Relationship" = name, let type = attributes.text("Type"), let target = attributes.text("Target") else { return }
    let kind = type.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    all.append(
      Relationship(
        identifier: attributes.text("Id") ?? "", kind: kind, target: target,
        isExternal: attributes.text("TargetMode") == "External"))
    if all.count > 100_000 { throw .beyond("relationships", limit: 100_000) }
  }

  func first(_ kind: String) -> Relationship? { all.first { $0.kind == kind && !$0.isExternal } }

  /// Those of a part; none where it has no such file.
  static func of(part: String, in archive: ZipArchive) throws(WorkbookError) -> Relationships {
    let relationships = Relationships()
    let folder = folder(of: part)
    let name = part.utf8.dropFirst(folder.utf8.count)
    if let entry = archive.entry("\(folder)_rels/\(String(decoding: name, as: UTF8.self)).rels") {
      try XMLReader.read(entry, of: archive, relationships)
    }
    return relationships
  }

  /// The name in the archive of a target that a part names.
  /// - Throws: `WorkbookError` where it leads out of the archive.
  static func resolve(_ target: String, from part: String) throws(WorkbookError) -> String {
    var parts = target.hasPrefix("/") ? [] : folder(of: part).split(separator: "/").map { String($0) }
    for step in target.split(separator: "/") {
      switch step {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else {
          throw WorkbookError(
            .hostile, found: "a reference that leads out of the archive: \(target.prefix(80))",
            fix: "open the file in a spreadsheet program and save it again",
            place: part)
        }
      default: parts.append(String(step))
      }
    }
    return parts.joined(separator: "/")
  }

  /// With its slash; empty at the top.
  private static func folder(of part: String) -> String {
    guard let slash = part.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(part[...slash])
  }
}
