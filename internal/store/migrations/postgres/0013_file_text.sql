-- +goose Up
-- The words of each file that is kept, taken out once: records are indexed again without opening the file.
CREATE TABLE file_text (
  sha256 TEXT COLLATE "C" PRIMARY KEY REFERENCES file (sha256) ON DELETE CASCADE,
  office TEXT COLLATE "C" NOT NULL,
  rules  BIGINT NOT NULL, -- by which they were taken out; 0 before
  tries  BIGINT NOT NULL, -- that were begun and have not ended
  state  TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'none', 'broken')),
  text   TEXT NOT NULL
);
CREATE INDEX file_text_rules ON file_text (rules, sha256);
INSERT INTO file_text (sha256, office, rules, tries, state, text) SELECT sha256, office, 0, 0, 'waiting', '' FROM file;
