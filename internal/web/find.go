package web

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

const (
	foundOnPage   = 25
	suggestedMost = 8
)

// findData is what was found.
type findData struct {
	words string
	hits  []hitRow
	kinds []foundKind
	total string
	next  string // address of the next page
	empty bool
}

type hitRow struct {
	kind, icon, href, when string
	title, passage         []publish.Run
	lang                   string
}

type foundKind struct {
	label, href, count string
	current            bool
}

// find searches all kinds that the reader sees.
func (a *app) find(q *request) (serve.Answer, error) {
	asked := strings.TrimSpace(q.URL.Query().Get("q"))
	kind := record.Kind(q.URL.Query().Get("kind"))
	if _, ok := record.DefinitionOf(kind); !ok {
		kind = ""
	}
	offset, err := strconv.Atoi(q.URL.Query().Get("from"))
	if err != nil || offset < 0 {
		offset = 0
	}
	page, err := a.Registry.Search(q.Context(), q.actor, publish.SearchQuery{Text: asked, Lang: string(q.lang), Kind: kind, Limit: foundOnPage, Offset: offset})
	if err != nil {
		return serve.Answer{}, err
	}
	d := findData{words: asked, empty: page.Empty, total: q.p.T("page.find.count", "n", page.Total)}
	if page.More {
		d.total = q.p.T("page.find.more_than", "n", page.Total)
	}
	at := func(k record.Kind, from int) string {
		v := q.URL.Query()
		v.Del("from")
		v.Del("kind")
		if k != "" {
			v.Set("kind", string(k))
		}
		if from > 0 {
			v.Set("from", strconv.Itoa(from))
		}
		return q.path("/find?" + v.Encode())
	}
	for _, h := range page.Hits {
		d.hits = append(d.hits, hitRow{
			kind: i18n.Capital(q.p.T("kind." + string(h.Kind) + ".one")), icon: kindIcon(h.Kind), href: recordPath(q.lang, h.Kind, h.ID),
			when: i18n.Capital(q.p.Date(h.Dates)), title: h.Label.Runs, lang: h.Label.Lang, passage: h.Passage.Runs,
		})
	}
	if len(page.Kinds) > 1 || kind != "" {
		d.kinds = []foundKind{{label: q.p.T("page.find.all"), href: at("", 0), current: kind == ""}}
		for _, f := range page.Kinds {
			d.kinds = append(d.kinds, foundKind{
				label: i18n.Capital(q.p.T("kind." + string(f.Value) + ".other")), href: at(f.Value, 0), count: q.p.Int(int64(f.N)), current: kind == f.Value,
			})
		}
	}
	if page.Next > 0 {
		d.next = at(kind, page.Next)
	}
	return a.html(q, meta{title: q.p.T("page.find.title")}, func(v view) templ.Component { return findPage(v, d) })
}

// suggestion is one record that may be the one that is typed.
type suggestion struct {
	Title string `json:"title"`
	Kind  string `json:"kind"`
	When  string `json:"when,omitzero"`
	Href  string `json:"href"`
}

// suggestions gives, to scripts, the records whose title holds what is being typed; before anything is typed, those that
// the reader looked at last.
func (a *app) suggestions(q *request) (serve.Answer, error) {
	var heads []publish.Head
	var err error
	if typed := strings.TrimSpace(q.URL.Query().Get("q")); typed == "" {
		heads, err = a.Registry.Visited(q.Context(), q.actor, q.account.ID, suggestedMost)
	} else {
		heads, err = a.Registry.Suggest(q.Context(), q.actor, typed, suggestedMost)
	}
	if err != nil {
		return serve.Answer{}, err
	}
	out := []suggestion{}
	for _, h := range heads {
		w := linked(q, h)
		out = append(out, suggestion{Title: w.Text, Kind: i18n.Capital(q.p.T("kind." + string(h.Kind) + ".one")), When: i18n.Capital(q.p.Date(h.Dates)), Href: w.Href})
	}
	body, err := json.Marshal(out)
	if err != nil {
		return serve.Answer{}, err
	}
	return serve.Answer{Media: "application/json", Body: body}, nil
}

// shortcut is a key, and what it does.
type shortcut struct{ keys, does string }

// shortcuts are those of the script, in the order of its help.
func shortcuts() []shortcut {
	return []shortcut{
		{"/", "page.keys.find"}, {"?", "page.keys.help"}, {"g h", "page.keys.home"}, {"g m", "page.keys.missions"}, {"g v", "page.keys.visits"},
		{"g o", "page.keys.organisations"}, {"g e", "page.keys.agreements"}, {"j", "page.keys.next"}, {"k", "page.keys.previous"}, {"e", "page.keys.edit"},
		{"c", "page.keys.comment"}, {"u", "page.keys.undo"},
	}
}

// keys is the page that lists the keys; the script shows it as a dialog.
func (a *app) keys(q *request) (serve.Answer, error) {
	return a.html(q, meta{title: q.p.T("page.keys.title")}, func(v view) templ.Component { return keysPage(v, slices.Clone(shortcuts())) })
}
