package web

import "entente/internal/record"

// reviewPart is where a report stands between those who write it and those who approve it.
type reviewPart struct {
	trail []record.Review
}

func (a *app) reviewOf(q *request, c composing, r *record.Report) reviewPart {
	return reviewPart{trail: r.Reviews}
}
