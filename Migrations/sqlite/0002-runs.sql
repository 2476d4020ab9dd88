-- Runs (workflow jobs) with their metrics, the ledger of provider calls, and the answers kept for idempotency keys.

CREATE TABLE runs (
  -- Never given twice, so that what the event log keeps of a deleted chat cannot be taken for a later stream of the same name.
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  stream TEXT NOT NULL,
  workflow TEXT NOT NULL DEFAULT 'chat',
  chat INTEGER,
  chat_id TEXT,
  user_sequence INTEGER,
  assistant_sequence INTEGER,
  frontend_id TEXT,
  session_id TEXT,
  requested_model TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  status TEXT NOT NULL,
  epoch INTEGER NOT NULL DEFAULT 0,
  lease_worker TEXT,
  lease_until INTEGER,
  cancel_by TEXT,
  cancel_at INTEGER,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  failure_code TEXT,
  failure_message TEXT,
  failure_retryable INTEGER,
  failure_partial INTEGER,
  -- Position of the last event, known also when the log is gone.
  last_epoch INTEGER,
  last_sequence INTEGER,
  -- 1 while the event log is kept.
  has_log INTEGER NOT NULL DEFAULT 1,
  tool_calls INTEGER NOT NULL DEFAULT 0,
  retries INTEGER NOT NULL DEFAULT 0,
  tokens_by_provider TEXT NOT NULL DEFAULT '{}',
  request TEXT NOT NULL,
  user_message_id TEXT GENERATED ALWAYS AS (chat_id || '_' || printf('%06d', user_sequence) || '_UM') VIRTUAL,
  assistant_message_id TEXT GENERATED ALWAYS AS (chat_id || '_' || printf('%06d', assistant_sequence) || '_AM') VIRTUAL
) STRICT;
-- A stream that is named after its answer is found by chat and sequence; an index over such names would be written at random places.
CREATE UNIQUE INDEX runs_answer ON runs(chat, assistant_sequence, user_sequence) WHERE chat IS NOT NULL;
CREATE UNIQUE INDEX runs_stream ON runs(stream) WHERE length(stream) <> 46;
-- Whose turn is it, and what is left to do: small, however many runs have ended.
CREATE INDEX runs_unfinished ON runs(chat) WHERE ended_at IS NULL;
-- Which logs are past their time.
CREATE INDEX runs_logged ON runs(ended_at) WHERE ended_at IS NOT NULL AND has_log = 1;

-- Outlives the chats: what was billed stays billed.
CREATE TABLE provider_calls (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL,
  stream TEXT NOT NULL,
  chat_id TEXT,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  status TEXT NOT NULL,
  input_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  estimated INTEGER NOT NULL DEFAULT 0,
  cost INTEGER,
  price_version TEXT,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  provider_request_id TEXT
) STRICT;
CREATE INDEX provider_calls_run ON provider_calls(run_id);
CREATE INDEX provider_calls_chat ON provider_calls(chat_id) WHERE chat_id IS NOT NULL;
CREATE INDEX provider_calls_time ON provider_calls(started_at);

CREATE TABLE idempotency_keys (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  status INTEGER NOT NULL,
  body BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_time ON idempotency_keys(created_at);
