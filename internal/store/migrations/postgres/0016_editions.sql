-- +goose Up
-- What was published, frozen: one row for each language of an edition. The snapshot is the document as its checksum covers it;
-- every other column stands in the snapshot too, and is here to be found by.
CREATE TABLE edition (
  publication TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  lang        TEXT COLLATE "C" NOT NULL CHECK (lang IN ('fr', 'en')),
  office      TEXT COLLATE "C" NOT NULL,
  subject     TEXT COLLATE "C" NOT NULL,
  number      INTEGER NOT NULL CHECK (number > 0),
  year        INTEGER NOT NULL,
  sort        TEXT COLLATE "C" NOT NULL CHECK (sort IN ('edition', 'erratum')),
  issued      TEXT COLLATE "C" NOT NULL,
  checksum    TEXT COLLATE "C" NOT NULL,
  snapshot    TEXT NOT NULL,
  PRIMARY KEY (publication, lang)
);
CREATE UNIQUE INDEX edition_number ON edition (subject, lang, number);
CREATE INDEX edition_office ON edition (office, year);
CREATE INDEX edition_checksum ON edition (checksum);

-- Its files: bytes in table file once they are made, '' before. What failed is tried again later.
CREATE TABLE edition_file (
  publication TEXT COLLATE "C" NOT NULL,
  lang        TEXT COLLATE "C" NOT NULL,
  format      TEXT COLLATE "C" NOT NULL,
  office      TEXT COLLATE "C" NOT NULL,
  sha256      TEXT COLLATE "C" NOT NULL,
  size        BIGINT NOT NULL,
  made_at     TEXT COLLATE "C" NOT NULL,
  tries       INTEGER NOT NULL,
  due_at      TEXT COLLATE "C" NOT NULL,
  said        TEXT NOT NULL,
  PRIMARY KEY (publication, lang, format),
  FOREIGN KEY (publication, lang) REFERENCES edition (publication, lang)
);
