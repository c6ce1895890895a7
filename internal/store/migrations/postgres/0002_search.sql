-- +goose Up
-- What the installation remembers of itself.
CREATE TABLE setting (
  name  TEXT COLLATE "C" PRIMARY KEY,
  value TEXT NOT NULL
);

-- One row of what others than the office may read of a record, and a second one of all of it when its private fields hold
-- words. pos begins with the date, so that the newest come first in the order of the key. words is written by the program,
-- folded and cut to stems: no dictionary of the server has a part in it.
CREATE TABLE search (
  pos     BIGINT PRIMARY KEY,
  record  TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  office  TEXT COLLATE "C" NOT NULL,
  private INTEGER NOT NULL,
  digest  BIGINT NOT NULL,
  words   TSVECTOR NOT NULL
);
CREATE INDEX search_record ON search (record);
CREATE INDEX search_words ON search USING gin (words);
