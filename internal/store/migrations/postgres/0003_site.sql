-- +goose Up
-- What readers say of a page. Nothing personal: no address, no name, no browser.
CREATE TABLE feedback (
  id     TEXT COLLATE "C" PRIMARY KEY,
  office TEXT COLLATE "C" NOT NULL,
  path   TEXT COLLATE "C" NOT NULL,
  lang   TEXT COLLATE "C" NOT NULL,
  useful TEXT COLLATE "C" NOT NULL CHECK (useful IN ('yes', 'no')),
  words  TEXT NOT NULL,
  at     TEXT COLLATE "C" NOT NULL
);
CREATE INDEX feedback_path ON feedback (path, at);
CREATE INDEX feedback_at ON feedback (at);

-- Counts the transactions that changed something published: whoever keeps pages made from it knows by the sum whether they
-- still hold. Several rows, so that writers do not wait for one another at a single one.
CREATE TABLE generation (
  shard INTEGER PRIMARY KEY,
  n     BIGINT NOT NULL
);
INSERT INTO generation (shard, n) VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0);
