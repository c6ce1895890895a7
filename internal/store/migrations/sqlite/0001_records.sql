-- +goose Up
-- What lists show, filter, sort and group on. Unknown texts are '' and never NULL, so that keyset order is the same on both engines.
CREATE TABLE record (
  id           TEXT PRIMARY KEY,
  kind         TEXT NOT NULL,
  type         TEXT NOT NULL,
  office       TEXT NOT NULL,
  visibility   TEXT NOT NULL,
  status       TEXT NOT NULL,
  short        TEXT NOT NULL,
  slug_fr      TEXT NOT NULL,
  slug_en      TEXT NOT NULL,
  title_fr     TEXT NOT NULL,
  title_en     TEXT NOT NULL,
  starts       TEXT NOT NULL,
  ends         TEXT NOT NULL,
  version      INTEGER NOT NULL CHECK (version > 0),
  updated_at   TEXT NOT NULL,
  updated_by   TEXT NOT NULL,
  withdrawn_at TEXT NOT NULL,
  head         TEXT NOT NULL
) STRICT;
CREATE INDEX record_list ON record (kind, office, starts, id);
CREATE INDEX record_all ON record (kind, starts, id);
CREATE INDEX record_office ON record (office, starts, id);
CREATE INDEX record_date ON record (starts, id);

CREATE TABLE document (
  id     TEXT PRIMARY KEY REFERENCES record (id),
  office TEXT NOT NULL,
  data   TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

CREATE TABLE link (
  source   TEXT NOT NULL REFERENCES record (id),
  field    TEXT NOT NULL,
  position INTEGER NOT NULL,
  target   TEXT NOT NULL REFERENCES record (id),
  office   TEXT NOT NULL,
  kind     TEXT NOT NULL,
  starts   TEXT NOT NULL,
  PRIMARY KEY (source, field, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target, starts, source, field);

CREATE TABLE mark (
  source TEXT NOT NULL REFERENCES record (id),
  field  TEXT NOT NULL,
  value  TEXT NOT NULL,
  office TEXT NOT NULL,
  kind   TEXT NOT NULL,
  starts TEXT NOT NULL,
  PRIMARY KEY (source, field, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_value ON mark (field, value, kind, starts, source);

CREATE TABLE measure (
  source TEXT NOT NULL REFERENCES record (id),
  field  TEXT NOT NULL,
  key    TEXT NOT NULL,
  office TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (source, field, key)
) STRICT, WITHOUT ROWID;

-- Every state for ever, in the exact bytes that the hashes were made over.
CREATE TABLE revision (
  record        TEXT NOT NULL REFERENCES record (id),
  version       INTEGER NOT NULL CHECK (version > 0),
  office        TEXT NOT NULL,
  at            TEXT NOT NULL,
  actor         TEXT NOT NULL,
  reason        TEXT NOT NULL,
  data          TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash          TEXT NOT NULL,
  PRIMARY KEY (record, version)
) STRICT;

-- Personal fields, beside the document: erasing data and salt leaves a digest that tells nothing.
CREATE TABLE personal (
  person    TEXT PRIMARY KEY REFERENCES record (id),
  office    TEXT NOT NULL,
  salt      TEXT NOT NULL,
  data      TEXT NOT NULL,
  erased_at TEXT NOT NULL
) STRICT;

CREATE TABLE file (
  sha256 TEXT PRIMARY KEY,
  office TEXT NOT NULL,
  size   INTEGER NOT NULL,
  data   BLOB NOT NULL
) STRICT;

-- What the public may see, and nothing else.
CREATE TABLE published (
  record     TEXT PRIMARY KEY REFERENCES record (id),
  kind       TEXT NOT NULL,
  type       TEXT NOT NULL,
  office     TEXT NOT NULL,
  status     TEXT NOT NULL,
  short      TEXT NOT NULL,
  slug_fr    TEXT NOT NULL,
  slug_en    TEXT NOT NULL,
  title_fr   TEXT NOT NULL,
  title_en   TEXT NOT NULL,
  starts     TEXT NOT NULL,
  ends       TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  version    INTEGER NOT NULL,
  redaction  INTEGER NOT NULL,
  doc        TEXT NOT NULL
) STRICT;
CREATE INDEX published_short ON published (short);
CREATE INDEX published_list ON published (kind, office, starts, record);
CREATE INDEX published_all ON published (kind, starts, record);
CREATE INDEX published_office ON published (office, starts, record);
CREATE INDEX published_date ON published (starts, record);

CREATE TABLE published_link (
  source   TEXT NOT NULL REFERENCES published (record),
  field    TEXT NOT NULL,
  position INTEGER NOT NULL,
  target   TEXT NOT NULL,
  office   TEXT NOT NULL,
  kind     TEXT NOT NULL,
  starts   TEXT NOT NULL,
  PRIMARY KEY (source, field, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX published_link_target ON published_link (target, starts, source, field);

CREATE TABLE published_mark (
  source TEXT NOT NULL REFERENCES published (record),
  field  TEXT NOT NULL,
  value  TEXT NOT NULL,
  office TEXT NOT NULL,
  kind   TEXT NOT NULL,
  starts TEXT NOT NULL,
  PRIMARY KEY (source, field, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX published_mark_value ON published_mark (field, value, kind, starts, source);

-- What happened, for whoever must act on it; written with the change itself.
CREATE TABLE outbox (
  id      TEXT PRIMARY KEY,
  office  TEXT NOT NULL,
  record  TEXT NOT NULL REFERENCES record (id),
  version INTEGER NOT NULL,
  event   TEXT NOT NULL,
  at      TEXT NOT NULL
) STRICT;
