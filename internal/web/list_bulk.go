package web

import (
	"errors"
	"iter"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
	"entente/internal/typed"
)

// What a bulk edit does to a field.
const (
	bulkSet    = "set"
	bulkAdd    = "add"
	bulkRemove = "remove"
	bulkClear  = "clear"
)

const (
	mostBulk   = 10_000 // records in one bulk edit
	bulkSample = 8      // of them are shown before and after
)

// bulkField is a field that many records can be given at once: one value, or one of a list of values.
type bulkField struct {
	listColumn

	field record.Field
	title string
}

// bulkFields are those of a kind: codes, flags, dates, references, and lists of them.
func bulkFields(p *i18n.Printer, kind record.Kind) []bulkField {
	var out []bulkField
	for _, f := range record.FieldsOf(kind) {
		simple := f.Vocab != "" || f.IsDate() || f.IsFlag() || len(f.Refs) > 0
		if !simple || len(f.Fields) > 0 || slices.Contains([]string{"id", "kind", "schema", "office", "withdrawn", "merged_into", "personal_digest"}, f.Name) {
			continue
		}
		out = append(out, bulkField{listColumn{key: f.Name, path: f.Name}, f, fieldTitle(p, kind, f.Name)})
	}
	i18n.SortBy(p, out, func(f bulkField) string { return f.title })
	return out
}

// bulkPage is what the templates of a bulk edit are given.
type bulkPage struct {
	asked

	ids     []string // chosen one by one; none for all results
	count   listing.Count
	back    string
	fields  []bulkField
	field   *bulkField // chosen
	op      string
	options []filterOption // values to choose from
	typed   string         // what was typed
	problem string
	value   string // as it is understood, in words
	code    string // and as it is kept
	changed int
	same    int
	skipped int // that the reader may not change
	sample  []bulkRow
	refused []bulkRow
	more    int // refused besides those
}

type bulkRow struct {
	title, href, before, after string
	problems                   []string
}

// bulkForm reads which records are meant and what the form says so far.
func (a *app) bulkForm(q *request) (bulkPage, error) {
	if err := q.ParseForm(); err != nil {
		return bulkPage{}, record.Errorf(record.Invalid, "a form that cannot be read: %v", err)
	}
	kind := record.Kind(q.PathValue("kind"))
	if _, ok := record.DefinitionOf(kind); !ok {
		return bulkPage{}, missing("kind", string(kind))
	}
	asked, err := url.ParseQuery(q.PostForm.Get("query"))
	if err != nil {
		return bulkPage{}, record.Errorf(record.Invalid, "a list that cannot be read: %v", err)
	}
	b := bulkPage{asked: askedOf(kind, asked, q.lang), fields: bulkFields(q.p, kind)}
	b.back = b.href(q.lang, "")
	if q.PostForm.Get("all") == "" {
		b.ids = q.PostForm["id"]
		b.count = listing.Count{N: len(b.ids)}
	} else if b.count, err = a.Registry.Count(q.Context(), q.actor, b.query); err != nil {
		return b, err
	}
	if i := slices.IndexFunc(b.fields, func(f bulkField) bool { return f.key == q.PostForm.Get("field") }); i >= 0 {
		b.field = &b.fields[i]
	}
	b.op, b.typed, b.code = q.PostForm.Get("op"), strings.TrimSpace(q.PostForm.Get("typed")), q.PostForm.Get("value")
	return b, nil
}

// bulk asks what to change: first the field, then the value.
func (a *app) bulk(q *request) (serve.Answer, error) {
	b, err := a.bulkForm(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if b.count.N == 0 && !b.count.Unknown {
		return a.said(b.back, flash{Key: "lists.bulk.nothing", Bad: true}), nil
	}
	return a.bulkAsk(q, b, 0)
}

func (a *app) bulkAsk(q *request, b bulkPage, status int) (serve.Answer, error) {
	if b.field != nil {
		if err := a.bulkOptions(q, &b); err != nil {
			return serve.Answer{}, err
		}
	}
	return a.html(q, a.bulkMeta(q, b, status), func(v view) templ.Component { return bulkAskBody(v, b) })
}

func (*app) bulkMeta(q *request, b bulkPage, status int) meta {
	return meta{
		title: q.p.T("lists.bulk.title"), entry: string(b.kind), status: status,
		trail: []crumb{{i18n.Capital(q.p.T("kind." + string(b.kind) + ".other")), b.back}},
	}
}

// bulkOptions are the values to choose from: codes, terms, or the records whose name holds what was typed.
func (a *app) bulkOptions(q *request, b *bulkPage) error {
	f := b.field.field
	switch {
	case f.Vocab != "":
		for _, code := range record.Vocabulary(f.Vocab) {
			b.options = append(b.options, filterOption{value: code, label: i18n.Capital(q.p.T("vocabulary." + f.Vocab + "." + code)), checked: code == b.code})
		}
	case slices.Equal(f.Refs, []record.Kind{record.KindTerm}):
		page, err := a.Registry.Records(q.Context(), q.actor, listing.Query{Kinds: f.Refs, Sort: listing.ByTitle, Lang: string(q.lang), Limit: listing.MostOnPage,
			Filters: termsOf(f.Name)})
		if err != nil {
			return err
		}
		for _, e := range page.Entries {
			text, _ := e.Record.Label().In(string(q.lang))
			b.options = append(b.options, filterOption{value: string(e.Record.Head().ID), label: text, checked: string(e.Record.Head().ID) == b.code})
		}
	case len(f.Refs) > 0 && b.typed != "":
		page, err := a.Registry.Records(q.Context(), q.actor, listing.Query{Kinds: f.Refs, Words: b.typed, Sort: listing.ByTitle, Lang: string(q.lang), Limit: 20})
		if err != nil {
			return err
		}
		for _, e := range page.Entries {
			text, _ := e.Record.Label().In(string(q.lang))
			b.options = append(b.options, filterOption{value: string(e.Record.Head().ID), label: text, checked: string(e.Record.Head().ID) == b.code})
		}
		if len(b.options) == 0 {
			b.problem = q.p.T("lists.bulk.not_found", "name", b.typed)
		}
	}
	return nil
}

// termsOf limits terms to the vocabulary of a field.
func termsOf(field string) []listing.Filter {
	schemes := map[string]string{"themes": "theme", "sectors": "theme", "pillars": "pillar", "pillar": "pillar", "milieu": "milieu", "domain": "domain", "clienteles": "clientele"}
	scheme, ok := schemes[field]
	if !ok {
		return nil
	}
	return []listing.Filter{{Field: "scheme", Op: listing.Any, Values: []string{scheme}}}
}

// bulkValue understands the value that was chosen or typed, and words it.
func (a *app) bulkValue(q *request, b *bulkPage) error {
	f := b.field.field
	wrong := func(key string) { b.problem = q.p.T("lists.bulk." + key) }
	switch {
	case b.op == bulkClear:
		b.value = q.p.T("lists.bulk.empty")
	case f.Vocab != "":
		if !slices.Contains(record.Vocabulary(f.Vocab), b.code) {
			wrong("no_value")
			return nil
		}
		b.value = i18n.Capital(q.p.T("vocabulary." + f.Vocab + "." + b.code))
	case f.IsFlag():
		b.value = q.p.T("lists.yes")
	case f.IsDate():
		d, ok := bulkDate(b.typed, b.code)
		if !ok {
			wrong("no_date")
			return nil
		}
		b.code, b.value = string(d), q.p.Date(d)
	default:
		heads, err := a.Registry.Heads(q.Context(), q.actor, []record.Ref{record.Ref(b.code)})
		if err != nil {
			return err
		}
		h, ok := heads[record.Ref(b.code)]
		if !ok {
			wrong("no_value")
			return nil
		}
		b.value, _ = h.Title.In(string(q.lang))
	}
	return nil
}

// bulkDate reads a date as people type it, or as the page before understood it.
func bulkDate(written, kept string) (record.Date, bool) {
	if written == "" {
		d, err := record.ParseDate(kept)
		return d, err == nil
	}
	found, err := typed.Date(written)
	if err != nil || len(found) != 1 {
		return "", false
	}
	return found[0], true
}

// bulkEdits gives the records meant as they are to stand, those that already do included.
func (a *app) bulkEdits(q *request, b bulkPage) iter.Seq2[registry.Edit, error] {
	edit := func(e registry.Entry) registry.Edit {
		b.put(e.Record)
		return registry.Edit{Record: e.Record, From: e.Version}
	}
	return func(yield func(registry.Edit, error) bool) {
		for e, err := range a.bulkEntries(q, b) {
			if err != nil {
				yield(registry.Edit{}, err)
				return
			}
			if access.Can(q.actor, access.Write, e.Record.Head()) && !yield(edit(e), nil) {
				return
			}
		}
	}
}

// bulkEntries reads the records meant: those chosen, or everything that the list finds.
func (a *app) bulkEntries(q *request, b bulkPage) iter.Seq2[registry.Entry, error] {
	return func(yield func(registry.Entry, error) bool) {
		if len(b.ids) > 0 {
			for _, id := range b.ids {
				e, err := a.Registry.Get(q.Context(), q.actor, record.Ref(id))
				if errors.Is(err, record.ErrNotFound) || err == nil && e.Record.Head().Kind != b.kind {
					continue
				}
				if !yield(e, err) || err != nil {
					return
				}
			}
			return
		}
		n := 0
		for page, err := range a.Registry.Each(q.Context(), q.actor, b.query) {
			if err != nil {
				yield(registry.Entry{}, err)
				return
			}
			for _, e := range page.Entries {
				if n++; n > mostBulk {
					yield(registry.Entry{}, record.Errorf(record.Invalid, "more than %d records in one bulk edit", mostBulk))
					return
				}
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// put changes the field of one record.
func (b bulkPage) put(r record.Record) {
	v := b.field.field.In(reflect.ValueOf(r).Elem())
	value := func(t reflect.Type) reflect.Value {
		if t.Kind() == reflect.Bool {
			return reflect.ValueOf(true)
		}
		return reflect.ValueOf(b.code).Convert(t)
	}
	switch {
	case b.op == bulkClear:
		v.SetZero()
	case v.Kind() != reflect.Slice:
		v.Set(value(v.Type()))
	case b.op == bulkAdd || b.op == bulkRemove:
		x, kept := value(v.Type().Elem()), reflect.MakeSlice(v.Type(), 0, v.Len()+1)
		for i := range v.Len() {
			if v.Index(i).Interface() != x.Interface() || b.op == bulkAdd {
				kept = reflect.Append(kept, v.Index(i))
			}
		}
		held := slices.ContainsFunc(slices.Collect(elements(v)), func(e any) bool { return e == x.Interface() })
		if b.op == bulkAdd && !held {
			kept = reflect.Append(kept, x)
		}
		if kept.Len() == 0 {
			v.SetZero()
			return
		}
		v.Set(kept)
	default:
		v.Set(reflect.Append(reflect.MakeSlice(v.Type(), 0, 1), value(v.Type().Elem())))
	}
}

func elements(v reflect.Value) iter.Seq[any] {
	return func(yield func(any) bool) {
		for i := range v.Len() {
			if !yield(v.Index(i).Interface()) {
				return
			}
		}
	}
}

// bulkPreview shows how many records change, and some of them before and after.
func (a *app) bulkPreview(q *request) (serve.Answer, error) {
	b, err := a.bulkForm(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if b.field == nil || !slices.Contains([]string{bulkSet, bulkAdd, bulkRemove, bulkClear}, b.op) {
		return a.bulkAsk(q, b, 422)
	}
	if err := a.bulkValue(q, &b); err != nil {
		return serve.Answer{}, err
	}
	if b.problem != "" {
		return a.bulkAsk(q, b, 422)
	}
	if err := a.bulkCount(q, &b); err != nil {
		return serve.Answer{}, err
	}
	return a.html(q, a.bulkMeta(q, b, 0), func(v view) templ.Component { return bulkPreviewBody(v, b) })
}

// bulkCount counts what would change and takes a sample of it.
func (a *app) bulkCount(q *request, b *bulkPage) error {
	for e, err := range a.bulkEntries(q, *b) {
		if err != nil {
			return err
		}
		if !access.Can(q.actor, access.Write, e.Record.Head()) {
			b.skipped++
			continue
		}
		before := b.words(e.Record)
		b.put(e.Record)
		after := b.words(e.Record)
		if before == after {
			b.same++
			continue
		}
		b.changed++
		if len(b.sample) == bulkSample {
			continue
		}
		row, err := a.bulkRow(q, b, e.Record, before, after)
		if err != nil {
			return err
		}
		b.sample = append(b.sample, row)
	}
	return nil
}

// words is what a record holds in the field, as it is kept.
func (b bulkPage) words(r record.Record) string {
	var out []string
	for _, l := range record.Leaves(r)[b.field.path] {
		v := reflect.ValueOf(l.Value)
		if v.Kind() == reflect.Bool {
			out = append(out, "true")
			continue
		}
		out = append(out, v.String())
	}
	return strings.Join(out, "\x00")
}

func (a *app) bulkRow(q *request, b *bulkPage, r record.Record, before, after string) (bulkRow, error) {
	heads := map[record.Ref]publish.Head{}
	var ids []record.Ref
	if len(b.field.field.Refs) > 0 {
		for s := range strings.SplitSeq(before+"\x00"+after, "\x00") {
			ids = append(ids, record.Ref(s))
		}
		var err error
		if heads, err = a.Registry.Heads(q.Context(), q.actor, ids); err != nil {
			return bulkRow{}, err
		}
	}
	t := a.teller(q, heads)
	word := func(kept string) string {
		var out []string
		for s := range strings.SplitSeq(kept, "\x00") {
			f := b.field.field
			var v any = s
			switch {
			case s == "":
				continue
			case len(f.Refs) > 0:
				v = record.Ref(s)
			case f.IsDate():
				v = record.Date(s)
			case f.IsFlag():
				v = true
			}
			out = append(out, t.value(v, &f).text)
		}
		if len(out) == 0 {
			return q.p.T("lists.bulk.empty")
		}
		return q.p.List(out)
	}
	return bulkRow{title: t.text(r.Label()).text, href: recordPath(q.lang, b.kind, r.Head().ID), before: word(before), after: word(after)}, nil
}

// bulkApply writes the change as one entry that can be undone, or shows every record that refuses it.
func (a *app) bulkApply(q *request) (serve.Answer, error) {
	b, err := a.bulkForm(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if b.field == nil {
		return a.bulkAsk(q, b, 422)
	}
	if err := a.bulkValue(q, &b); err != nil {
		return serve.Answer{}, err
	}
	if b.problem != "" {
		return a.bulkAsk(q, b, 422)
	}
	// Read whole before anything is written: what is changed would move in the list while it is walked through.
	var edits []registry.Edit
	for e, err := range a.bulkEdits(q, b) {
		if err != nil {
			return serve.Answer{}, err
		}
		edits = append(edits, e)
	}
	batch, err := a.Registry.Apply(q.Context(), q.actor, edits, q.p.T("lists.bulk.what", "field", b.field.title, "value", b.value))
	var refused *registry.ImportError
	switch {
	case errors.As(err, &refused):
		return a.bulkRefused(q, b, refused)
	case err != nil:
		return serve.Answer{}, err
	case batch.ID == "":
		return a.said(b.back, flash{Key: "lists.bulk.unchanged"}), nil
	}
	return a.said(b.back, flash{Key: "lists.bulk.done", N: batch.Changed, Undo: batch.ID}), nil
}

// mostRefused is how many records that refuse a change are told one by one.
const mostRefused = 50

func (a *app) bulkRefused(q *request, b bulkPage, e *registry.ImportError) (serve.Answer, error) {
	b.more = max(0, len(e.Refused)-mostRefused)
	refused := e.Refused[:min(len(e.Refused), mostRefused)]
	ids := make([]record.Ref, len(refused))
	for i, r := range refused {
		ids[i] = r.ID
	}
	heads, err := a.Registry.Heads(q.Context(), q.actor, ids)
	if err != nil {
		return serve.Answer{}, err
	}
	for _, r := range refused {
		title, _ := heads[r.ID].Title.In(string(q.lang))
		row := bulkRow{title: title, href: recordPath(q.lang, b.kind, r.ID)}
		for _, p := range r.Problems {
			row.problems = append(row.problems, a.problemWords(q, b.kind, p))
		}
		b.refused = append(b.refused, row)
	}
	return a.html(q, a.bulkMeta(q, b, 422), func(v view) templ.Component { return bulkRefusedBody(v, b) })
}

// problemWords words what keeps a record from being saved.
func (*app) problemWords(q *request, kind record.Kind, p record.Problem) string {
	args := []any{"field", fieldTitle(q.p, kind, withoutPositions(p.Field))}
	for k, v := range p.Args {
		args = append(args, k, v)
	}
	return q.p.T("lists.bulk.problem", "field", args[1], "problem", q.p.T("problem."+p.Code, args...))
}

// withoutPositions is the path of a field without the places in its lists.
func withoutPositions(path string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(path, "."), func(s string) bool { return strings.Trim(s, "0123456789") == "" }), ".")
}
