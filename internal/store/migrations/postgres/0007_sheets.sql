-- +goose Up
-- A spreadsheet on its way in: the file in pieces, what somebody said of it, how far it has come. It outlives the program that
-- reads it, and is of one office.
CREATE TABLE sheet_import (
  id         TEXT COLLATE "C" PRIMARY KEY,
  office     TEXT COLLATE "C" NOT NULL,
  actor      TEXT NOT NULL,
  kind       TEXT COLLATE "C" NOT NULL,
  file       TEXT NOT NULL,
  size       INTEGER NOT NULL,
  state      TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'reading', 'checked', 'committing', 'done', 'cancelled')),
  setting    TEXT NOT NULL,
  shape      TEXT NOT NULL,
  total      INTEGER NOT NULL,
  done       INTEGER NOT NULL,
  batch      TEXT COLLATE "C" NOT NULL,
  worker     TEXT COLLATE "C" NOT NULL,
  at         TEXT COLLATE "C" NOT NULL,
  updated_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sheet_import_office ON sheet_import (office, id);

CREATE TABLE sheet_piece (
  sheet TEXT COLLATE "C" NOT NULL REFERENCES sheet_import (id),
  n     INTEGER NOT NULL,
  data  BYTEA NOT NULL,
  PRIMARY KEY (sheet, n)
);

-- One row of the spreadsheet: its cells, what they would do, and what they did.
CREATE TABLE sheet_row (
  sheet    TEXT COLLATE "C" NOT NULL REFERENCES sheet_import (id),
  n        INTEGER NOT NULL,
  state    TEXT COLLATE "C" NOT NULL,
  decision TEXT COLLATE "C" NOT NULL,
  record   TEXT COLLATE "C" NOT NULL,
  version  INTEGER NOT NULL,
  written  INTEGER NOT NULL,
  likeness TEXT COLLATE "C" NOT NULL,
  cells    TEXT NOT NULL,
  detail   TEXT NOT NULL,
  PRIMARY KEY (sheet, n)
);
CREATE INDEX sheet_row_state ON sheet_row (sheet, state, n);
CREATE INDEX sheet_row_record ON sheet_row (sheet, record, n);
CREATE INDEX sheet_row_likeness ON sheet_row (sheet, likeness, n);

-- What a text of the spreadsheet means where nobody could tell, once for all rows that hold it.
CREATE TABLE sheet_choice (
  sheet   TEXT COLLATE "C" NOT NULL REFERENCES sheet_import (id),
  key     TEXT COLLATE "C" NOT NULL,
  rows    INTEGER NOT NULL,
  decided INTEGER NOT NULL,
  value   TEXT NOT NULL,
  detail  TEXT NOT NULL,
  PRIMARY KEY (sheet, key)
);

-- What an office said last of spreadsheets that have these titles.
CREATE TABLE sheet_mapping (
  office  TEXT COLLATE "C" NOT NULL,
  kind    TEXT COLLATE "C" NOT NULL,
  titles  TEXT COLLATE "C" NOT NULL,
  setting TEXT NOT NULL,
  at      TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (office, kind, titles)
);
