-- +goose Up
-- What refers to a record, kind by kind: the page of a body that tens of thousands name reads the newest of each.
CREATE INDEX published_link_kind ON published_link (target, kind, starts, source, field);
