-- The durable event log of streams, and which session listens to which stream.

-- Native JSON, one event a line: a row for what one stream said between two group commits. There is no journal of batches as the embedded
-- store has it, since many processes write and read here; the rows of a run that is over are merged.
CREATE TABLE stream_segments (
  run BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  first_sequence BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  payload BYTEA NOT NULL,
  PRIMARY KEY (run, epoch, first_sequence)
);

CREATE TABLE session_streams (
  session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  ordinal BIGINT NOT NULL,
  run BIGINT NOT NULL,
  stream TEXT NOT NULL,
  joined_at BIGINT NOT NULL,
  is_left BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (session_id, ordinal)
);
CREATE UNIQUE INDEX session_streams_run ON session_streams(run, session_id);
