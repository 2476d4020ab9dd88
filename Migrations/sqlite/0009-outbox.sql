-- How far the outbox of domain events was published, and who may do what only one process does at a time.

CREATE TABLE outbox_progress (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  -- One writer numbers the events, so that none can come below this one later.
  published_through INTEGER NOT NULL
) STRICT;
INSERT INTO outbox_progress VALUES (1, 0);

CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
