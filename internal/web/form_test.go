package web_test

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/form"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

// Every key of the form's words that is completed from a code is there for each of its codes, and for nothing else.
func TestFormsHaveTheirWords(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	p := catalogs.For(i18n.FR)
	want := map[string]bool{"form.hint.moment": true, "form.hint.measure": true}
	paths := map[string]bool{}
	var walk func(kind record.Kind, cs []form.Control)
	walk = func(kind record.Kind, cs []form.Control) {
		for _, c := range cs {
			paths[c.Path], paths[string(kind)+"."+c.Path] = true, true
			walk(kind, c.Inside)
		}
	}
	for _, d := range record.Definitions() {
		want["form.create."+string(d.Kind)] = true
		for _, g := range form.Groups(d.Kind) {
			want["form.group."+g.Key] = true
		}
		walk(d.Kind, form.Controls(d.Kind))
	}
	for _, why := range []string{"same_name", "close_name", "acronym", "same_place", "same_dates"} {
		want["form.why."+why] = true
	}
	for _, sub := range []string{"scope", "as_of", "before_tax", "nature", "printed", "unit", "currency", "max", "qualifier"} {
		want["form.sub."+sub] = true
	}
	for _, lang := range i18n.Langs() {
		want["form.lang."+string(lang)] = true
	}
	for key := range want {
		if !p.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
	for _, key := range p.Keys() {
		for _, prefix := range []string{"form.create.", "form.group.", "form.why.", "form.sub.", "form.lang."} {
			if strings.HasPrefix(key, prefix) && !want[key] {
				t.Errorf("%s is said of nothing", key)
			}
		}
		for _, prefix := range []string{"form.add.", "form.one.", "form.hint."} {
			if path, ok := strings.CutPrefix(key, prefix); ok && !paths[path] && !want[key] {
				t.Errorf("%s is said of no field", key)
			}
		}
	}
}

// world keeps a full record of every kind for the office of the test.
func world(t *testing.T, s *webtest.Site) []record.Record {
	t.Helper()
	var items []exchange.Item
	rs := recordtest.World(0)
	for _, r := range rs {
		m := r.Head()
		m.Withdrawn = ""
		if m.Kind == record.KindOffice {
			r.(*record.Office).Main = false
		} else {
			m.Office = s.Office
		}
		if p, ok := r.(*record.Publication); ok {
			p.Sealed = false
		}
		items = append(items, exchange.Item{Where: "test", Record: r})
	}
	for seed := range 2 {
		data := recordtest.Bytes(seed)
		items = append(items, exchange.Item{Where: "test", File: &exchange.File{Kind: "file", ID: exchange.Checksum(data), Office: s.Office, Data: data}})
	}
	s.MustImport(t, registrytest.Of(items))
	return rs
}

func editPath(lang string, r record.Record) string {
	return "/" + lang + "/app/records/" + string(r.Head().Kind) + "/" + r.Head().ID.Short() + "/edit"
}

// A full record of every kind, shown in its form and sent back as the page holds it, is the same record; its note changed there is all
// that changes.
func TestAFormSentAsItIsShownChangesNothing(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	rs := world(t, s)
	b := s.As(t, access.Admin)
	for _, r := range rs {
		m := r.Head()
		if m.Kind == record.KindOffice {
			continue
		}
		before, err := s.Get(t.Context(), access.OperatorActor(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"fr", "en"} {
			page := b.Get(editPath(lang, r))
			if page.Status != http.StatusOK {
				t.Errorf("%s %s: the form is %d\n%s", lang, m.Kind, page.Status, s.Log)
				continue
			}
			action, values := page.Form("#form")
			sent := b.Once(http.MethodPost, action, strings.NewReader(values.Encode()), "application/x-www-form-urlencoded")
			if sent.Status != http.StatusSeeOther {
				t.Errorf("%s %s: sent as it is: %d %v", lang, m.Kind, sent.Status, sent.Texts(".problems li"))
				continue
			}
			after, err := s.Get(t.Context(), access.OperatorActor(), m.ID)
			if err != nil {
				t.Fatal(err)
			}
			if after.Version != before.Version || !reflect.DeepEqual(after.Record, before.Record) {
				t.Errorf("%s %s: sent as it is, it became\n%+v, want\n%+v", lang, m.Kind, after.Record, before.Record)
			}
		}
		action, values := b.Get(editPath("fr", r)).Form("#form")
		values.Set("note.fr", "Une autre note")
		if sent := b.Once(http.MethodPost, action, strings.NewReader(values.Encode()), "application/x-www-form-urlencoded"); sent.Status != http.StatusSeeOther {
			t.Errorf("%s: another note: %d %v", m.Kind, sent.Status, sent.Texts(".problems li"))
		}
		after, err := s.Get(t.Context(), access.OperatorActor(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		before.Record.Head().Note.FR = "Une autre note"
		if !reflect.DeepEqual(after.Record, before.Record) {
			t.Errorf("%s: another note made it\n%+v, want\n%+v", m.Kind, after.Record, before.Record)
		}
	}
}

// An empty form of every kind, sent, says everything that is wrong at once, beside the fields, and keeps what was typed.
func TestAnEmptyFormSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	b := s.As(t, access.Officer)
	for _, d := range record.Definitions() {
		if d.Kind == record.KindOffice || d.Kind == record.KindReport { // a report is begun on a page of its own
			continue
		}
		for _, lang := range []string{"fr", "en"} {
			page := b.Get("/" + lang + "/app/records/" + string(d.Kind) + "/new")
			if page.Status != http.StatusOK {
				t.Errorf("%s %s: the form is %d\n%s", lang, d.Kind, page.Status, s.Log)
				continue
			}
			action, values := page.Form("#form")
			values.Set("note.fr", "gardée <&> « telle quelle »")
			sent := b.Post(action, values)
			if sent.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s %s: sent empty: %d", lang, d.Kind, sent.Status)
				continue
			}
			for _, a := range sent.All(".problems a") {
				if id := strings.TrimPrefix(webtest.Attr(a, "href"), "#"); len(sent.All(`[id="`+id+`"]`)) != 1 {
					t.Errorf("%s %s: a problem leads to %q, which is not there", lang, d.Kind, id)
				}
			}
			if _, again := sent.Form("#form"); again.Get("note.fr") != values.Get("note.fr") {
				t.Errorf("%s %s: what was typed is %q", lang, d.Kind, again.Get("note.fr"))
			}
			if _, key, ok := strings.Cut(sent.Body, "⟦"); ok {
				t.Errorf("%s %s: a message is missing: %.40s", lang, d.Kind, key)
			}
		}
	}
}
