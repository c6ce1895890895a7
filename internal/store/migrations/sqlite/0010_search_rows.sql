-- +goose Up
-- The index of words again, with what ranking, counting and the reader's scope need of a record in its row: a search reads
-- the newest rows that match, which stand together, and no other table. The program fills it when it starts.
DROP TABLE search_words;
DROP TABLE search;
CREATE TABLE search (
  pos        INTEGER PRIMARY KEY,
  record     TEXT NOT NULL REFERENCES record (id),
  office     TEXT NOT NULL,
  private    INTEGER NOT NULL, -- 0 for all readers, 1 for the office's, 2 for others than those
  visibility TEXT NOT NULL, -- 'withdrawn' of what was
  kind       TEXT NOT NULL,
  starts     TEXT NOT NULL,
  label      TEXT NOT NULL, -- its words as ranking takes them
  countries  TEXT NOT NULL, -- separated by spaces, and so are the next
  themes     TEXT NOT NULL,
  digest     INTEGER NOT NULL
) STRICT;
CREATE INDEX search_record ON search (record);
CREATE VIRTUAL TABLE search_words USING fts5(words, content='', contentless_delete=1, tokenize='ascii');
CREATE VIRTUAL TABLE search_words_known USING fts5vocab(search_words, instance);
