-- Who may do what: users, their keys, and chats that they share. Chats belong to users by `chats.user_id`.

ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'member';
ALTER TABLE users ADD COLUMN disabled BOOLEAN NOT NULL DEFAULT FALSE;
CREATE UNIQUE INDEX users_name ON users(name);

-- Of a key only hashes are kept. Rows of revoked keys stay: while there is any, nobody is let in without one.
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  -- The part of the key that is no secret; a rotated key keeps it.
  prefix TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  -- Names with spaces between; empty for everything that the role may.
  scopes TEXT NOT NULL DEFAULT '',
  label TEXT,
  hash TEXT NOT NULL,
  -- The hash before the last rotation, taken until `overlap_until`.
  previous_hash TEXT,
  overlap_until BIGINT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  rotated_at BIGINT,
  revoked_at BIGINT
);
CREATE INDEX api_keys_user ON api_keys(user_id);

CREATE TABLE chat_shares (
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  chat BIGINT NOT NULL REFERENCES chats(number) ON DELETE CASCADE,
  role TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, chat)
);
CREATE INDEX chat_shares_chat ON chat_shares(chat);

-- Whose a file is; nobody's when it was sent before there were keys.
ALTER TABLE uploads ADD COLUMN user_id TEXT;

-- Secrets that all pods share, made by whoever needs one first.
CREATE TABLE shared_secrets (
  name TEXT PRIMARY KEY,
  secret BYTEA NOT NULL,
  created_at BIGINT NOT NULL
);
