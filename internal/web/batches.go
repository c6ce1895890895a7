package web

import (
	"strconv"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
	"entente/internal/tell"
)

const batchesOnPage = 40

// batchRow is an operation on many records.
type batchRow struct {
	registry.Batch

	href, when, what, counts string
	mayUndo                  bool
}

type batchesData struct {
	rows []batchRow
	next string
}

// batches lists the latest operations of the office.
func (a *app) batches(q *request) (serve.Answer, error) {
	before := record.Ref(q.URL.Query().Get("before"))
	list, next, err := a.Registry.Batches(q.Context(), q.actor, before, batchesOnPage)
	if err != nil {
		return serve.Answer{}, err
	}
	var d batchesData
	for _, b := range list {
		d.rows = append(d.rows, a.batchRow(q, b))
	}
	if next != "" {
		d.next = q.path("/batches?before=" + string(next))
	}
	return a.html(q, meta{title: q.p.T("page.batches.title"), entry: "batches"}, func(v view) templ.Component { return batchesPage(v, d) })
}

func (a *app) batchRow(q *request, b registry.Batch) batchRow {
	out := batchRow{Batch: b, href: q.path("/batches/" + string(b.ID)), when: hourOf(q, b.At), what: b.What, mayUndo: b.UndoneBy == ""}
	if b.Undoes != "" {
		out.what = q.p.T("page.batches.undo_of", "what", b.What)
	}
	out.counts = q.p.T("page.batches.changed", "n", b.Changed)
	switch {
	case b.Created > 0 && b.Changed > 0:
		out.counts = q.p.T("page.batches.created", "n", b.Created) + ", " + out.counts
	case b.Created > 0:
		out.counts = q.p.T("page.batches.created", "n", b.Created)
	}
	return out
}

// batchData is what an operation did.
type batchData struct {
	batchRow

	items []batchItem
	next  string
}

type batchItem struct {
	title  tell.Words
	kind   string
	did    string
	stands bool
}

func (a *app) batchPage(q *request) (serve.Answer, error) {
	b, err := a.Registry.Batch(q.Context(), q.actor, record.Ref(q.PathValue("batch")))
	if err != nil {
		return serve.Answer{}, err
	}
	after := 0
	for _, c := range q.URL.Query().Get("after") {
		if c < '0' || c > '9' || after > 1<<30 {
			return serve.Answer{}, record.Errorf(record.Invalid, "not a place in the list: %q", q.URL.Query().Get("after"))
		}
		after = after*10 + int(c-'0')
	}
	items, next, err := a.Registry.BatchItems(q.Context(), q.actor, b.ID, after, 100)
	if err != nil {
		return serve.Answer{}, err
	}
	d := batchData{batchRow: a.batchRow(q, b)}
	for _, it := range items {
		did := "page.batches.did_change"
		if it.From == 0 {
			did = "page.batches.did_create"
		}
		d.items = append(d.items, batchItem{title: linked(q, it.Head), kind: i18n.Capital(q.p.T("kind." + string(it.Kind) + ".one")), did: q.p.T(did), stands: it.Stands})
	}
	if next > 0 {
		d.next = d.href + "?after=" + strconv.Itoa(next)
	}
	m := meta{title: d.what, trail: []crumb{{q.p.T("page.batches.title"), q.path("/batches")}}, entry: "batches"}
	return a.html(q, m, func(v view) templ.Component { return batchPage(v, d) })
}

// undo brings back what stood before an operation, and says what it left alone.
func (a *app) undo(q *request) (serve.Answer, error) {
	done, err := a.Registry.Undo(q.Context(), q.actor, record.Ref(q.PathValue("batch")))
	if err != nil {
		return serve.Answer{}, err
	}
	left := len(done.Left) + done.LeftMore
	said := flash{Key: "page.said.undone", N: done.Changed, Undo: done.ID}
	to := q.path("/batches")
	switch {
	case done.ID == "" && left > 0:
		said = flash{Key: "page.said.nothing_undone", N: left, Bad: true}
	case done.ID == "":
		said = flash{Key: "page.said.same"}
	case left > 0:
		said.Key, said.N = "page.said.undone_but", left
	}
	if back := local(q.PostFormValue("back")); done.ID != "" && back != "" {
		to = back
	}
	return a.said(to, said), nil
}
