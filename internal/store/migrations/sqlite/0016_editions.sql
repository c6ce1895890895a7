-- +goose Up
-- What was published, frozen: one row for each language of an edition. The snapshot is the document as its checksum covers it;
-- every other column stands in the snapshot too, and is here to be found by.
CREATE TABLE edition (
  publication TEXT NOT NULL REFERENCES record (id),
  lang        TEXT NOT NULL CHECK (lang IN ('fr', 'en')),
  office      TEXT NOT NULL,
  subject     TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number > 0),
  year        INTEGER NOT NULL,
  sort        TEXT NOT NULL CHECK (sort IN ('edition', 'erratum')),
  issued      TEXT NOT NULL,
  checksum    TEXT NOT NULL,
  snapshot    TEXT NOT NULL,
  PRIMARY KEY (publication, lang)
) STRICT;
CREATE UNIQUE INDEX edition_number ON edition (subject, lang, number);
CREATE INDEX edition_office ON edition (office, year);
CREATE INDEX edition_checksum ON edition (checksum);

-- Its files: bytes in table file once they are made, '' before. What failed is tried again later.
CREATE TABLE edition_file (
  publication TEXT NOT NULL,
  lang        TEXT NOT NULL,
  format      TEXT NOT NULL,
  office      TEXT NOT NULL,
  sha256      TEXT NOT NULL,
  size        INTEGER NOT NULL,
  made_at     TEXT NOT NULL,
  tries       INTEGER NOT NULL,
  due_at      TEXT NOT NULL,
  said        TEXT NOT NULL,
  PRIMARY KEY (publication, lang, format),
  FOREIGN KEY (publication, lang) REFERENCES edition (publication, lang)
) STRICT;
