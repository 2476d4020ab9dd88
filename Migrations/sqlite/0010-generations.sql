-- Mapping workbooks, and what was generated from them.

CREATE TABLE workbooks (
  id TEXT PRIMARY KEY,
  -- NULL for one that was sent while nobody was asked who they are.
  user_id TEXT,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  -- What workbooks have in common that are read alike.
  shape TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX workbooks_content ON workbooks(sha256, coalesce(user_id, ''));
CREATE INDEX workbooks_user ON workbooks(user_id, id) WHERE user_id IS NOT NULL;

-- How a user corrected the layout of workbooks of one shape.
CREATE TABLE workbook_layouts (
  -- Empty for nobody.
  user_id TEXT NOT NULL,
  shape TEXT NOT NULL,
  corrections TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, shape)
) STRICT, WITHOUT ROWID;

CREATE TABLE generations (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT,
  name TEXT NOT NULL,
  workbook_id TEXT NOT NULL,
  workbook_name TEXT NOT NULL,
  -- Kept also when the workbook is deleted: the generation can be run again.
  sha256 TEXT NOT NULL REFERENCES blobs(sha256),
  dialect TEXT NOT NULL,
  form TEXT NOT NULL,
  -- Names as a JSON array; NULL for all.
  tables TEXT,
  model TEXT,
  corrections TEXT,
  content_sha256 TEXT NOT NULL,
  planned_blocks TEXT NOT NULL,
  -- The latest.
  run_id TEXT NOT NULL,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX generations_user ON generations(user_id, number) WHERE user_id IS NOT NULL;
CREATE INDEX generations_content ON generations(sha256);

CREATE TABLE generation_runs (
  run_id TEXT PRIMARY KEY,
  generation INTEGER NOT NULL REFERENCES generations(number) ON DELETE CASCADE,
  stream TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE INDEX generation_runs_generation ON generation_runs(generation);

CREATE TABLE generation_versions (
  generation INTEGER NOT NULL REFERENCES generations(number) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT,
  -- NULL for what a person changed.
  run_id TEXT,
  created_at INTEGER NOT NULL,
  -- JSON: blocks, files, source map.
  document TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX generation_versions_version ON generation_versions(generation, version);
