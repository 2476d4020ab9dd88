-- Runs that were given up because every worker that took them was lost, until somebody looks at them.

CREATE TABLE dead_letters (
  run TEXT PRIMARY KEY REFERENCES runs(id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  buried_at BIGINT NOT NULL
);
CREATE INDEX dead_letters_time ON dead_letters(buried_at);
