package registry

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
)

// What the site takes of readers' opinions. They hold over all nodes, for they are counted in the database; they are of
// pages and not of readers, so that nothing about a reader need be kept.
const (
	maxFeedbackWords = 2000      // characters
	feedbackOfPage   = 30        // of one page in an hour
	feedbackOfAll    = 600       // of all pages in an hour
	feedbackWindow   = time.Hour //
	maxFeedbackPath  = 512       // bytes
)

// Feedback keeps a reader's opinion for the office. record.ErrInvalid when it is not one, record.ErrUnavailable when too many
// came within the hour.
func (g *Registry) Feedback(ctx context.Context, o publish.Opinion) error {
	words := strings.TrimSpace(o.Words)
	switch {
	case !strings.HasPrefix(o.Path, "/") || len(o.Path) > maxFeedbackPath || !utf8.ValidString(o.Path) || strings.ContainsAny(o.Path, "\x00\r\n"):
		return record.Errorf(record.Invalid, "no page of this site: %.40q", o.Path)
	case utf8.RuneCountInString(words) > maxFeedbackWords:
		return &record.Error{Kind: record.Invalid, Msg: "the comment is too long", Problems: []record.Problem{{Field: "comment", Code: "too_long", Args: map[string]string{"most": itoa(maxFeedbackWords)}}}}
	case !utf8.ValidString(words) || strings.ContainsRune(words, 0):
		return &record.Error{Kind: record.Invalid, Msg: "the comment cannot be kept", Problems: []record.Problem{{Field: "comment", Code: "bad_text"}}}
	}
	if o.Lang != "en" {
		o.Lang = "fr"
	}
	useful := "no"
	if o.Useful {
		useful = "yes"
	}
	id, err := g.NewID()
	if err != nil {
		return err
	}
	since := g.now().Add(-feedbackWindow).UTC().Format(instant)
	err = g.db.InTx(ctx, func(tx *store.Tx) error {
		page, all, err := tx.FeedbackSince(ctx, o.Path, since, feedbackOfAll)
		if err != nil {
			return err
		}
		if page >= feedbackOfPage || all >= feedbackOfAll {
			return record.Errorf(record.Unavailable, "too many opinions within the hour")
		}
		return tx.AddFeedback(ctx, store.Feedback{ID: id, Office: o.Office, Path: o.Path, Lang: o.Lang, Useful: useful, Words: words, At: g.stamp()})
	})
	if err != nil {
		return fmt.Errorf("keep an opinion: %w", err)
	}
	return nil
}

// Feedbacks reads what readers said of the pages of the actor's office, oldest first: the operator reads all.
func (g *Registry) Feedbacks(ctx context.Context, a access.Actor, after record.Ref, limit int) ([]store.Feedback, error) {
	if a.Role != access.Operator && (a.Office == "" || a.Role == access.Contributor) {
		return nil, record.Errorf(record.Forbidden, "%s may not read what readers said", a.Name)
	}
	var out []store.Feedback
	err := g.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Feedbacks(ctx, a.Office, after, limit)
		out = rows[:min(len(rows), store.PageSize(limit))]
		return err
	})
	return out, err
}
