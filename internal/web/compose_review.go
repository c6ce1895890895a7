package web

import (
	"errors"
	"slices"

	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// reviewPart is where a report stands between those who write it and those who approve it.
type reviewPart struct {
	stage   string
	trail   []reviewLine // the last first
	asks    bool         // the reader may ask for a review
	decides bool         // approve, or send back
	version int
}

type reviewLine struct{ by, on, words, said, class string }

// reviewOf tells what was decided of a report, and what the reader may decide.
func (a *app) reviewOf(q *request, c composing, r *record.Report) reviewPart {
	out := reviewPart{stage: r.Stage, version: c.Version}
	may := registry.MayApprove(q.actor, r.Office)
	out.asks = c.writes && r.Stage == record.StageDraft
	out.decides = may && (r.Stage == record.StageReview || r.Stage == record.StageApproved)
	for _, v := range slices.Backward(r.Reviews) {
		line := reviewLine{by: v.By, on: q.p.Date(v.On), words: q.p.T("vocabulary.review_decision." + v.Decision), said: v.Said}
		switch v.Decision {
		case record.ReviewApproved:
			line.class = "review-yes"
		case record.ReviewReturned:
			line.class = "review-no"
		}
		out.trail = append(out.trail, line)
	}
	return out
}

// reviewed asks for a review, approves or sends back.
func (a *app) reviewed(q *request) (serve.Answer, error) {
	c, err := a.composed(q)
	if err != nil {
		return follow(err)
	}
	if c.kind != record.KindReport {
		return serve.Answer{}, missing("review", q.PathValue("short"))
	}
	from, err := seen(q)
	if err != nil {
		return serve.Answer{}, err
	}
	words := q.PostFormValue("words")
	var said string
	switch q.PostFormValue("op") {
	case "ask":
		_, err = a.Registry.Ask(q.Context(), q.actor, c.meta.ID, from, words)
		said = "editor.said.asked"
	case "approve":
		_, err = a.Registry.Approve(q.Context(), q.actor, c.meta.ID, from, words)
		said = "editor.said.approved"
	case "return":
		_, err = a.Registry.SendBack(q.Context(), q.actor, c.meta.ID, from, words)
		said = "editor.said.returned"
	default:
		return serve.Answer{}, record.Errorf(record.Invalid, "no decision %q", q.PostFormValue("op"))
	}
	back := func(key string, bad bool) (serve.Answer, error) {
		return a.said(c.address("/compose#review"), flash{Key: key, Name: c.title(q), Bad: bad}), nil
	}
	switch {
	case errors.Is(err, record.ErrConflict):
		return back("editor.said.review_stale", true)
	case errors.Is(err, record.ErrForbidden):
		return serve.Answer{}, missing("review", c.meta.ID.Short())
	case len(record.ProblemsOf(err)) > 0:
		return back("editor.said.review_words", true)
	case err != nil:
		return serve.Answer{}, err
	}
	return back(said, false)
}
