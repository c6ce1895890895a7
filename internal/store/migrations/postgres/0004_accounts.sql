-- +goose Up
-- Who may sign in. email and name are found by their folded forms, so that two spellings of one are one.
CREATE TABLE account (
  id          TEXT COLLATE "C" PRIMARY KEY,
  office      TEXT COLLATE "C" NOT NULL,
  name        TEXT NOT NULL,
  name_key    TEXT COLLATE "C" NOT NULL,
  email       TEXT COLLATE "C" NOT NULL,
  email_key   TEXT COLLATE "C" NOT NULL,
  role        TEXT COLLATE "C" NOT NULL,
  lang        TEXT COLLATE "C" NOT NULL,
  theme       TEXT COLLATE "C" NOT NULL,
  shortcuts   INTEGER NOT NULL,
  password    TEXT NOT NULL,
  password_at TEXT COLLATE "C" NOT NULL,
  factor      TEXT NOT NULL,
  factor_at   TEXT COLLATE "C" NOT NULL,
  factor_step BIGINT NOT NULL,
  created_at  TEXT COLLATE "C" NOT NULL,
  created_by  TEXT NOT NULL,
  seen_at     TEXT COLLATE "C" NOT NULL,
  disabled_at TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX account_email ON account (email_key);
CREATE UNIQUE INDEX account_name ON account (office, name_key);

-- Codes that stand in for the second factor, each for one use. Only their digests are kept.
CREATE TABLE account_recovery (
  account TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  digest  TEXT COLLATE "C" NOT NULL,
  office  TEXT COLLATE "C" NOT NULL,
  used_at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (account, digest)
);

-- Who an account is at a provider of identities.
CREATE TABLE account_identity (
  issuer  TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  account TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  office  TEXT COLLATE "C" NOT NULL,
  at      TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX account_identity_account ON account_identity (account);

-- Who is signed in. Of the token there is only the digest: whoever reads the database cannot become anybody. half is 1 while
-- the second factor is awaited.
CREATE TABLE session (
  id         TEXT COLLATE "C" PRIMARY KEY,
  digest     TEXT COLLATE "C" NOT NULL,
  account    TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  office     TEXT COLLATE "C" NOT NULL,
  half       INTEGER NOT NULL,
  via        TEXT COLLATE "C" NOT NULL,
  browser    TEXT NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  seen_at    TEXT COLLATE "C" NOT NULL,
  expires_at TEXT COLLATE "C" NOT NULL,
  ends_at    TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX session_digest ON session (digest);
CREATE INDEX session_account ON session (account, created_at);
CREATE INDEX session_expires ON session (expires_at);

-- Links that may be followed once: an invitation, a new password, the first administrator.
CREATE TABLE ticket (
  id         TEXT COLLATE "C" PRIMARY KEY,
  digest     TEXT COLLATE "C" NOT NULL,
  purpose    TEXT COLLATE "C" NOT NULL CHECK (purpose IN ('invite', 'reset', 'first')),
  office     TEXT COLLATE "C" NOT NULL,
  account    TEXT COLLATE "C" NOT NULL,
  email      TEXT COLLATE "C" NOT NULL,
  role       TEXT COLLATE "C" NOT NULL,
  lang       TEXT COLLATE "C" NOT NULL,
  made_at    TEXT COLLATE "C" NOT NULL,
  made_by    TEXT NOT NULL,
  expires_at TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX ticket_digest ON ticket (digest);
CREATE INDEX ticket_office ON ticket (office, made_at);

-- How often something was tried since an instant. bucket is a digest: of an e-mail, of an address of the network.
CREATE TABLE attempt (
  bucket TEXT COLLATE "C" PRIMARY KEY,
  n      BIGINT NOT NULL,
  since  TEXT COLLATE "C" NOT NULL,
  until  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX attempt_until ON attempt (until);

-- What became of accounts: who signed in, or tried to; who was invited, by whom.
CREATE TABLE account_event (
  id      TEXT COLLATE "C" PRIMARY KEY,
  office  TEXT COLLATE "C" NOT NULL,
  account TEXT COLLATE "C" NOT NULL,
  actor   TEXT NOT NULL,
  what    TEXT COLLATE "C" NOT NULL,
  detail  TEXT NOT NULL,
  browser TEXT NOT NULL,
  at      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX account_event_office ON account_event (office, id);
CREATE INDEX account_event_account ON account_event (account, id);
