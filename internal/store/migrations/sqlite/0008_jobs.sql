-- +goose Up
-- What is done on a schedule: one row for each job, whichever node does it. A lease says who is at it now.
CREATE TABLE job (
  name        TEXT PRIMARY KEY,
  due_at      TEXT NOT NULL,
  lease_by    TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  failures    INTEGER NOT NULL,
  started_at  TEXT NOT NULL,
  ended_at    TEXT NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('', 'done', 'failed')),
  said        TEXT NOT NULL
) STRICT;

-- The copies that were made of this database, and whether they were found good.
CREATE TABLE backup (
  id       TEXT PRIMARY KEY,
  at       TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  node     TEXT NOT NULL,
  path     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  sha256   TEXT NOT NULL,
  schema   INTEGER NOT NULL,
  records  INTEGER NOT NULL,
  heads    TEXT NOT NULL,
  outcome  TEXT NOT NULL CHECK (outcome IN ('good', 'unsound', 'failed')),
  said     TEXT NOT NULL
) STRICT;
CREATE INDEX backup_at ON backup (at);
