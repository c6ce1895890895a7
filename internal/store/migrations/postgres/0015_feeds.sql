-- +goose Up
-- The link by which a calendar reads what an account may see: one for each account. Of its token there is only the digest.
CREATE TABLE feed (
  account TEXT PRIMARY KEY REFERENCES account (id),
  digest  TEXT NOT NULL,
  office  TEXT NOT NULL,
  made_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
);
CREATE UNIQUE INDEX feed_digest ON feed (digest);
