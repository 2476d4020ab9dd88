-- The durable event log of streams, and which session listens to which stream.

-- What all live streams said in one group commit: one row, whatever their number. `entries` is the compact table of contents of `payload`.
CREATE TABLE stream_journal (
  batch INTEGER PRIMARY KEY,
  created_at INTEGER NOT NULL,
  entries BLOB NOT NULL,
  payload BLOB NOT NULL
) STRICT;

-- The same events regrouped by stream, for reading: native JSON, one event a line.
CREATE TABLE stream_segments (
  run INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  first_sequence INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (run, epoch, first_sequence)
) STRICT;

CREATE TABLE session_streams (
  session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  run INTEGER NOT NULL,
  stream TEXT NOT NULL,
  joined_at INTEGER NOT NULL,
  is_left INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (session_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_streams_run ON session_streams(run, session_id);
