package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/form"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// formPage is what the templates of a form are given.
type formPage struct {
	form.Form

	p          *i18n.Printer
	e          *editing
	action     string
	cancel     string
	kept       string // when a draft was kept that is not shown
	duplicates []alike
	terms      map[string][]form.Option
	sights     []string // the visibilities that the reader may give
	language   form.Language
}

// alike is a record that may be the one that is about to be made.
type alike struct{ href, label, why string }

// show draws the form.
func (a *app) show(q *request, e *editing) (serve.Answer, error) {
	l, err := a.language(q, e.base)
	if err != nil {
		return serve.Answer{}, err
	}
	terms, err := a.terms(q, e.kind)
	if err != nil {
		return serve.Answer{}, err
	}
	f := &formPage{Form: form.Draw(e.kind, e.values, e.problems, e.options), p: q.p, e: e, action: e.path(q.lang), cancel: listPath(q.lang, e.kind),
		terms: terms, language: l}
	withoutComposed(&f.Form, e.kind)
	if e.kept != "" {
		f.kept = instantWords(q.p, e.kept)
	}
	for _, v := range []record.Visibility{record.Private, record.Shared, record.Public} {
		head := *e.base.Head()
		head.Visibility = v
		may := access.Can(q.actor, access.Write, &head) && (v != record.Public || access.Can(q.actor, access.Publish, &head))
		if may || v == e.base.Head().Visibility {
			f.sights = append(f.sights, string(v))
		}
	}
	for _, c := range e.duplicates {
		f.duplicates = append(f.duplicates, f.candidate(q, c.Head, c.Why))
	}
	m := meta{title: q.p.T("form.create." + string(e.kind)), status: e.status, trail: a.formTrail(q, e), entry: string(e.kind)}
	if !e.fresh() {
		name, _ := e.base.Label().In(string(q.lang))
		f.cancel = recordPath(q.lang, e.kind, e.base.Head().ID)
		m.title = q.p.T("form.edit", "name", name)
	}
	if e.small {
		if back := formPath(q.lang, e.back); back != "" {
			f.cancel = back + "?draft=1"
		}
		if forScript(q) {
			answer, err := a.fragment(q, func(v view) templ.Component { return smallForm(v, f) })
			answer.Status = e.status
			return answer, err
		}
		return a.html(q, m, func(v view) templ.Component { return smallForm(v, f) })
	}
	return a.html(q, m, func(v view) templ.Component { return formBody(v, f) })
}

func (a *app) formTrail(q *request, e *editing) []crumb {
	out := []crumb{{i18n.Capital(q.p.T("kind." + string(e.kind) + ".other")), view{lang: q.lang}.listOf(e.kind)}}
	if !e.fresh() {
		name, _ := e.base.Label().In(string(q.lang))
		out = append(out, crumb{name, recordPath(q.lang, e.kind, e.base.Head().ID)})
	}
	return out
}

func (f *formPage) candidate(q *request, h publish.Head, why []string) alike {
	var reasons []string
	for _, code := range why {
		reasons = append(reasons, q.p.T("form.why."+code))
	}
	return alike{recordPath(q.lang, h.Kind, h.ID), headLabel(q.lang, h) + aside(q.p, h), q.p.List(reasons)}
}

// aside tells records of one name apart: their kind, sort and date.
func aside(p *i18n.Printer, h publish.Head) string {
	parts := []string{p.T("kind." + string(h.Kind) + ".one")}
	if key := "vocabulary." + typeVocabulary(h.Kind) + "." + h.Type; p.Has(key) {
		parts = []string{p.T(key)}
	}
	if h.Dates != "" {
		parts = append(parts, p.Date(h.Dates))
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// typeVocabulary is where the sorts of a kind are named.
func typeVocabulary(k record.Kind) string {
	switch k {
	case record.KindOrganisation:
		return "organisation_type"
	case record.KindVisit:
		return "visit_type"
	case record.KindAgreement:
		return "agreement_class"
	case record.KindRelation:
		return "relation_type"
	case record.KindEvent:
		return "event_type"
	case record.KindPublication:
		return "publication_type"
	case record.KindFramework:
		return "framework_type"
	case record.KindObjective:
		return "objective_level"
	case record.KindMembership:
		return "seat"
	case record.KindTerm:
		return "scheme"
	}
	return ""
}

// terms reads what the fields of a kind that take terms offer, by scheme.
func (a *app) terms(q *request, kind record.Kind) (map[string][]form.Option, error) {
	out := map[string][]form.Option{}
	for _, c := range form.Controls(kind) {
		if c.Sort != form.Term || out[c.Scheme] != nil {
			continue
		}
		terms, err := a.Registry.Terms(q.Context(), q.actor, c.Scheme)
		if err != nil {
			return nil, err
		}
		out[c.Scheme] = []form.Option{}
		for _, t := range terms {
			name, _ := t.Name.In(string(q.lang))
			out[c.Scheme] = append(out[c.Scheme], form.Option{Value: string(t.ID), Label: i18n.Capital(name)})
		}
	}
	return out, nil
}

// moment words an instant for people of the office.
func instantWords(p *i18n.Printer, at string) string {
	day, clock, ok := strings.Cut(at, "T")
	if !ok || len(clock) < len("15:04") {
		return at
	}
	return p.T("form.at", "date", p.DateIn(record.Date(day)), "time", clock[:len("15:04")])
}

// fieldLabel is what a field is called: by its kind and path, its last two names or its last.
func fieldLabel(p *i18n.Printer, kind record.Kind, path string) string {
	parts := strings.Split(path, ".")
	keys := []string{"field." + string(kind) + "." + path}
	if len(parts) > 1 {
		keys = append(keys, "field."+strings.Join(parts[len(parts)-2:], "."))
	}
	for _, k := range keys {
		if p.Has(k) {
			return p.T(k)
		}
	}
	return p.T("field." + parts[len(parts)-1])
}

func (f *formPage) label(in form.Input) string { return fieldLabel(f.p, f.Kind, in.Path) }

// optional words a key that not every field has, "" where it is not there.
func (f *formPage) optional(prefix, path string) string {
	for _, k := range []string{prefix + string(f.Kind) + "." + path, prefix + path} {
		if f.p.Has(k) {
			return f.p.T(k)
		}
	}
	return ""
}

func (f *formPage) hint(in form.Input) string {
	if h := f.optional("form.hint.", in.Path); h != "" {
		return h
	}
	switch in.Sort {
	case form.Moment:
		return f.p.T("form.hint.moment")
	case form.Measure:
		return f.p.T("form.hint.measure")
	}
	return ""
}

// add is the button that adds a row, one the heading of a row.
func (f *formPage) add(in form.Input) string {
	if s := f.optional("form.add.", in.Path); s != "" {
		return s
	}
	return f.p.T("form.add", "label", f.label(in))
}

func (f *formPage) one(list form.Input, i int) string {
	name := f.optional("form.one.", list.Path)
	if name == "" {
		name = f.label(list)
	}
	return f.p.T("form.row", "name", name, "number", i+1)
}

func inputID(name string) string { return "f-" + strings.ReplaceAll(name, ".", "-") }
func rowID(name string) string   { return "r-" + strings.ReplaceAll(name, ".", "-") }

// first is the input that a fault or a reader is led to: of a bilingual text the French one, of a reference its words.
func firstInput(in form.Input) string {
	switch {
	case in.Many:
		return rowID(in.Name)
	case in.Sort == form.Words || in.Sort == form.Prose:
		return inputID(in.Name + ".fr")
	case in.Sort == form.Link:
		return inputID(in.Name + ".q")
	case in.Sort == form.Part:
		return rowID(in.Name)
	}
	return inputID(in.Name)
}

// target is where a fault leads.
func (f *formPage) target(x form.Fault) string {
	c, ok := form.ControlAt(f.Kind, x.Input)
	if !ok {
		return "form"
	}
	return firstInput(form.Input{Control: &c, Name: x.Input})
}

// focused tells whether the reader is led to an input, or to the first one of a row.
func (f *formPage) focused(name string) bool { return f.e.focus != "" && f.e.focus == name }

// wrong words a fault; where it is about a part of a value, that part is named.
func (f *formPage) wrong(x form.Fault) string {
	var args []any
	for k, v := range x.Args {
		switch {
		case k == "screening" && f.p.Has("vocabulary.screening."+v):
			v = f.p.T("vocabulary.screening." + v)
		case k == "before":
			v = fieldLabel(f.p, f.Kind, v)
		case k == "kind" && f.p.Has("kind."+v+".one"):
			v = f.p.T("kind." + v + ".one")
		case k == "date" || k == "mission":
			v = f.p.Date(record.Date(v))
		case k == "sum" || k == "total":
			v = f.p.Decimal(v)
		}
		args = append(args, k, v)
	}
	words := f.p.T("problem."+x.Code, args...)
	if sub := x.Sub; sub != "" && sub != "value" && f.p.Has("form.sub."+sub) {
		return f.p.T("form.of", "part", f.p.T("form.sub."+sub), "problem", words)
	}
	return i18n.Capital(words)
}

// summary words a fault where it stands apart from its field.
func (f *formPage) summary(x form.Fault) string {
	if x.Path == "" {
		return f.wrong(x)
	}
	return f.p.T("form.of", "part", fieldLabel(f.p, f.Kind, x.Path), "problem", f.wrong(x))
}

// described lists the ids of what tells more about an input.
func (f *formPage) described(in form.Input) string {
	var ids []string
	if f.hint(in) != "" {
		ids = append(ids, inputID(in.Name)+"-hint")
	}
	if len(in.Problems) > 0 {
		ids = append(ids, inputID(in.Name)+"-wrong")
	}
	if echoed(in.Sort) {
		ids = append(ids, inputID(in.Name)+"-echo")
	}
	return strings.Join(ids, " ")
}

// options are the choices of a control.
func (f *formPage) options(in form.Input) []form.Option {
	switch {
	case in.Sort == form.Term:
		return f.withKept(f.terms[in.Scheme], in)
	case in.Path == "visibility":
		return f.codes("visibility", f.sights)
	}
	return f.codes(in.Field.Vocab, record.Vocabulary(in.Field.Vocab))
}

// withKept adds the terms that stand and are of another scheme, so that they can stay.
func (f *formPage) withKept(options []form.Option, in form.Input) []form.Option {
	out := slices.Clone(options)
	for _, ref := range in.All() {
		if ref != "" && !slices.ContainsFunc(out, func(o form.Option) bool { return o.Value == ref }) {
			if name := f.language.Label(record.Ref(ref)); name != "" {
				out = append(out, form.Option{Value: ref, Label: name})
			}
		}
	}
	return out
}

func (f *formPage) codes(vocabulary string, codes []string) []form.Option {
	var out []form.Option
	for _, code := range codes {
		args := []any{"n", 2}
		out = append(out, form.Option{Value: code, Label: i18n.Capital(f.p.T("vocabulary."+vocabulary+"."+code, args...))})
	}
	return out
}

// radios tells whether a choice is set out whole: a few codes, outside of lists.
func (f *formPage) radios(in form.Input) bool {
	return in.Name == in.Path && !strings.Contains(in.Path, ".") && len(f.options(in)) <= 4 && (in.Field.Required || in.Path == "visibility")
}

// folded tells whether a group waits to be opened: the later ones, while nothing is in them.
func (f *formPage) folded(i int, s form.Section) bool {
	return i > 2 && !s.Filled && !s.Faulty && s.Key != "visibility" && !f.leads(s)
}

func (f *formPage) leads(s form.Section) bool {
	return f.e.focus != "" && slices.ContainsFunc(s.Inputs, func(in form.Input) bool {
		return f.e.focus == in.Name || strings.HasPrefix(f.e.focus, in.Name+".")
	})
}

// makes are the kinds that can be made in place for a reference.
func (f *formPage) makes(in form.Input) []record.Kind {
	if f.e.small {
		return nil
	}
	var out []record.Kind
	for _, k := range in.Field.Refs {
		switch k {
		case record.KindOrganisation, record.KindPost, record.KindPerson, record.KindDocument, record.KindSeries, record.KindEvent,
			record.KindFramework, record.KindObjective, record.KindReference, record.KindAgreement, record.KindCommittee:
			out = append(out, k)
		}
	}
	return out[:min(len(out), 3)]
}

// needed are the fields of a small form: those without which the record cannot be, and a few that tell it from others.
func (f *formPage) needed() []form.Input {
	var out []form.Input
	for _, g := range f.Groups {
		for _, in := range g.Inputs {
			if in.Field.Required || len(in.Problems) > 0 || in.Path == "visibility" || in.Name == in.Path && slices.Contains([]string{
				"acronym", "org_type", "place", "organisation", "elected", "date", "signed", "class", "dates",
			}, in.Path) {
				out = append(out, in)
			}
		}
	}
	return out
}

func echoed(s form.Sort) bool {
	return s == form.Moment || s == form.Measure || s == form.Money
}

// comboboxPath is where a reference looks for records.
func comboboxPath(lang i18n.Lang, in form.Input) string {
	if in.Sort == form.Spot {
		return home(lang) + "combobox?places=1"
	}
	var kinds []string
	for _, k := range in.Field.Refs {
		kinds = append(kinds, string(k))
	}
	return home(lang) + "combobox?" + url.Values{"kinds": {strings.Join(kinds, ",")}}.Encode()
}

// told words what an input holds, a line for each row.
func told(p *i18n.Printer, terms map[string][]form.Option, in form.Input) []string {
	var out []string
	name := func(id string) string {
		for _, o := range terms[in.Scheme] {
			if o.Value == id {
				return o.Label
			}
		}
		return ""
	}
	add := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	switch {
	case in.Checks():
		for _, id := range in.All() {
			add(name(id))
		}
		return out
	case in.Many:
		for _, row := range in.Rows {
			add(strings.Join(told(p, terms, row), " · "))
		}
		return out
	}
	switch in.Sort {
	case form.Part:
		for _, sub := range in.Inputs {
			out = append(out, told(p, terms, sub)...)
		}
	case form.Words, form.Prose:
		add(in.Get(".fr"))
		add(in.Get(".en"))
	case form.Link:
		add(in.Get(".q"))
	case form.Term:
		add(name(in.Get("")))
	case form.Choice:
		if key := "vocabulary." + in.Field.Vocab + "." + in.Get(""); in.Get("") != "" && p.Has(key) {
			args := []any{"n", 2}
			add(p.T(key, args...))
		}
	case form.YesNo:
		if in.Get("") == "1" {
			add(fieldLabel(p, "", in.Path))
		}
	case form.Measure:
		add(strings.TrimSpace(in.Get("") + " " + in.Get(".of.fr")))
	default:
		add(in.Get(""))
	}
	return out
}
