-- +goose Up
-- The link by which a calendar reads what an account may see: one for each account. Of its token there is only the digest.
CREATE TABLE feed (
  account TEXT COLLATE "C" PRIMARY KEY REFERENCES account (id),
  digest  TEXT COLLATE "C" NOT NULL,
  office  TEXT COLLATE "C" NOT NULL,
  made_at TEXT COLLATE "C" NOT NULL,
  seen_at TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX feed_digest ON feed (digest);
