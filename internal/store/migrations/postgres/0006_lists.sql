-- +goose Up
-- What lists sort on besides the date: titles folded as each language orders them, and the rank of the state. Made by the
-- program from the documents when it next starts.
ALTER TABLE record ADD COLUMN sort_fr TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN sort_en TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN sort_state TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX record_title_fr ON record (kind, sort_fr, id);
CREATE INDEX record_title_en ON record (kind, sort_en, id);
CREATE INDEX record_state ON record (kind, sort_state, id);
CREATE INDEX record_updated ON record (kind, updated_at, id);
CREATE INDEX record_latest ON record (office, updated_at, id);
CREATE INDEX record_mine ON record (updated_by, updated_at, id);
CREATE INDEX record_withdrawn ON record (office, kind, id) WHERE withdrawn_at <> '';
