/// Words that are no names without quotes. Quoting one too many changes nothing where names are compared in small letters; Snowflake folds to capitals, so
/// there only those that it reserves are quoted.
enum ReservedWords {
  static func of(_ dialect: Dialect) -> Set<String> {
    switch dialect {
    case .snowflake: snowflake
    case .sqlserver: common.union(sqlserver)
    case .bigquery: common.union(bigquery)
    case .spark: common.union(spark)
    default: common
    }
  }

  private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }

  /// PostgreSQL's, DuckDB's and SQLite's, and those of the standard that trip people up.
  private static let common = words(
    "add all alter anti asof at describe pivot_longer pivot_wider positional show summarize unpack "
      + "analyse analyze and any array as asc asymmetric authorization autoincrement begin between binary both by case cast "
      + "check collate collation column commit concurrently constraint create cross current_catalog current_date current_role current_schema "
      + "current_time current_timestamp current_user default deferrable deferred delete desc distinct do drop else end escape except "
      + "exists fail false fetch filter for foreign freeze from full function glob grant group grouping groups having if "
      + "ilike in index indexed initially inner insert instead intersect interval into is isnull join lambda lateral leading left "
      + "like limit localtime localtimestamp merge natural not nothing notnull null nulls offset on only option or order outer "
      + "over overlaps partition pivot placing primary qualify references regexp "
      + "restrict returning right rollback select semi session_user set similar some symmetric system_user table "
      + "tablesample then to trailing transaction trigger true unbounded union unique unpivot update user using values "
      + "variadic verbose when where window with")

  private static let snowflake = words(
    "account all alter and any as between by case cast check column connect connection constraint create cross current current_date current_time "
      + "current_timestamp current_user database delete distinct drop else exists false following for from full grant group gscluster having ilike in "
      + "increment inner insert intersect into is issue join lateral left like localtime localtimestamp minus natural not null of on or order "
      + "organization qualify regexp revoke right rlike row rows sample schema select set some start table tablesample then to trigger true try_cast "
      + "union unique update using values view when whenever where with")

  private static let sqlserver = words(
    "backup break browse cascade database key schema view "
      + "bulk checkpoint close clustered coalesce compute contains containstable continue convert current cursor dbcc deallocate "
      + "declare deny disk distributed double dump errlvl exec execute exit external file fillfactor freetext freetexttable goto holdlock identity "
      + "identity_insert identitycol kill lineno load national nocheck nonclustered nullif off offsets open opendatasource openquery openrowset openxml "
      + "percent plan precision print proc procedure public raiserror read readtext reconfigure replication restore return revert revoke rowcount rowguidcol "
      + "rule save securityaudit semantickeyphrasetable sessionproperty setuser shutdown statistics textsize top tran truncate try_convert tsequal "
      + "updatetext use varying waitfor while writetext")

  private static let bigquery = words(
    "assert_rows_modified contains cube exclude following ignore no of preceding range recursive rows within "
      + "define enum extract hash lookup new proto respect rollup struct treat unnest"
  )

  private static let spark = words("minus rlike sort")
}
