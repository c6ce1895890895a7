package dictionary_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/dictionary"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

const root = "../.." // go test runs in the folder of the package

func generate(t *testing.T) string {
	t.Helper()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	text, err := dictionary.Generate(catalogs, os.DirFS(filepath.Join(root, "internal/record")))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCommittedDictionaryIsCurrent(t *testing.T) {
	t.Parallel()
	committed, err := os.ReadFile(filepath.Join(root, dictionary.Path))
	if err != nil {
		t.Fatal(err)
	}
	want, have := strings.Split(generate(t), "\n"), strings.Split(string(committed), "\n")
	for i := range max(len(want), len(have)) {
		if i >= len(want) || i >= len(have) || want[i] != have[i] {
			t.Fatalf("%s is not current from line %d on: run make gen", dictionary.Path, i+1)
		}
	}
}

func TestDictionaryTellsWhatFieldsDeclare(t *testing.T) {
	t.Parallel()
	text := generate(t)
	for name, line := range map[string]string{
		"a private list of references":                      "| `shared_with` | list of reference | private |  | [office](#office), [committee](#committee) |  | ",
		"a part within a part, worded as its part calls it": "| &emsp;`from` | place | public | yes |  |  | Départ | From |",
		"the same name at the top of another kind":          "| `from` | list of reference | public |  | [mission](#mission), [visit](#visit), ",
		"a personal part":                                   "| `personal` | part | personal |  |  |  | ",
		"what it holds":                                     "| &emsp;`contacts` | list of string | personal |  |  |  | ",
		"a field of an embedded struct":                     "| `parkes` | code | public |  |  | [parkes](#parkes) | ",
		"a note of the source":                              "| `proof` | list of reference | public |  | [document](#document) |  | Pièces justificatives | Supporting documents | invoice or certificate |",
		"a code in both languages":                          "| `courtesy` | rencontre de courtoisie | courtesy meeting |",
		"a unit in the singular":                            "| `city` | ville | city |",
		"a term with its fixed id":                          "| `term/pillar/apprendre` | `" + string(record.TermID("pillar", "apprendre")) + "` | Apprendre | Learn |",
		"a figure of the year before":                       "| `emissions` | `tonne_co2e` | −1 | sum | record | **Émissions des déplacements.** ",
		"what a kind is":                                    "\nMission is a journey outside the territory.\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("%s: no line with\n%s", name, line)
		}
	}
}

func TestDictionaryLeavesNothingOut(t *testing.T) {
	t.Parallel()
	text := generate(t)
	for _, d := range record.Definitions() {
		_, section, found := strings.Cut(text, "\n### "+string(d.Kind)+"\n")
		if !found {
			t.Errorf("no section on %s", d.Kind)
			continue
		}
		section, _, _ = strings.Cut(section, "\n#")
		for _, f := range record.FieldsOf(d.Kind) {
			common := strings.Contains(text[:strings.Index(text, "\n### office\n")], "| `"+f.Name+"` |")
			if !common && !strings.Contains(section, "\n| `"+f.Name+"` |") {
				t.Errorf("%s: no line on %s", d.Kind, f.Name)
			}
		}
	}
	for _, name := range record.Vocabularies() {
		_, section, found := strings.Cut(text, "\n### "+name+"\n")
		if !found {
			t.Errorf("no section on the vocabulary %s", name)
			continue
		}
		section, _, _ = strings.Cut(section, "\n#")
		for _, c := range record.Vocabulary(name) {
			if !strings.Contains(section, "\n| `"+c+"` | ") || strings.Contains(section, "| `"+c+"` |  |") {
				t.Errorf("vocabulary %s: %s is missing or has no words", name, c)
			}
		}
	}
	for _, d := range figure.Catalogue() {
		if !strings.Contains(text, "\n| `"+d.Key+"` | `"+d.Unit+"` | ") || strings.Contains(text, "****") {
			t.Errorf("figure %s is missing or has no words", d.Key)
		}
	}
	if strings.Contains(text, "⟦") {
		t.Error("a message is missing")
	}
}

func TestSourceMustBeThere(t *testing.T) {
	t.Parallel()
	catalogs, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dictionary.Generate(catalogs, fstest.MapFS{}); err == nil {
		t.Error("a dictionary without the comments of the records was written")
	}
	if _, err := dictionary.Generate(catalogs, fstest.MapFS{"broken.go": {Data: []byte("package")}}); err == nil {
		t.Error("a source that does not parse was taken")
	}
}
