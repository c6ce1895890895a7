package registry_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// searchWorld holds the sample office and the records made for queries.
func searchWorld(t *testing.T, e registrytest.Engine) *registrytest.World {
	t.Helper()
	w := registrytest.Open(t, e)
	w.LoadSample(t)
	w.LoadYAML(t, "testdata/search")
	return w
}

// keysOf names the records made for queries by the keys of their file.
func keysOf(t *testing.T) map[record.Ref]string {
	t.Helper()
	data, err := os.ReadFile("testdata/search/corpus.yaml")
	if err != nil {
		t.Fatal(err)
	}
	out := map[record.Ref]string{}
	for line := range strings.Lines(string(data)) {
		var kind, key string
		if _, err := fmt.Sscanf(strings.TrimSpace(line), "- {kind: %s key: %s", &kind, &key); err != nil {
			continue
		}
		k, key := record.Kind(strings.TrimSuffix(kind, ",")), strings.TrimSuffix(key, ",")
		space := sampleOffice
		if d, _ := record.DefinitionOf(k); d.Common {
			space = ""
		}
		out[record.KeyID(space, k, key)] = key
	}
	return out
}

const sampleOffice = "ville-de-quebec"

type searchCase struct {
	query       string
	finds, nots []string
}

func searchCases(t *testing.T) (out []searchCase, held int) {
	t.Helper()
	data, err := os.ReadFile("testdata/search/queries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 4 {
			t.Fatalf("not four columns: %q", line)
		}
		out = append(out, searchCase{f[0], strings.Fields(f[1]), strings.Fields(f[2])})
		if f[3] == "held" {
			held++
		}
	}
	return out, held
}

// TestQueriesFindWhatTheyMustOnBothEnginesAlike asks every query of the public reader.
func TestQueriesFindWhatTheyMustOnBothEnginesAlike(t *testing.T) {
	t.Parallel()
	keys := keysOf(t)
	cases, held := searchCases(t)
	if len(cases) < 60 || held*3 < len(cases) {
		t.Errorf("%d queries, %d held", len(cases), held)
	}
	answers := map[string][]string{} // engine → what each query gave
	for _, e := range registrytest.Engines() {
		w := searchWorld(t, e)
		for _, c := range cases {
			page, err := w.Public().Search(t.Context(), publish.SearchQuery{Text: c.query, Lang: "fr", Limit: 100})
			if err != nil {
				t.Fatalf("%s: %q: %v", e.Name, c.query, err)
			}
			var got, named []string
			for _, h := range page.Hits {
				got = append(got, string(h.ID))
				named = append(named, keys[h.ID])
			}
			answers[e.Name] = append(answers[e.Name], fmt.Sprintf("%q: %s of %d, %v, %v, %v", c.query, got, page.Total, page.Kinds, page.Years, page.Countries))
			for _, want := range c.finds {
				key, first := strings.CutPrefix(want, "^")
				switch at := slices.Index(named, key); {
				case at < 0:
					t.Errorf("%s: %q does not find %s, but %d others", e.Name, c.query, key, len(named))
				case first && at != 0:
					t.Errorf("%s: %q has %s at %d, after %s", e.Name, c.query, key, at, page.Hits[0].Title.FR)
				}
			}
			for _, not := range c.nots {
				if slices.Contains(named, not) {
					t.Errorf("%s: %q finds %s", e.Name, c.query, not)
				}
			}
		}
	}
	for i := range cases {
		if a, b := answers["sqlite"][i], answers["postgres"][i]; a != b {
			t.Errorf("the engines differ:\n%s\n%s", a, b)
		}
	}
}

// TestTheIndex takes one world through all that can happen to its index.
func TestTheIndex(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := searchWorld(t, e)
		searchKeepsToWhatTheActorMaySee(t, w)
		theIndexFollowsTheRecord(t, w)
		anIndexOfOtherRulesIsMadeAnew(t, w)
		checkSeesAWrongIndex(t, w)
	})
}

func searchKeepsToWhatTheActorMaySee(t *testing.T, w *registrytest.World) {
	t.Helper()
	keys := keysOf(t)
	office := record.KeyID("", record.KindOffice, sampleOffice)
	ours, theirs := access.Member("a", access.Reader, office), access.Member("b", access.Admin, record.KeyID("", record.KindOffice, "mrif"))
	found := func(a access.Actor, text string) []string {
		page, err := w.Search(t.Context(), a, publish.SearchQuery{Text: text, Lang: "fr"})
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, h := range page.Hits {
			out = append(out, keys[h.ID])
		}
		return out
	}
	for _, c := range []struct {
		who  access.Actor
		text string
		want []string
	}{
		{ours, "étain", []string{"q-note"}}, {theirs, "étain", nil}, {access.Public(), "étain", nil}, {access.OperatorActor(), "étain", []string{"q-note"}},
		{ours, "tarif sidérurgique", []string{"q-prive"}}, {theirs, "tarif sidérurgique", nil}, {access.Public(), "tarif sidérurgique", nil},
		{ours, "petit déjeuner de presse", []string{"q-note"}}, {theirs, "petit déjeuner de presse", []string{"q-note"}},
	} {
		if got := found(c.who, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s searching %q: got %q, want %q", c.who.Name, c.text, got, c.want)
		}
	}
	page, err := w.Search(t.Context(), ours, publish.SearchQuery{Text: "étain", Lang: "fr"})
	if err != nil {
		t.Fatal(err)
	}
	if got := marked(page.Hits[0].Passage); got != "Prévoir un cadeau en [étain]." {
		t.Errorf("passage: got %q", got)
	}
	for who, want := range map[*access.Actor]int{&ours: 1, &theirs: 0} {
		heads, err := w.Suggest(t.Context(), *who, "négo", 5)
		if err != nil || len(heads) != want {
			t.Errorf("%s: suggested %d, %v", who.Name, len(heads), err)
		}
	}
}

func marked(e publish.Excerpt) string {
	var b strings.Builder
	for _, r := range e.Runs {
		if r.Marked {
			b.WriteString("[" + r.Text + "]")
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func theIndexFollowsTheRecord(t *testing.T, w *registrytest.World) {
	t.Helper()
	op := access.OperatorActor()
	total := func(text string) int {
		page, err := w.Public().Search(t.Context(), publish.SearchQuery{Text: text, Lang: "fr"})
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	id := record.KeyID(sampleOffice, record.KindEvent, "q-noel")
	got, err := w.Get(t.Context(), op, id)
	if err != nil {
		t.Fatal(err)
	}
	ev := got.Record.(*record.Event)
	ev.Title.FR = "Marché de Pâques"
	version := w.MustSave(t, ev, got.Version)
	if old, now := total("noël"), total("pâques"); old != 0 || now != 1 {
		t.Errorf("after a change: %d of the old words, %d of the new", old, now)
	}
	if version, err = w.Withdraw(t.Context(), op, id, version, "test"); err != nil || total("pâques") != 0 {
		t.Errorf("withdrawn and found, %v", err)
	}
	if _, err = w.Restore(t.Context(), op, id, version, "test"); err != nil || total("pâques") != 1 {
		t.Errorf("restored and not found, %v", err)
	}
	sound(t, w)
}

func sound(t *testing.T, w *registrytest.World) {
	t.Helper()
	res, err := w.Check(t.Context(), access.OperatorActor())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Findings {
		t.Errorf("%s %s: %s: %s", f.Kind, f.Record, f.What, f.Detail)
	}
}

// anIndexOfOtherRulesIsMadeAnew also goes on where an interrupted making ended.
func anIndexOfOtherRulesIsMadeAnew(t *testing.T, w *registrytest.World) {
	t.Helper()
	w.Exec(t, `UPDATE setting SET value = 'older' WHERE name = 'search.indexed'`)
	w.Exec(t, `DELETE FROM search WHERE private = 0`)
	again := registrytest.OpenURL(t, w.URL)
	sound(t, again)
	page, err := again.Public().Search(t.Context(), publish.SearchQuery{Text: "pâques", Lang: "fr"})
	if err != nil || page.Total != 1 {
		t.Errorf("found %d, %v", page.Total, err)
	}
}

func checkSeesAWrongIndex(t *testing.T, w *registrytest.World) {
	t.Helper()
	id := record.KeyID(sampleOffice, record.KindEvent, "q-noel")
	w.Exec(t, `DELETE FROM search WHERE record = $1`, string(id))
	res, err := w.Check(t.Context(), access.OperatorActor())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(res.Findings, func(f registry.Finding) bool { return f.What == "search" && f.Record == id }) {
		t.Errorf("not found: %+v", res.Findings)
	}
}

func TestFiltersAndPagesOfASearch(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.LoadYAML(t, "testdata/many")
		p := w.Public()
		ask := func(q publish.SearchQuery) publish.SearchPage {
			q.Text, q.Lang = "cormoran", "fr"
			page, err := p.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			return page
		}
		all := ask(publish.SearchQuery{})
		if all.Total != 5 || all.More || all.Next != 0 {
			t.Errorf("all: %+v", all)
		}
		if got := fmt.Sprint(all.Years); got != "[{2024 2} {2023 1} {2022 1}]" {
			t.Errorf("years: %+v", all.Years)
		}
		if got := fmt.Sprint(all.Kinds); got != "[{event 2} {mission 2} {organisation 1}]" {
			t.Errorf("kinds: %+v", all.Kinds)
		}
		if got := fmt.Sprint(all.Countries); got != "[{FR 2} {BE 1}]" {
			t.Errorf("countries: %+v", all.Countries)
		}
		culture := record.KeyID("", record.KindTerm, "theme/culture")
		if got := fmt.Sprint(all.Themes); got != fmt.Sprintf("[{%s 1}]", culture) {
			t.Errorf("themes: %+v", all.Themes)
		}
		for _, c := range []struct {
			q    publish.SearchQuery
			want int
		}{
			{publish.SearchQuery{Kind: record.KindEvent}, 2}, {publish.SearchQuery{Year: 2024}, 2}, {publish.SearchQuery{Country: "FR"}, 2},
			{publish.SearchQuery{Theme: culture}, 1}, {publish.SearchQuery{Kind: record.KindMission, Year: 2023, Country: "BE"}, 1},
			{publish.SearchQuery{Kind: record.KindVisit}, 0}, {publish.SearchQuery{Year: 1999}, 0},
		} {
			if got := ask(c.q); got.Total != c.want || len(got.Hits) != c.want {
				t.Errorf("%+v: got %d", c.q, got.Total)
			}
		}
		var walked []record.Ref
		for at := 0; ; {
			page := ask(publish.SearchQuery{Limit: 2, Offset: at})
			for _, h := range page.Hits {
				walked = append(walked, h.ID)
			}
			if at = page.Next; at == 0 {
				break
			}
		}
		if want := all.Hits; len(walked) != 5 || slices.ContainsFunc(want, func(h publish.Hit) bool { return !slices.Contains(walked, h.ID) }) {
			t.Errorf("pages give %d of %d", len(walked), len(want))
		}
		if got := ask(publish.SearchQuery{Offset: 5000}); len(got.Hits) != 0 || got.Total != 5 {
			t.Errorf("past the end: %+v", got)
		}
		if empty, err := p.Search(t.Context(), publish.SearchQuery{Text: " la « » "}); err != nil || !empty.Empty || len(empty.Hits) != 0 {
			t.Errorf("nothing to search: %+v, %v", empty, err)
		}
	})
}
