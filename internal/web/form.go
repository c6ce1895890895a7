package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"entente/internal/access"
	"entente/internal/form"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

func (a *app) formRoutes() []route {
	return []route{
		get("/records/{kind}/new", "new", a.newForm),
		post("/records/{kind}/new", "create", a.newSent),
		get("/records/{kind}/{short}/edit", "edit", a.editForm),
		post("/records/{kind}/{short}/edit", "change", a.editSent),
		get("/combobox", "combobox", a.combobox),
		get("/echo", "echo", a.echo),
	}
}

// editing is a form being filled, of a record or of one that is to be made.
type editing struct {
	kind    record.Kind
	base    record.Record // that the form was made from
	version int           // of base; 0 when it is to be made
	small   bool          // only what a linked record needs at once
	back    string        // the form that a linked record is made for: the key of its draft
	at      string        // and the input there

	values     url.Values
	problems   []record.Problem
	options    map[string][]form.Option
	duplicates []registry.Candidate
	kept       string // when a draft was kept that the form does not show
	focus      string // the row or list that the reader is led to
	status     int
}

func (e *editing) fresh() bool { return e.version == 0 }

// key names the form's draft.
func (e *editing) key() string {
	if e.fresh() {
		return string(e.kind) + "/new"
	}
	return string(e.kind) + "/" + e.base.Head().ID.Short()
}

// path is the address of the form, and formPath that of the form which a draft is of; "" when the key is of none.
func (e *editing) path(lang i18n.Lang) string { return formPath(lang, e.key()) }

func formPath(lang i18n.Lang, key string) string {
	kind, which, _ := strings.Cut(key, "/")
	if _, ok := record.DefinitionOf(record.Kind(kind)); !ok || which == "" || strings.Trim(which, "0123456789abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	if which == "new" {
		return newPath(lang, record.Kind(kind))
	}
	return listPath(lang, record.Kind(kind)) + "/" + which + "/edit"
}

// kindOf is the kind that an address names.
func kindOf(q *request) (record.Definition, error) {
	def, ok := record.DefinitionOf(record.Kind(q.PathValue("kind")))
	if !ok {
		return def, missing("kind", q.PathValue("kind"))
	}
	return def, nil
}

// making is a form for a new record of the kind that the address names. Offices are made by whoever administers them.
func (a *app) making(q *request) (*editing, error) {
	def, err := kindOf(q)
	if err != nil {
		return nil, err
	}
	base := def.New()
	*base.Head() = record.Meta{Kind: def.Kind, Schema: def.Schema, Office: q.account.Office, Visibility: record.Private}
	if def.Kind == record.KindOffice || !access.Can(q.actor, access.Write, base.Head()) {
		return nil, missing("form", string(def.Kind))
	}
	return &editing{kind: def.Kind, base: base}, nil
}

// changing is a form of the record that the address names, as it stands.
func (a *app) changing(q *request) (*editing, error) {
	def, err := kindOf(q)
	if err != nil {
		return nil, err
	}
	e, err := a.Registry.Find(q.Context(), q.actor, def.Kind, q.PathValue("short"))
	if err != nil {
		return nil, err
	}
	if !access.Can(q.actor, access.Write, e.Record.Head()) {
		return nil, missing("form", q.PathValue("short"))
	}
	return &editing{kind: def.Kind, base: e.Record, version: e.Version}, nil
}

// language is what reads and shows the form of a record.
func (a *app) language(q *request, rs ...record.Record) (form.Language, error) {
	var ids []record.Ref
	for _, r := range rs {
		for _, l := range record.Links(r) {
			ids = append(ids, l.Target)
		}
	}
	heads, err := a.heads(q, ids)
	if err != nil {
		return form.Language{}, err
	}
	return form.Language{Printer: q.p, Reader: a.reader, Currency: "CAD", Label: func(id record.Ref) string { return headLabel(q.lang, heads[id]) }}, nil
}

func (a *app) heads(q *request, ids []record.Ref) (map[record.Ref]publish.Head, error) {
	if len(ids) == 0 {
		return map[record.Ref]publish.Head{}, nil
	}
	return a.Registry.Heads(q.Context(), q.actor, ids)
}

func headLabel(lang i18n.Lang, h publish.Head) string {
	text, _ := h.Title.In(string(lang))
	return text
}

// newForm shows an empty form, one begun by the address (from=organisation:SHORT, title=…), or the draft that was kept.
func (a *app) newForm(q *request) (serve.Answer, error) {
	e, err := a.making(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if e.kind == record.KindReport {
		return serve.Redirect(http.StatusSeeOther, q.path("/reports/new")), nil // which begins it with a year and the template
	}
	id, err := a.Registry.NewID()
	if err != nil {
		return serve.Answer{}, err
	}
	e.readPlace(q.URL.Query())
	if err := a.begin(q, e); err != nil {
		return serve.Answer{}, err
	}
	l, err := a.language(q, e.base)
	if err != nil {
		return serve.Answer{}, err
	}
	e.base.Head().ID = id
	e.values = l.Show(e.base)
	for _, list := range form.Begun(e.kind) {
		if !e.small && e.values.Get(list+".0.was") == "" {
			form.Apply(e.values, form.Operation{Verb: "add", Name: list})
		}
	}
	if title := q.FormValue("title"); title != "" {
		titled(e, title)
	}
	return a.open(q, e)
}

// readPlace reads for which input of which form a linked record is made.
func (e *editing) readPlace(values url.Values) {
	e.small, e.back, e.at = values.Get("small") != "", values.Get("back"), values.Get("at")
}

// titled puts what was typed in a field where the title or name of the new record goes.
func titled(e *editing, title string) {
	for _, key := range []string{"title.fr", "name.fr", "name", "title"} {
		if e.values.Has(key) {
			e.values.Set(key, title)
			return
		}
	}
}

// begin fills a new record with what the address says that it is about, and with the office's own organisation.
func (a *app) begin(q *request, e *editing) error {
	ours := q.office.Organisation
	switch r := e.base.(type) {
	case *record.Relation:
		r.Ours = ours
	case *record.Agreement:
		if ours != "" {
			r.Parties = []record.Party{{Who: ours, Ours: true}}
		}
	}
	kind, short, ok := strings.Cut(q.FormValue("from"), ":")
	if !ok {
		return nil
	}
	from, err := a.Registry.Find(q.Context(), q.actor, record.Kind(kind), short)
	if err != nil {
		return err
	}
	form.Prefill(e.base, from.Record)
	return nil
}

// editForm shows the form of a record as it stands, or the draft that was kept.
func (a *app) editForm(q *request) (serve.Answer, error) {
	e, err := a.changing(q)
	if err != nil {
		return serve.Answer{}, err
	}
	l, err := a.language(q, e.base)
	if err != nil {
		return serve.Answer{}, err
	}
	e.values = l.Show(e.base)
	return a.open(q, e)
}

// keptDraft is a draft as it is kept.
type keptDraft struct {
	ID      record.Ref `json:"id"`
	Version int        `json:"version"`
	Values  url.Values `json:"values"`
}

// open shows a form, with the draft of it where the reader asks for that, and says that there is one where not.
func (a *app) open(q *request, e *editing) (serve.Answer, error) {
	if e.small {
		return a.show(q, e)
	}
	d, err := a.Registry.DraftOf(q.Context(), q.account.ID, e.key())
	switch {
	case errors.Is(err, record.ErrNotFound):
		return a.show(q, e)
	case err != nil:
		return serve.Answer{}, fmt.Errorf("read the draft: %w", err)
	case q.FormValue("draft") == "":
		e.kept = d.At
		return a.show(q, e)
	}
	var k keptDraft
	if err := json.Unmarshal([]byte(d.Data), &k); err != nil {
		return serve.Answer{}, fmt.Errorf("read the draft of %s: %w", e.key(), err)
	}
	e.values, e.version = k.Values, k.Version
	if e.fresh() {
		e.base.Head().ID = k.ID
	}
	if at, id, ok := strings.Cut(q.FormValue("pick"), ":"); ok {
		e.values.Set(at+".pick", id)
		e.focus = at
	}
	if err := a.settle(q, e); err != nil {
		return serve.Answer{}, err
	}
	return a.show(q, e)
}

// settle puts the records that were picked in the place of the words that they were looked for by.
func (a *app) settle(q *request, e *editing) error {
	picked := map[string]record.Ref{}
	var ids []record.Ref
	for key := range e.values {
		name, ok := strings.CutSuffix(key, ".pick")
		if id := record.Ref(e.values.Get(key)); ok && id.Valid() {
			picked[name] = id
			ids = append(ids, id)
		}
	}
	heads, err := a.heads(q, ids)
	if err != nil {
		return err
	}
	for name, id := range picked {
		e.values.Del(name + ".pick")
		if h, ok := heads[id]; ok {
			e.values.Set(name, string(id))
			e.values.Set(name+".l", headLabel(q.lang, h))
			e.values.Set(name+".q", headLabel(q.lang, h))
		}
	}
	return nil
}

func (a *app) newSent(q *request) (serve.Answer, error) {
	e, err := a.making(q)
	if err != nil {
		return serve.Answer{}, err
	}
	return a.sent(q, e)
}

func (a *app) editSent(q *request) (serve.Answer, error) {
	e, err := a.changing(q)
	if err != nil {
		return serve.Answer{}, err
	}
	return a.sent(q, e)
}

// sent does what the button that was pressed asks for.
func (a *app) sent(q *request, e *editing) (serve.Answer, error) {
	if err := q.ParseForm(); err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "read the form: %v", err)
	}
	e.values = q.PostForm
	op := form.ParseOperation(e.values.Get("op"))
	e.readPlace(e.values)
	if err := a.seen(q, e); err != nil {
		return serve.Answer{}, err
	}
	if err := a.settle(q, e); err != nil {
		return serve.Answer{}, err
	}
	switch op.Verb {
	case "draft":
		return a.keepDraft(q, e)
	case "discard":
		return a.dropDraft(q, e)
	case "create":
		return a.createLinked(q, e, op.Name)
	case "search":
		e.focus = op.Name
		return a.search(q, e, op.Name)
	case "", "save", "anyway", "merge":
		return a.save(q, e, op.Verb)
	}
	at, ok := form.Apply(e.values, op)
	if !ok {
		return serve.Answer{}, record.Errorf(record.Invalid, "no operation %q", e.values.Get("op"))
	}
	e.focus = at
	return a.show(q, e)
}

// seen makes the base of a form that was sent the state which the form was made from, even where the record has changed since.
func (a *app) seen(q *request, e *editing) error {
	if e.fresh() {
		if id := record.Ref(e.values.Get("id")); id.Valid() {
			e.base.Head().ID = id
			return nil
		}
		id, err := a.Registry.NewID()
		e.base.Head().ID = id
		return err
	}
	version, err := strconv.Atoi(e.values.Get("version"))
	if err != nil || version < 1 || version > e.version {
		return record.Errorf(record.Invalid, "no version %q", e.values.Get("version"))
	}
	if version == e.version {
		return nil
	}
	base, err := a.version(q, e.base.Head().ID, version)
	if err != nil {
		return err
	}
	e.base, e.version = base, version
	return nil
}

// version reads a state of a record that is no longer the last.
func (a *app) version(q *request, id record.Ref, version int) (record.Record, error) {
	changes, err := a.Registry.History(q.Context(), q.actor, id)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(changes, func(c registry.Change) bool { return c.Version == version })
	if i < 0 {
		return nil, missing("version", strconv.Itoa(version))
	}
	return changes[i].Record, nil
}

// part tells whether a script asks for what it will put in the page itself.
func forScript(q *request) bool { return q.Header.Get("X-Part") != "" }

func (a *app) keepDraft(q *request, e *editing) (serve.Answer, error) {
	for _, name := range []string{"op", "back", "at", "small"} {
		e.values.Del(name)
	}
	data, err := json.Marshal(keptDraft{ID: e.base.Head().ID, Version: e.version, Values: e.values})
	if err != nil {
		return serve.Answer{}, fmt.Errorf("write the draft: %w", err)
	}
	if err := a.Registry.SaveDraft(q.Context(), q.actor, q.account.ID, registry.Draft{Form: e.key(), Data: string(data)}); err != nil {
		return serve.Answer{}, err
	}
	if forScript(q) {
		return serve.Answer{Status: http.StatusNoContent}, nil
	}
	return a.said(e.path(q.lang)+"?draft=1", flash{Key: "form.draft.kept"}), nil
}

func (a *app) dropDraft(q *request, e *editing) (serve.Answer, error) {
	if err := a.Registry.DropDraft(q.Context(), q.account.ID, e.key()); err != nil {
		return serve.Answer{}, err
	}
	return a.said(e.path(q.lang), flash{Key: "form.draft.dropped"}), nil
}

// createLinked keeps the form as a draft and leads to the small form of the record to be linked, which leads back.
func (a *app) createLinked(q *request, e *editing, what string) (serve.Answer, error) {
	kind, at, _ := strings.Cut(what, "@")
	if _, ok := record.DefinitionOf(record.Kind(kind)); !ok {
		return serve.Answer{}, missing("kind", kind)
	}
	title := e.values.Get(at + ".q")
	answer, err := a.keepDraft(q, e)
	if err != nil {
		return serve.Answer{}, err
	}
	answer.Cookies = nil
	answer.Status, answer.Location = http.StatusSeeOther, newPath(q.lang, record.Kind(kind))+"?"+
		url.Values{"small": {"1"}, "back": {e.key()}, "at": {at}, "title": {title}}.Encode()
	return answer, nil
}
