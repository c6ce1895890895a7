-- +goose Up
-- Where a record went that was merged into another: follows from its document. public tells whether the public knew it.
CREATE TABLE merged (
  record TEXT COLLATE "C" PRIMARY KEY REFERENCES record (id),
  office TEXT COLLATE "C" NOT NULL,
  short  TEXT COLLATE "C" NOT NULL,
  target TEXT COLLATE "C" NOT NULL,
  public INTEGER NOT NULL
);
CREATE INDEX merged_short ON merged (short);
CREATE INDEX merged_target ON merged (target);
CREATE INDEX record_short ON record (short);

-- Many changes made as one, which can be undone as one. What a batch did to each record stands in batch_record: from is 0 for
-- one that it created.
CREATE TABLE batch (
  id        TEXT COLLATE "C" PRIMARY KEY,
  office    TEXT COLLATE "C" NOT NULL,
  at        TEXT COLLATE "C" NOT NULL,
  actor     TEXT NOT NULL,
  what      TEXT NOT NULL,
  undoes    TEXT COLLATE "C" NOT NULL,
  created   INTEGER NOT NULL,
  changed   INTEGER NOT NULL,
  unchanged INTEGER NOT NULL
);
CREATE INDEX batch_office ON batch (office, id);
CREATE INDEX batch_undoes ON batch (undoes);

CREATE TABLE batch_record (
  batch        TEXT COLLATE "C" NOT NULL REFERENCES batch (id),
  position     INTEGER NOT NULL,
  record       TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  from_version INTEGER NOT NULL,
  to_version   INTEGER NOT NULL,
  PRIMARY KEY (batch, position)
);
CREATE UNIQUE INDEX batch_record_once ON batch_record (batch, record);

-- What people say of a record among themselves.
CREATE TABLE comment (
  id     TEXT COLLATE "C" PRIMARY KEY,
  record TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  office TEXT COLLATE "C" NOT NULL,
  author TEXT NOT NULL,
  at     TEXT COLLATE "C" NOT NULL,
  words  TEXT NOT NULL
);
CREATE INDEX comment_record ON comment (record, id);

-- What each account keeps for itself: what it looked at, lists it saved, forms it has begun.
CREATE TABLE visited (
  account TEXT COLLATE "C" NOT NULL,
  record  TEXT COLLATE "C" NOT NULL REFERENCES record (id),
  at      TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (account, record)
);
CREATE INDEX visited_at ON visited (account, at);

CREATE TABLE saved_view (
  id      TEXT COLLATE "C" PRIMARY KEY,
  office  TEXT COLLATE "C" NOT NULL,
  account TEXT COLLATE "C" NOT NULL,
  kind    TEXT COLLATE "C" NOT NULL,
  name    TEXT NOT NULL,
  query   TEXT NOT NULL,
  shared  INTEGER NOT NULL,
  at      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX saved_view_account ON saved_view (account, kind);
CREATE INDEX saved_view_office ON saved_view (office, kind);

CREATE TABLE draft (
  account TEXT COLLATE "C" NOT NULL,
  form    TEXT COLLATE "C" NOT NULL,
  office  TEXT COLLATE "C" NOT NULL,
  at      TEXT COLLATE "C" NOT NULL,
  data    TEXT NOT NULL,
  PRIMARY KEY (account, form)
);
CREATE INDEX draft_at ON draft (at);
