-- +goose Up
-- What the installation remembers of itself.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- One row of what others than the office may read of a record, and a second one of all of it when its private fields hold
-- words. pos begins with the date, so that the newest come first in the order of the index itself.
CREATE TABLE search (
  pos     INTEGER PRIMARY KEY,
  record  TEXT NOT NULL REFERENCES record (id),
  office  TEXT NOT NULL,
  private INTEGER NOT NULL,
  digest  INTEGER NOT NULL
) STRICT;
CREATE INDEX search_record ON search (record);

-- Holds no text, only where words are. Words come folded and cut to stems: the tokenizer has nothing left to do.
CREATE VIRTUAL TABLE search_words USING fts5(label, rest, content='', contentless_delete=1, tokenize='ascii');
