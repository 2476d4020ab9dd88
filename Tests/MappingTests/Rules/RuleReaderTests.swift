import Mapping
import Testing

@Suite struct RuleReaderTests {
  static func read(_ rule: String, _ sources: [String] = ["x"]) -> String {
    switch RuleReader.read(rule, sourceColumns: sources) {
    case .copy: "copy"
    case .expression(let expression): "\(expression)"
    case .lookup(let lookup):
      "lookup \(lookup.result) from \(lookup.table) on "
        + lookup.keys.map { key in key.column + (key.source.map { " = \($0)" } ?? "") }.joined(separator: ", ")
    case .generated(.surrogateKey(let keys)): "surrogate \(keys.map(\.description).joined(separator: ", "))"
    case .generated(let column): "\(column)"
    case .select(let statement): "select \(statement.columns.count) from \(statement.from.table)"
    case .prose: "prose"
    case .malformed: "malformed"
    }
  }

  @Test(arguments: [
    "", "Direct", "Direct Move", "No Transformation", "- >", "->", "→", "1:1", "1-1", "без преобразований", "Bez zmian", "Directo", "Unverändert",
    "as is", "As-Is", "N/A", "-", "—", "direct mapping", "Straight Move.",
    "Copy", "None", "PASS-THROUGH", "same as source", "no transformation required", "(direct)",
  ]) func `words for a copy are known in several languages`(_ rule: String) {
    #expect(Self.read(rule) == "copy")
  }

  @Test(arguments: [
    ("Constant 'X'", "'X'"), ("'X'", "'X'"), ("Hardcode to 1", "1"), ("hard-coded as USA", "'USA'"), ("Constant: 'New York'", "'New York'"),
    ("set to 'Y'", "'Y'"), ("Always 1", "1"), ("9999-12-31", "DATE '9999-12-31'"),
    ("Default to 0", "COALESCE(x, 0)"), ("default 'N/A'", "COALESCE(x, 'N/A')"), ("TRUE", "TRUE"), ("NULL", "NULL"), ("42", "42"),
    ("if null then 0", "COALESCE(x, 0)"), ("If null, then 'n/a' else x", "COALESCE(x, 'n/a')"), ("replace nulls with 0", "COALESCE(x, 0)"),
    ("Defaulted null values to 0 ", "COALESCE(x, 0)"), ("0 if null", "COALESCE(x, 0)"),
    ("if x is null then 0", "COALESCE(x, 0)"), ("upper case", "UPPER(x)"), ("Convert to upper case", "UPPER(x)"), ("UPPERCASE", "UPPER(x)"),
    ("convert x to lowercase", "LOWER(x)"), ("Title Case", "TITLE(x)"), ("Trim", "TRIM(x)"),
    ("x to upper case", "UPPER(x)"), ("Trim and convert to uppercase", "UPPER(TRIM(x))"), ("trim spaces", "TRIM(x)"),
    ("Remove leading and trailing spaces", "TRIM(x)"), ("remove leading zeros", "LTRIM(x, '0')"), ("remove all spaces", "REPLACE(x, ' ', '')"),
    ("remove hyphens", "REPLACE(x, '-', '')"), ("replace '-' with '/'", "REPLACE(x, '-', '/')"), ("first 3 characters", "LEFT(x, 3)"),
    ("last 4 digits of x", "RIGHT(x, 4)"), ("round to 2 decimals", "ROUND(x, 2)"), ("length of x", "LENGTH(x)"),
    ("convert to date DD/MM/YYYY", "TO_DATE(x, 'DD/MM/YYYY')"), ("Convert to date using format 'yyyy-MM-dd'", "TO_DATE(x, 'YYYY-MM-DD')"),
    ("convert to date", "CAST(x AS DATE)"), ("Convert to timestamp YYYY-MM-DD HH:MM:SS", "TO_TIMESTAMP(x, 'YYYY-MM-DD HH24:MI:SS')"),
    ("format as DD/MM/YYYY", "TO_CHAR(x, 'DD/MM/YYYY')"), ("convert DD/MM/YYYY to YYYY-MM-DD", "TO_CHAR(TO_DATE(x, 'DD/MM/YYYY'), 'YYYY-MM-DD')"),
    ("cast to integer", "CAST(x AS INTEGER)"), ("Convert to DECIMAL(10,2)", "CAST(x AS DECIMAL(10,2))"),
    ("convert to string", "CAST(x AS TEXT)"), ("year of x", "EXTRACT('YEAR', x)"), ("Extract month from x", "EXTRACT('MONTH', x)"),
    ("Extracted hour from x", "EXTRACT('HOUR', x)"), ("year part", "EXTRACT('YEAR', x)"), ("date part of x", "CAST(x AS DATE)"),
    ("last day of month of x", "LAST_DAY(x)"), ("md5 hash", "MD5(x)"), ("copy from o.name", "o.name"), ("same as x", "x"),
    ("prefix with 'ORD-'", "'ORD-' || x"),
    ("first part of x before '-'", "SPLIT_PART(x, '-', 1)"), ("Split by '-' take 2nd", "SPLIT_PART(x, '-', 2)"),
    ("split x by comma and take the last part", "SPLIT_PART(x, ',', -1)"), ("text before '@'", "SPLIT_PART(x, '@', 1)"),
    ("first word", "SPLIT_PART(x, ' ', 1)"),
    ("Split on hyphen, take first", "SPLIT_PART(x, '-', 1)"), ("second part of x split by '_'", "SPLIT_PART(x, '_', 2)"),
    ("part before the hyphen", "SPLIT_PART(x, '-', 1)"), ("take 1st part before ' '", "SPLIT_PART(x, ' ', 1)"),
    (
      "CASE: 0-5 Night / 6-11 Morning / 12-17 Afternoon / 18-23 Evening",
      "CASE WHEN x BETWEEN 0 AND 5 THEN 'Night' WHEN x BETWEEN 6 AND 11 THEN 'Morning' WHEN x BETWEEN 12 AND 17 THEN 'Afternoon' WHEN x BETWEEN 18 AND 23 THEN 'Evening' END"
    ),
    ("Y -> Yes, N -> No", "CASE WHEN x = 'Y' THEN 'Yes' WHEN x = 'N' THEN 'No' END"),
    ("1 = Active; 0 = Inactive; else Unknown", "CASE WHEN x = 1 THEN 'Active' WHEN x = 0 THEN 'Inactive' ELSE 'Unknown' END"),
    ("CASE: < 18 Minor / 18+ Adult", "CASE WHEN x < 18 THEN 'Minor' WHEN x >= 18 THEN 'Adult' END"),
    ("M: Male\nF: Female", "CASE WHEN x = 'M' THEN 'Male' WHEN x = 'F' THEN 'Female' END"),
    ("0-5: 1; 6-10: 2", "CASE WHEN x BETWEEN 0 AND 5 THEN 1 WHEN x BETWEEN 6 AND 10 THEN 2 END"),
    ("'M' => 'Male', 'F' => 'Female', null -> 'None'", "CASE WHEN x = 'M' THEN 'Male' WHEN x = 'F' THEN 'Female' WHEN x IS NULL THEN 'None' END"),
    ("format date as YYYY-MM-DD", "TO_CHAR(x, 'YYYY-MM-DD')"), ("Convert date to DD.MM.YYYY format", "TO_CHAR(x, 'DD.MM.YYYY')"),
    ("parse DD/MM/YYYY", "TO_DATE(x, 'DD/MM/YYYY')"),
    ("Parse as date with format 'dd/MM/yyyy'", "TO_DATE(x, 'DD/MM/YYYY')"), ("split part 2 of x by '-'", "SPLIT_PART(x, '-', 2)"),
    ("CASE: 1 Low / 2 High", "CASE WHEN x = 1 THEN 'Low' WHEN x = 2 THEN 'High' END"),
    ("CASE x: 0-5 Night / 6-11 Morning", "CASE WHEN x BETWEEN 0 AND 5 THEN 'Night' WHEN x BETWEEN 6 AND 11 THEN 'Morning' END"),
    ("UPPER", "UPPER(x)"), ("Trim, upper", "UPPER(TRIM(x))"),
    ("concat x + ' ' + o.y", "CONCAT(x, ' ', o.y)"), ("amount - discount", "amount - discount"), ("x - 1", "x - 1"), ("price * qty", "price * qty"),
    ("is_a AND is_b", "is_a AND is_b"), ("x & 'a'", "CONCAT(x, 'a')"),
    ("if x = 'A' then 'Active' else 'Inactive'", "CASE WHEN x = 'A' THEN 'Active' ELSE 'Inactive' END"),
    ("If x equals 'A' then 1 else if x is not null then 2 otherwise 3", "CASE WHEN x = 'A' THEN 1 WHEN x IS NOT NULL THEN 2 ELSE 3 END"),
    ("UPPER(TRIM(x))", "UPPER(TRIM(x))"), ("o.a * o.b", "o.a * o.b"), ("o.customer_id", "o.customer_id"), ("x + 1", "x + 1"),
    ("ISNULL(x,'')", "COALESCE(x, '')"), ("=A1&\" \"&B1", "CONCAT(A1, ' ', B1)"),
  ]) func `a rule in words is an expression`(_ rule: String, _ expected: String) {
    #expect(Self.read(rule) == expected)
  }

  @Test func `several columns are joined`() {
    #expect(Self.read("concatenate A and B with space", ["A", "B"]) == "CONCAT(A, ' ', B)")
    #expect(Self.read("Concatenate first name and last name with a space", ["first_name", "last_name"]) == "CONCAT(first_name, ' ', last_name)")
    #expect(Self.read("Concat with comma", ["a", "b", "c"]) == "CONCAT(a, ',', b, ',', c)")
    #expect(Self.read("Concatenate A, B and C separated by '-'", ["a", "b", "c"]) == "CONCAT(a, '-', b, '-', c)")
    #expect(Self.read("Concatenate", ["a", "b"]) == "CONCAT(a, b)")
    #expect(Self.read("combine a and b", ["a", "b"]) == "prose")
    #expect(Self.read("year of order_date", ["id", "order_date"]) == "EXTRACT('YEAR', order_date)")
    #expect(Self.read("Default to 0", []) == "0")
    #expect(Self.read("upper case of cust_name", []) == "UPPER(cust_name)")
    #expect(Self.read("street_name , street_nbr", ["street_name", "street_nbr"]) == "prose")
    #expect(Self.read("(a)", ["a"]) == "a")
    #expect(Self.read("version", ["version"]) == "version")
    #expect(Self.read("valid_from", ["valid_from"]) == "valid_from")
  }

  @Test(arguments: [
    ("join to customers by customer_id, take name", "lookup name from customers on customer_id"),
    ("Lookup region_name from dim.regions on region_id", "lookup region_name from dim.regions on region_id"),
    ("lookup customers by cust_id and get customer_key", "lookup customer_key from customers on cust_id"),
    ("Join to products on o.prod = products.code take title", "lookup title from products on code = o.prod"),
    ("get name from customers using id", "lookup name from customers on id"),
    ("left join stores by store_id, region_id; take city", "lookup city from stores on store_id, region_id"),
  ]) func `lookups are read`(_ rule: String, _ expected: String) {
    #expect(Self.read(rule) == expected)
  }

  @Test(arguments: [
    ("current timestamp", "currentTimestamp"), ("Load Date", "currentDate"), ("current date", "currentDate"),
    ("ETL load timestamp", "currentTimestamp"), ("system date", "currentDate"), ("now", "currentTimestamp"), ("auto increment", "surrogate "),
    ("Surrogate Key", "surrogate "), ("sequence", "surrogate "), ("Auto-generated", "surrogate "),
    ("surrogate key over customer_id", "surrogate customer_id"), ("valid_from", "validFrom"), ("SCD2 valid to", "validTo"),
    ("valid_from = load date", "validFrom"),
    ("valid_to = 9999-12-31", "validTo"), ("is_current = TRUE", "isCurrent"), ("version = 1", "version"), ("SCD2 start date", "validFrom"),
    ("SCD2 end date", "validTo"), ("SCD2 current flag", "isCurrent"), ("Version", "version"), ("effective from", "validFrom"),
    ("generate surrogate key", "surrogate "), ("customer_seq.NEXTVAL", "surrogate "), ("nextval('customer_seq')", "surrogate "),
    ("Numeric.sequence(\"s1\", 1, 1)", "surrogate "), ("IDENTITY(1,1)", "surrogate "), ("GETDATE()", "currentTimestamp"),
    ("CURRENT_DATE", "currentDate"), ("SCD2: valid_from", "validFrom"),
    ("SCD type 2 - valid to", "validTo"), ("current date and time", "currentTimestamp"),
  ]) func `values without a source are generated`(_ rule: String, _ expected: String) {
    #expect(Self.read(rule) == expected)
  }

  @Test(arguments: [
    "Derived", "Calculated", "Sum of all the Killed Columns", "Combined these column as one",
    "Normalized by operator '&' while handling pedestrians.", "We counted the values present in the column ignored if empty", "udf_utc_to_ist",
    "Derive Latitude from the column", "Splitted to take just date",
    "Matched the factor code to the stg_contributingfactor and linked the description.", "Select the first address of the customer",
    "see the customer's contract", "TBD", "31/12/9999",
    "Use COALESCE(a, b) if the customer is missing in the table", "if status is A then Active else Inactive", "Amount times rate if positive",
    "DAY, MONTH, YEAR", "join with customers", "lookup the customer", "split the name", "Business key",
    "convert to local currency", "take the latest record per customer", "default", "first name", "DD/MM/YYYY", "Yes/No", "not used", "Not available",
    "street and city", "not null", "Auto-calculated", "555-1234", "CASE hour: 0-5 Night / 6-11 Morning", "Name & Address", "format as text",
    "last order date",
  ]) func `what is not surely understood is prose`(_ rule: String) {
    #expect(Self.read(rule) == "prose")
  }

  @Test(arguments: [
    "UPPER(x", "SUBSTR(x, 1, 3", "CASE WHEN a = 1 THEN 'x'", "x; DROP TABLE y", "x + ", "=SUM(A1", "UPPER(x) -- comment", "SELECT * FROM t",
    "SELECT a FROM (SELECT b FROM c) d", "a + * b", "FOOBAR(x)", "x /* hidden */ || y", "UPPER(x); DELETE FROM t",
    "=IF(a,b,c,d)",
  ]) func `what looks like an expression and is none is malformed`(_ rule: String) {
    #expect(Self.read(rule) == "malformed")
  }

  @Test func `a whole select is one`() {
    #expect(Self.read("SELECT c.name, o.id FROM orders o JOIN customers c ON c.id = o.cid WHERE o.x > 1") == "select 2 from orders")
    #expect(Self.read("select name from customers") == "select 1 from customers")
  }

  @Test(arguments: [
    ("NOT closed", "NOT closed"), ("price/quantity", "price / quantity"), ("active AND paid", "active AND paid"),
    ("QUANTITY", "QUANTITY"), ("paid_on", "paid_on"), ("gross-tax-tax", "gross - tax - tax"),
  ]) func `plain words are an expression where tables have columns of these names, and words where they have not`(rule: String, read: String) {
    let known = KnownNames(columns: ["Closed", "GROSS", "tax", "price", "Quantity", "active", "paid", "paid_on"])
    guard case .expression(let expression) = RuleReader.read(rule, sourceColumns: ["x"], known: known) else {
      Issue.record("\(rule) is no expression")
      return
    }
    #expect("\(expression)" == read)
    #expect(RuleReader.read(rule, sourceColumns: ["x"]) == .prose(rule))
  }

  @Test(arguments: ["NOT used", "Yes/No", "closed or something", "business rule", "derived"])
  func `words of which one is no column stay words`(rule: String) {
    let known = KnownNames(columns: ["closed", "business"])
    #expect(RuleReader.read(rule, sourceColumns: ["x"], known: known) == .prose(rule))
  }

  @Test func `names of columns say what is generated`() {
    #expect(GeneratedColumn(named: "VALID_FROM") == .validFrom)
    #expect(GeneratedColumn(named: "is_current") == .isCurrent)
    #expect(GeneratedColumn(named: "customer_id") == nil)
    #expect(GeneratedColumn.validTo.expression == .literal(.date("9999-12-31")))
    #expect(GeneratedColumn.surrogateKey(over: [.column(alias: nil, name: "a")]).expression?.description == "ROW_NUMBER() OVER (ORDER BY a)")
  }

  @Test func `every rule cut anywhere is read without harm`() {
    let rules = [
      "CASE: 0-5 Night / 6-11 Morning", "join to customers by customer_id, take name", "concatenate A and B with 'x'", "if null then 0",
      "Split by '-' take 2nd", "convert to date DD/MM/YYYY", "SELECT a FROM b WHERE c = 'd'",
    ]
    for rule in rules {
      let characters = Array(rule)
      for end in characters.indices {
        _ = RuleReader.read(String(characters[..<end]), sourceColumns: ["a"])
        _ = RuleReader.read(String(characters[end...]), sourceColumns: [])
      }
    }
  }
}
