package registry

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/store"
)

// keepStage leaves the stage of a report, its reviews and its publication to the use cases that change them: whoever saves one
// edits its text. An edit of what was approved or published takes the approval back. The record that was handed in stays as it
// is. The operator writes reports as they are, as an archive brings them.
func keepStage(a access.Actor, old, r record.Record) record.Record {
	next, ok := r.(*record.Report)
	if !ok || a.Role == access.Operator {
		return r
	}
	kept := record.Clone(next).(*record.Report)
	was, ok := old.(*record.Report)
	if !ok {
		kept.Stage, kept.Reviews, kept.Publication = record.StageDraft, nil, ""
		return kept
	}
	kept.Stage, kept.Reviews, kept.Publication = was.Stage, was.Reviews, was.Publication
	if (was.Stage == record.StageApproved || was.Stage == record.StagePublished) && !sameWords(was, kept) {
		kept.Stage = record.StageDraft
	}
	return kept
}

// sameWords tells whether two states of a report make the same document: who it is shared with, and notes, are not of it.
func sameWords(a, b *record.Report) bool {
	bare := func(r *record.Report) string {
		doc, err := record.Encode(&record.Report{Meta: record.Meta{ID: r.ID, Kind: r.Kind}, Title: r.Title, Subtitle: r.Subtitle,
			ReportType: r.ReportType, Period: r.Period, Stage: record.StageDraft, Blocks: r.Blocks})
		if err != nil {
			return err.Error()
		}
		return string(doc)
	}
	return bare(a) == bare(b)
}

// Ask sends a report for review, with a word to whoever reads it. Who may write it may.
func (g *Registry) Ask(ctx context.Context, a access.Actor, report record.Ref, from int, words string) (int, error) {
	return g.review(ctx, a, report, from, record.ReviewAsked, words)
}

// Approve approves of the version of a report that the actor has read; who heads or administers its office may. An edit takes it
// back.
func (g *Registry) Approve(ctx context.Context, a access.Actor, report record.Ref, from int, words string) (int, error) {
	return g.review(ctx, a, report, from, record.ReviewApproved, words)
}

// SendBack gives a report back to those who write it, with what is to be changed. Who may approve of it may.
func (g *Registry) SendBack(ctx context.Context, a access.Actor, report record.Ref, from int, words string) (int, error) {
	return g.review(ctx, a, report, from, record.ReviewReturned, words)
}

// MayApprove tells whether an actor may approve of the reports of an office, or send them back.
func MayApprove(a access.Actor, office record.Ref) bool {
	return a.Role == access.Operator || a.Office == office && office != "" && (a.Role == access.Admin || a.Role == access.Head)
}

// review notes a decision on a report and brings it to the stage that follows.
func (g *Registry) review(ctx context.Context, a access.Actor, id record.Ref, from int, decision, words string) (int, error) {
	words = strings.TrimSpace(words)
	version := 0
	err := g.db.InTx(ctx, func(tx *store.Tx) error {
		r, err := reportOf(ctx, tx, a, id)
		if err != nil {
			return err
		}
		switch {
		case decision != record.ReviewAsked && !MayApprove(a, r.Office):
			return record.Errorf(record.Forbidden, "%s may not decide on reports", a.Name)
		case decision == record.ReviewReturned && words == "":
			return unfit("said", "required")
		case utf8.RuneCountInString(words) > mostWords:
			return unfit("said", "too_long", "most", itoa(mostWords))
		}
		stage, ok := after(r.Stage, decision)
		if !ok {
			return record.Errorf(record.Conflict, "a report that is %s cannot be %s", r.Stage, decision)
		}
		today, err := g.today(ctx, tx, a)
		if err != nil {
			return err
		}
		r.Stage = stage
		r.Reviews = append(r.Reviews, record.Review{By: a.Name, On: record.Date(today.Format(time.DateOnly)), Decision: decision, Version: from, Said: words})
		version, err = g.save(ctx, tx, a, r, from, words, decision)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w", decision, id, err)
	}
	return version, nil
}

// after is the stage to which a decision brings a report; ok is false where there is nothing to decide.
func after(stage, decision string) (next string, ok bool) {
	switch decision {
	case record.ReviewAsked:
		return record.StageReview, stage == record.StageDraft || stage == record.StagePublished
	case record.ReviewApproved:
		return record.StageApproved, stage == record.StageReview
	case record.ReviewReturned:
		return record.StageDraft, stage == record.StageReview || stage == record.StageApproved
	}
	return "", false
}

// reportOf reads a report of the actor's office.
func reportOf(ctx context.Context, tx *store.Tx, a access.Actor, id record.Ref) (*record.Report, error) {
	e, err := ownOf(ctx, tx, a, id)
	if err != nil {
		return nil, err
	}
	r, err := record.Decode([]byte(e.Data))
	if err != nil {
		return nil, err
	}
	report, ok := r.(*record.Report)
	if !ok {
		return nil, record.Errorf(record.NotFound, "no report %s", id)
	}
	return report, nil
}

// published marks the report of an edition as published. It must have been approved as it stands; only an edition of something
// else needs nobody's approval.
func (g *Registry) published(ctx context.Context, tx *store.Tx, a access.Actor, subject store.Entry, publication record.Ref) error {
	if subject.Kind != record.KindReport {
		return nil
	}
	now, err := ownOf(ctx, tx, a, subject.ID)
	if err != nil {
		return err
	}
	if now.Version != subject.Version { // somebody was quicker since it was first looked at
		return record.Errorf(record.Conflict, "%s %s is at version %d, not %d", subject.Kind, subject.ID, now.Version, subject.Version)
	}
	r, err := reportOf(ctx, tx, a, subject.ID)
	if err != nil {
		return err
	}
	if r.Stage != record.StageApproved {
		return unfit("stage", "report_unapproved")
	}
	r.Stage, r.Publication = record.StagePublished, publication
	_, err = g.save(ctx, tx, a, r, subject.Version, "", "published")
	return err
}
