-- The trace, and the outbox of domain events.

CREATE TABLE boundary_records (
  number INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  marker TEXT NOT NULL,
  component TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  frontend_id TEXT,
  pod TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX boundary_records_entity ON boundary_records(entity_id, time);
CREATE INDEX boundary_records_time ON boundary_records(time);

CREATE TABLE domain_events (
  id INTEGER PRIMARY KEY,
  category TEXT NOT NULL,
  type TEXT NOT NULL,
  priority TEXT NOT NULL DEFAULT 'normal',
  subject TEXT NOT NULL,
  time INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;
