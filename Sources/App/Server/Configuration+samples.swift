import SampleRun
import SampleRunPostgres

/// The one place that knows where the studio's samples are run.
extension Configuration {
  var sampleDatabase: any SampleDatabase {
    if let sampleOn { PostgresSampleDatabase(url: sampleOn.reveal()) } else { SQLiteSampleDatabase() }
  }
}
