import Mapping
import SampleRun

/// A PostgreSQL database that somebody names, to run samples on the engine that the code is for.
///
/// A run is one transaction that is rolled back. In it are temporary tables alone, filled from the workbook's samples; no other table is named, read or
/// changed, and once they are filled the transaction only reads. The database's user needs the right to make temporary tables (`TEMPORARY`) and no other.
package struct PostgresSampleDatabase: SampleDatabase {
  /// `postgres://…`; what it leaves out is taken from libpq's environment and files (`PGPASSWORD`, `~/.pgpass`).
  private let url: String
  private let limits: PostgresSampleLimits

  package init(url: String, limits: PostgresSampleLimits = .standard) {
    self.url = url
    self.limits = limits
  }

  package func open() throws(SampleFailure) -> any SampleEngine { try PostgresSampleEngine(url: url, limits: limits) }
}
