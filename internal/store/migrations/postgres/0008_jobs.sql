-- +goose Up
-- What is done on a schedule: one row for each job, whichever node does it. A lease says who is at it now.
CREATE TABLE job (
  name        TEXT COLLATE "C" PRIMARY KEY,
  due_at      TEXT COLLATE "C" NOT NULL,
  lease_by    TEXT COLLATE "C" NOT NULL,
  lease_until TEXT COLLATE "C" NOT NULL,
  failures    INTEGER NOT NULL,
  started_at  TEXT COLLATE "C" NOT NULL,
  ended_at    TEXT COLLATE "C" NOT NULL,
  outcome     TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('', 'done', 'failed')),
  said        TEXT NOT NULL
);

-- The copies that were made of this database, and whether they were found good.
CREATE TABLE backup (
  id       TEXT COLLATE "C" PRIMARY KEY,
  at       TEXT COLLATE "C" NOT NULL,
  ended_at TEXT COLLATE "C" NOT NULL,
  node     TEXT COLLATE "C" NOT NULL,
  path     TEXT NOT NULL,
  size     BIGINT NOT NULL,
  sha256   TEXT COLLATE "C" NOT NULL,
  schema   INTEGER NOT NULL,
  records  INTEGER NOT NULL,
  heads    TEXT COLLATE "C" NOT NULL,
  outcome  TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('good', 'unsound', 'failed')),
  said     TEXT NOT NULL
);
CREATE INDEX backup_at ON backup (at);
