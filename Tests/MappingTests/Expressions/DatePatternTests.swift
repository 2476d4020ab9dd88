import Mapping
import Testing

@Suite struct DatePatternTests {
  @Test(arguments: [
    ("YYYY-MM-DD", "YYYY-MM-DD"), ("yyyy-MM-dd HH:mm:ss.SSS", "YYYY-MM-DD HH24:MI:SS.MS"), ("dd/mm/yyyy", "DD/MM/YYYY"),
    ("DD-MON-YYYY", "DD-MON-YYYY"), ("dd-MMM-yyyy", "DD-Mon-YYYY"),
    ("Month DD, YYYY", "Month DD, YYYY"), ("hh:mm tt", "HH12:MI AM"), ("HH12:MI:SS PM", "HH12:MI:SS AM"),
    ("DD/MM/YYYY HH:MM:SS", "DD/MM/YYYY HH24:MI:SS"), ("%Y%m%d", "YYYYMMDD"),
    ("%d.%m.%Y %H:%M", "DD.MM.YYYY HH24:MI"), ("yyyy-MM-dd'T'HH:mm:ss", "YYYY-MM-DD\"T\"HH24:MI:SS"),
    ("YYYY-MM-DDTHH24:MI:SS", "YYYY-MM-DD\"T\"HH24:MI:SS"), ("FMDD.MM.YYYY", "DD.MM.YYYY"),
    ("YYYYMMDDHH24MISS", "YYYYMMDDHH24MISS"), ("dddd", "Day"), ("EEEE", "Day"), ("YYYY\"Q\"Q", "YYYY\"Q\"Q"), ("RRRR-MM-DD", "YYYY-MM-DD"),
    ("mm:ss", "MI:SS"), ("mmm yy", "Mon YY"),
  ]) func `patterns of every spelling become one`(_ source: String, _ expected: String) {
    #expect(DatePattern(reading: source)?.description == expected)
    #expect(DatePattern(reading: expected)?.description == expected)
  }

  @Test(arguments: ["", "WW", "d/M/yyyy", "hello", "--", "%Q", "YYYY-MM-DD TZH", "DDD", "'open"]) func `others are none`(_ source: String) {
    #expect(DatePattern(reading: source) == nil)
  }
}
