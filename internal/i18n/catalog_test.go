package i18n

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func catalogs(t *testing.T) *Catalogs {
	t.Helper()
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// from loads catalogs written in the test, French first.
func from(t *testing.T, fr, en string) *Catalogs {
	t.Helper()
	c, err := load(fstest.MapFS{
		"messages/fr/a.json": {Data: []byte(fr)},
		"messages/en/a.json": {Data: []byte(en)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLanguagesHaveTheSameKeys(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	fr, en := c.For(FR), c.For(EN)
	if len(fr.Keys()) == 0 {
		t.Fatal("no message was loaded")
	}
	for _, key := range fr.Keys() {
		if !en.Has(key) {
			t.Errorf("%s: not in English", key)
		}
	}
	for _, key := range en.Keys() {
		if !fr.Has(key) {
			t.Errorf("%s: not in French", key)
		}
	}
}

func TestLanguagesShowTheSamePlaceholders(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	fr, en := c.For(FR), c.For(EN)
	for _, key := range fr.Keys() {
		a, b := fr.messages[key], en.messages[key]
		if !slices.Equal(placeholders(a), placeholders(b)) {
			t.Errorf("%s: French shows %v, English %v", key, placeholders(a), placeholders(b))
		}
		if (a.forms == nil) != (b.forms == nil) {
			t.Errorf("%s: plural in one language only", key)
		}
	}
}

func placeholders(m message) []string {
	names := map[string]bool{}
	for _, t := range append(slices.Collect(maps.Values(m.forms)), m.text) {
		for _, p := range t {
			if p.arg != "" {
				names[p.arg] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func TestPluralFormsAreComplete(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	for lang, want := range map[Lang][]string{FR: {"many", "one", "other"}, EN: {"one", "other"}} {
		for key, m := range c.For(lang).messages {
			if got := slices.Sorted(maps.Keys(m.forms)); m.forms != nil && !slices.Equal(got, want) {
				t.Errorf("%s in %s: forms %v, want %v", key, lang, got, want)
			}
		}
	}
}

func TestMessagesAreTypeset(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	for _, lang := range Langs() {
		for key, m := range c.For(lang).messages {
			for _, p := range m.text {
				if addressLength(p.literal) == 0 && strings.ContainsAny(p.literal, `'"`) {
					t.Errorf("%s in %s: straight quote in %q", key, lang, p.literal)
				}
				for _, bad := range []string{" :", " »", "« ", " ;", " !", " ?", " %", "  "} {
					if lang == FR && strings.Contains(p.literal, bad) {
						t.Errorf("%s: %q in %q", key, bad, p.literal)
					}
				}
			}
		}
	}
}

func TestKindsAreNamed(t *testing.T) {
	t.Parallel()
	c := catalogs(t)
	kinds := strings.Fields(`organisation post person relation agreement membership series mission visit participation
		event prospect outcome collaboration committee offset document publication office term`)
	for _, lang := range Langs() {
		p := c.For(lang)
		for _, kind := range kinds {
			if !p.Has("kind."+kind+".one") || !p.Has("kind."+kind+".other") {
				t.Errorf("%s: kind %s has no singular or no plural", lang, kind)
			}
		}
	}
	if got := c.For(FR).T("kind.prospect", "n", 2); got != "démarches d’attraction" {
		t.Errorf("two prospects: %q", got)
	}
	if got := c.For(EN).T("kind.person.other"); got != "people" {
		t.Errorf("heading of persons: %q", got)
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ first, second, want string }{
		"a key in two files":        {`{"a.b": "x"}`, `{"a.b": "y"}`, `"a.b" is defined twice`},
		"a key twice in one file":   {`{"a.b": "x", "a.b": "y"}`, `{}`, `"a.b" is defined twice`},
		"a form that is also a key": {`{"a.b": {"other": "x"}}`, `{"a.b.other": "y"}`, `"a.b.other" is defined twice`},
		"a form twice":              {`{"a.b": {"other": "x", "other": "y"}}`, `{}`, `"a.b.other" is defined twice`},
		"an empty text":             {`{"a.b": "  "}`, `{}`, "the text is empty"},
		"an unknown form":           {`{"a.b": {"two": "x", "other": "y"}}`, `{}`, `plural form "two"`},
		"no form other":             {`{"a.b": {"one": "x"}}`, `{}`, "no plural form other"},
		"a key of one part":         {`{"title": "x"}`, `{}`, "want words with dots"},
		"a placeholder left open":   {`{"a.b": "x {n"}`, `{}`, "a brace in"},
		"a list":                    {`{"a.b": ["x"]}`, `{}`, "want a text or an object"},
		"a number":                  {`{"a.b": 3}`, `{}`, "want a text or an object"},
		"what is not an object":     {`["a.b"]`, `{}`, "want one JSON object"},
		"a file cut short":          {`{"a.b": "x"`, `{}`, "a.json"},
		"two objects":               {`{"a.b": "x"} {}`, `{}`, "text after"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := load(fstest.MapFS{
				"messages/fr/a.json": {Data: []byte(tc.first)},
				"messages/fr/b.json": {Data: []byte(tc.second)},
			})
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got error %v, want one with %q", err, tc.want)
			}
		})
	}
}
