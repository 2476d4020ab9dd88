-- How far the outbox of domain events was published, and who may do what only one process does at a time.

CREATE TABLE outbox_progress (
  "only" BIGINT PRIMARY KEY CHECK ("only" = 1),
  -- Events get their IDs in the order of the first reading (0004), so that none can come below this one later.
  published_through BIGINT NOT NULL
);
INSERT INTO outbox_progress VALUES (1, 0);

CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until BIGINT NOT NULL
);
