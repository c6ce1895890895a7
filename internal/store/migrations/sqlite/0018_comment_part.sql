-- +goose Up
-- What is said of a part of a record: the key of a block of a page or a report; '' for what is said of the whole.
ALTER TABLE comment ADD COLUMN part TEXT NOT NULL DEFAULT '';
