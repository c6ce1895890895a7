-- +goose Up
-- The dates of what is published as the record gives them: what lists show, where starts and ends are what they sort by.
-- Projections that are there are made anew at the start, for the rules of redaction have a new number.
ALTER TABLE published ADD COLUMN dates TEXT NOT NULL DEFAULT '';

-- What feeds tell: the last to have changed.
CREATE INDEX published_updated ON published (updated_at, record);
