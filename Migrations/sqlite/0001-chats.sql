-- Chats, their messages and artifacts, and the people and sessions around them.
--
-- Times are microseconds since 1970 UTC, money is whole nano-dollars, IDs are the text that crosses the wire.
--
-- An entity's key is chat number * 2^20 + sequence. Rows of one chat lie beside each other in the order of the conversation, new chats
-- lie at the end of the table, and an answer's history is one range read, however large the table is. An ID is looked up by its chat, whose
-- text ID is the only one with an index: an index over the text IDs of all messages would be written at a random place for each of them,
-- which is what makes large tables slow. To find a message by hand:
--   SELECT * FROM messages WHERE key = (SELECT number << 20 FROM chats WHERE id = 'a0d6fa98-fc40-4f38-912a-0f6c25c96dcd') + 17
-- and all that belongs to a short form:
--   SELECT * FROM chats JOIN messages ON key BETWEEN number << 20 AND (number << 20) + 999999 WHERE chats.id BETWEEN 'a0d6fa98' AND 'a0d6fa98~'
-- A chat's rows are removed by their range of keys; a foreign key to chats would want an index and find nothing that the range does not.

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  metadata TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  -- Ordinals of its streams are never given twice, also when the last one was left.
  last_ordinal INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions(user_id) WHERE user_id IS NOT NULL;

CREATE TABLE active_connections (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  pod TEXT NOT NULL,
  transport TEXT NOT NULL,
  connected_at INTEGER NOT NULL,
  last_heartbeat_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX active_connections_session ON active_connections(session_id);
CREATE INDEX active_connections_pod ON active_connections(pod);

CREATE TABLE chats (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  title TEXT NOT NULL,
  origin TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL DEFAULT 0 CHECK (last_sequence BETWEEN 0 AND 999999),
  -- 1 once a front end's own ID became canonical: from then on a message without one is worth an error line.
  front_end_owns_ids INTEGER NOT NULL DEFAULT 0,
  message_count INTEGER NOT NULL DEFAULT 0,
  total_tokens INTEGER NOT NULL DEFAULT 0,
  total_cost INTEGER NOT NULL DEFAULT 0,
  unpriced_messages INTEGER NOT NULL DEFAULT 0,
  metadata TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX chats_user ON chats(user_id) WHERE user_id IS NOT NULL;
-- Lists are newest first by number, so that a page's cursor stays true while chats are in use.
CREATE INDEX chats_origin ON chats(origin);

CREATE TABLE messages (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  -- The key of the question.
  parent INTEGER,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  -- What the client called it; an answer carries that of its question.
  frontend_id TEXT,
  run_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finish_reason TEXT,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  total_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_tokens INTEGER,
  reasoning_tokens INTEGER,
  estimated INTEGER NOT NULL DEFAULT 0,
  cost INTEGER,
  provider TEXT,
  model TEXT,
  response_time_ms INTEGER,
  time_to_first_token_ms INTEGER,
  metadata TEXT NOT NULL DEFAULT '{}',
  content TEXT NOT NULL,
  reasoning TEXT,
  chat_id TEXT NOT NULL GENERATED ALWAYS AS (substr(id, 1, 36)) VIRTUAL,
  sequence INTEGER NOT NULL GENERATED ALWAYS AS (key & 0xFFFFF) VIRTUAL,
  parent_id TEXT GENERATED ALWAYS AS (substr(id, 1, 37) || printf('%06d', parent & 0xFFFFF) || '_UM') VIRTUAL
) STRICT;
-- "Used before in this chat" is asked of questions only.
CREATE UNIQUE INDEX messages_frontend ON messages(key >> 20, frontend_id) WHERE frontend_id IS NOT NULL AND parent IS NULL;

-- Attached bytes, kept once however often they are used.
CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  name TEXT,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_blob ON uploads(sha256);
CREATE INDEX uploads_time ON uploads(created_at);

CREATE TABLE artifacts (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  -- The message it belongs to, at any depth.
  message INTEGER NOT NULL REFERENCES messages(key) ON DELETE CASCADE,
  parent INTEGER NOT NULL,
  type TEXT NOT NULL,
  language TEXT,
  title TEXT,
  status TEXT NOT NULL,
  -- A part of the message's text is kept as its byte range and cut out when it is read.
  inline INTEGER NOT NULL DEFAULT 0,
  range_start INTEGER,
  range_end INTEGER,
  name TEXT,
  media_type TEXT,
  bytes INTEGER,
  sha256 TEXT,
  frontend_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  metadata TEXT NOT NULL DEFAULT '{}',
  blob TEXT REFERENCES blobs(sha256),
  content BLOB,
  chat_id TEXT NOT NULL GENERATED ALWAYS AS (substr(id, 1, 36)) VIRTUAL,
  sequence INTEGER NOT NULL GENERATED ALWAYS AS (key & 0xFFFFF) VIRTUAL,
  message_id TEXT NOT NULL GENERATED ALWAYS AS (
    substr(id, 1, 37) || printf('%06d', message & 0xFFFFF) || CASE type WHEN 'attachment' THEN '_UM' ELSE '_AM' END) VIRTUAL,
  parent_id TEXT NOT NULL GENERATED ALWAYS AS (
    substr(id, 1, 37) || printf('%06d', parent & 0xFFFFF) || CASE type WHEN 'attachment' THEN '_UM' WHEN 'output' THEN '_AC' ELSE '_AM' END) VIRTUAL
) STRICT;
CREATE INDEX artifacts_message ON artifacts(message);
CREATE INDEX artifacts_blob ON artifacts(blob) WHERE blob IS NOT NULL;
