-- +goose Up
-- What lists show, filter, sort and group on. Unknown texts are '' and never NULL, so that keyset order is the same on both engines.
-- Keys, codes and dates are COLLATE "C": the order of their bytes, as in SQLite. Documents are TEXT, not JSONB: history
-- and documents are compared byte for byte.
CREATE TABLE record (
  id           TEXT COLLATE "C" PRIMARY KEY,
  kind         TEXT COLLATE "C" NOT NULL,
  type         TEXT COLLATE "C" NOT NULL,
  office       TEXT COLLATE "C" NOT NULL,
  visibility   TEXT COLLATE "C" NOT NULL,
  status       TEXT COLLATE "C" NOT NULL,
  short        TEXT COLLATE "C" NOT NULL,
  slug_fr      TEXT COLLATE "C" NOT NULL,
  slug_en      TEXT COLLATE "C" NOT NULL,
  title_fr     TEXT NOT NULL,
  title_en     TEXT NOT NULL,
  starts       TEXT COLLATE "C" NOT NULL,
  ends         TEXT COLLATE "C" NOT NULL,
  version      INTEGER NOT NULL CHECK (version > 0),
  updated_at   TEXT COLLATE "C" NOT NULL,
  updated_by   TEXT COLLATE "C" NOT NULL,
  withdrawn_at TEXT COLLATE "C" NOT NULL,
  head         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX record_list ON record (kind, office, starts, id);
CREATE INDEX record_all ON record (kind, starts, id);
CREATE INDEX record_office ON record (office, starts, id);
CREATE INDEX record_date ON record (starts, id);

CREATE TABLE document (
  id     TEXT COLLATE "C" PRIMARY KEY REFERENCES record (id),
  office TEXT COLLATE "C" NOT NULL,
  data   TEXT NOT NULL
);

CREATE TABLE link (
  source   TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  field    TEXT COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  target   TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  office   TEXT COLLATE "C" NOT NULL,
  kind     TEXT COLLATE "C" NOT NULL,
  starts   TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (source, field, position)
);
CREATE INDEX link_target ON link (target, starts, source, field);

CREATE TABLE mark (
  source TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  field  TEXT COLLATE "C" NOT NULL,
  value  TEXT COLLATE "C" NOT NULL,
  office TEXT COLLATE "C" NOT NULL,
  kind   TEXT COLLATE "C" NOT NULL,
  starts TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (source, field, value)
);
CREATE INDEX mark_value ON mark (field, value, kind, starts, source);

CREATE TABLE measure (
  source TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  field  TEXT COLLATE "C" NOT NULL,
  key    TEXT COLLATE "C" NOT NULL,
  office TEXT COLLATE "C" NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (source, field, key)
);

-- Every state for ever, in the exact bytes that the hashes were made over.
CREATE TABLE revision (
  record        TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  version       INTEGER NOT NULL CHECK (version > 0),
  office        TEXT COLLATE "C" NOT NULL,
  at            TEXT COLLATE "C" NOT NULL,
  actor         TEXT COLLATE "C" NOT NULL,
  reason        TEXT NOT NULL,
  data          TEXT NOT NULL,
  previous_hash TEXT COLLATE "C" NOT NULL,
  hash          TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (record, version)
);

-- Personal fields, beside the document: erasing data and salt leaves a digest that tells nothing.
CREATE TABLE personal (
  person    TEXT COLLATE "C" PRIMARY KEY REFERENCES record (id),
  office    TEXT COLLATE "C" NOT NULL,
  salt      TEXT COLLATE "C" NOT NULL,
  data      TEXT NOT NULL,
  erased_at TEXT COLLATE "C" NOT NULL
);

CREATE TABLE file (
  sha256 TEXT COLLATE "C" PRIMARY KEY,
  office TEXT COLLATE "C" NOT NULL,
  size   BIGINT NOT NULL,
  data   BYTEA NOT NULL
);

-- What the public may see, and nothing else.
CREATE TABLE published (
  record     TEXT COLLATE "C" PRIMARY KEY REFERENCES record (id),
  kind       TEXT COLLATE "C" NOT NULL,
  type       TEXT COLLATE "C" NOT NULL,
  office     TEXT COLLATE "C" NOT NULL,
  status     TEXT COLLATE "C" NOT NULL,
  short      TEXT COLLATE "C" NOT NULL,
  slug_fr    TEXT COLLATE "C" NOT NULL,
  slug_en    TEXT COLLATE "C" NOT NULL,
  title_fr   TEXT NOT NULL,
  title_en   TEXT NOT NULL,
  starts     TEXT COLLATE "C" NOT NULL,
  ends       TEXT COLLATE "C" NOT NULL,
  updated_at TEXT COLLATE "C" NOT NULL,
  version    INTEGER NOT NULL,
  redaction  INTEGER NOT NULL,
  doc        TEXT NOT NULL
);
CREATE INDEX published_short ON published (short);
CREATE INDEX published_list ON published (kind, office, starts, record);
CREATE INDEX published_all ON published (kind, starts, record);
CREATE INDEX published_office ON published (office, starts, record);
CREATE INDEX published_date ON published (starts, record);

CREATE TABLE published_link (
  source   TEXT COLLATE "C" NOT NULL REFERENCES published (record),
  field    TEXT COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  target   TEXT COLLATE "C" NOT NULL,
  office   TEXT COLLATE "C" NOT NULL,
  kind     TEXT COLLATE "C" NOT NULL,
  starts   TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (source, field, position)
);
CREATE INDEX published_link_target ON published_link (target, starts, source, field);

CREATE TABLE published_mark (
  source TEXT COLLATE "C" NOT NULL REFERENCES published (record),
  field  TEXT COLLATE "C" NOT NULL,
  value  TEXT COLLATE "C" NOT NULL,
  office TEXT COLLATE "C" NOT NULL,
  kind   TEXT COLLATE "C" NOT NULL,
  starts TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (source, field, value)
);
CREATE INDEX published_mark_value ON published_mark (field, value, kind, starts, source);

-- What happened, for whoever must act on it; written with the change itself.
CREATE TABLE outbox (
  id      TEXT COLLATE "C" PRIMARY KEY,
  office  TEXT COLLATE "C" NOT NULL,
  record  TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  version INTEGER NOT NULL,
  event   TEXT COLLATE "C" NOT NULL,
  at      TEXT COLLATE "C" NOT NULL
);
