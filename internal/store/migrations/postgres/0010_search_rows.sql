-- +goose Up
-- The index of words again, with what ranking, counting and the reader's scope need of a record in its row: a search reads
-- the newest rows that match, which stand together, and no other table. The program fills it when it starts.
DROP TABLE search;
CREATE TABLE search (
  pos        BIGINT PRIMARY KEY,
  record     TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  office     TEXT COLLATE "C" NOT NULL,
  private    INTEGER NOT NULL, -- 0 for all readers, 1 for the office's, 2 for others than those
  visibility TEXT NOT NULL, -- 'withdrawn' of what was
  kind       TEXT NOT NULL,
  starts     TEXT NOT NULL,
  label      TEXT NOT NULL, -- its words as ranking takes them
  countries  TEXT NOT NULL, -- separated by spaces, and so are the next
  themes     TEXT NOT NULL,
  digest     BIGINT NOT NULL,
  words      TSVECTOR NOT NULL
);
CREATE INDEX search_record ON search (record);
CREATE INDEX search_words ON search USING gin (words);
