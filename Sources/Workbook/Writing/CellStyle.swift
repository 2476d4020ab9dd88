/// The cell styles of a written workbook, by their number.
enum CellStyle: Int {
  case plain, bold, day, dayAndTime, time, duration

  /// `xl/styles.xml`, in the order of the cases.
  static var part: String {
    let formats = [(0, 0), (0, 1), (14, 0), (22, 0), (21, 0), (46, 0)]
    let cellStyles = formats.map { format, font in
      "<xf numFmtId=\"\(format)\" fontId=\"\(font)\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
    }
    return """
      <styleSheet xmlns="\(XLSXWriter.mainNamespace)">\
      <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
      <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
      <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
      <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
      <cellXfs count="\(formats.count)">\(cellStyles.joined())</cellXfs>\
      <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
      """
  }
}
