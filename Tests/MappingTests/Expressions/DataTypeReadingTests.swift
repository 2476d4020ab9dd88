import Mapping
import Testing

@Suite struct DataTypeReadingTests {
  @Test(arguments: [
    ("VARCHAR(100 BYTE)", "VARCHAR(100)"), ("int (PK)", "INTEGER"), ("Nvarchar(40)", "VARCHAR(40)"), ("NUMBER(10,2)", "DECIMAL(10,2)"),
    ("NUMBER(10)", "DECIMAL(10,0)"), ("NUMBER", "DECIMAL"),
    ("timestamp with time zone", "TIMESTAMP WITH TIME ZONE"), ("timestamp(6) without time zone", "TIMESTAMP"), ("STRING", "TEXT"),
    ("datetime2(7)", "TIMESTAMP"), ("bit", "BOOLEAN"),
    ("money", "DECIMAL(19,4)"), ("varchar(max)", "TEXT"), ("character varying(20)", "VARCHAR(20)"), ("double precision", "DOUBLE"),
    ("BIGINT NOT NULL", "BIGINT"), ("Date/Time", "TIMESTAMP"),
    ("VARCHAR2(30 CHAR)", "VARCHAR(30)"), ("int64", "BIGINT"), ("Integer", "INTEGER"), ("TIMESTAMP_NTZ(9)", "TIMESTAMP"),
    ("datetimeoffset", "TIMESTAMP WITH TIME ZONE"), ("jsonb", "JSON"),
    ("varchar 50", "VARCHAR(50)"), ("varchar50", "VARCHAR(50)"), ("char", "TEXT"), ("decimal (18, 4)", "DECIMAL(18,4)"), ("строка", "TEXT"),
    ("uniqueidentifier", "TEXT"), ("blob", "BINARY"),
    ("smallint", "SMALLINT"), ("numeric(5)", "DECIMAL(5,0)"), ("time(7)", "TIME"), ("FLOAT(53)", "DOUBLE"), ("VARCHAR(50)(FK)", "VARCHAR(50)"),
  ]) func `a type is read in every spelling`(_ source: String, _ name: String) {
    #expect(DataType(reading: source)?.name == name)
    #expect(DataType(reading: source).flatMap { DataType(reading: $0.name) } == DataType(reading: source))
  }

  @Test(arguments: ["", "nothing", "-", "customer", "DECIMAL(2,5)", "VARCHAR(0)", "12"]) func `what is no type is none`(_ source: String) {
    #expect(DataType(reading: source) == nil)
  }

  @Test func `keys and nulls stand beside the type`() {
    #expect(DataTypeReading("int (PK)")?.isPrimaryKey == true)
    #expect(DataTypeReading("int PRIMARY KEY")?.isPrimaryKey == true)
    #expect(DataTypeReading("int NOT NULL")?.isNullable == false)
    #expect(DataTypeReading("int NULL")?.isNullable == true)
    #expect(DataTypeReading("int")?.isNullable == nil)
  }

  @Test func `some casts have no meaning`() {
    #expect(!DataType.date.canCast(to: .integer(bits: 32)))
    #expect(!DataType.integer(bits: 32).canCast(to: .date))
    #expect(!DataType.boolean.canCast(to: .timestamp(withTimeZone: false)))
    #expect(DataType.text(length: 3).canCast(to: .date))
    #expect(DataType.date.canCast(to: .text(length: nil)))
    #expect(DataType.unknown.canCast(to: .date))
    #expect(DataType.timestamp(withTimeZone: true).canCast(to: .date))
  }
}
