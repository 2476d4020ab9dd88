-- Which pods have readers of what: the backup of the registry. It takes the place of a table that was never used.

DROP TABLE active_connections;

CREATE TABLE pods (
  name TEXT PRIMARY KEY,
  heartbeat_at BIGINT NOT NULL
);
CREATE INDEX pods_heartbeat ON pods(heartbeat_at);

CREATE TABLE listeners (
  topic TEXT NOT NULL,
  pod TEXT NOT NULL REFERENCES pods(name) ON DELETE CASCADE,
  PRIMARY KEY (topic, pod)
);
CREATE INDEX listeners_pod ON listeners(pod);
