-- +goose Up
-- Which projections were made by other rules than the present ones is asked at every start, and hardly ever are there any.
CREATE INDEX published_redaction ON published (redaction, record);
