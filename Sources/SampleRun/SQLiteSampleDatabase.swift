import Mapping

/// SQLite in memory: always there.
package struct SQLiteSampleDatabase: SampleDatabase {
  package init() {}

  package func open() throws(SampleFailure) -> any SampleEngine { try SQLiteSampleEngine() }
}
