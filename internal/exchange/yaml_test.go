package exchange_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/exchange"
	"entente/internal/i18n"
	"entente/internal/record"
)

// find knows one city.
func find(name, country string) (city, subdivision string, ok bool) {
	return "6325494", "CA-QC", name == "Québec" && country == "CA"
}

func folder(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestAFolderOfFilesThatPeopleEdit(t *testing.T) {
	t.Parallel()
	items, err := exchange.ReadYAML(folder(map[string]string{
		"20-missions.yaml": `
office: bureau
defaults:
  visibility: public
  kind: mission
records:
  - key: a
    title: Mission à Québec
    dates: 2024-05-13
    lead: post/maire
    carries_out: [agreement/x, "autre:agreement/x"]
    stops:
      - {place: "Québec, CA", passage: true}
      - place: FR
      - place: CA-ON
      - place: {country: FR, name: {fr: "La Défense"}}
    summary: {fr: Résumé, en: Summary}
    note: ~
  - key: b
    visibility: private
    title: 2024
`,
		"10-documents.yaml": `
office: bureau
records:
  - {kind: document, key: lettre, visibility: private, title: Lettre, file: files/lettre.txt}
`,
		"files/lettre.txt": "Bonjour\n", "notes.txt": "not read",
	}), find)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 4 {
		t.Fatalf("%d items", len(items))
	}
	sum := exchange.Checksum([]byte("Bonjour\n"))
	if f := items[0].File; f == nil || f.ID != sum || string(f.Data) != "Bonjour\n" || f.Office != record.KeyID("", record.KindOffice, "bureau") {
		t.Errorf("file: %+v", items[0])
	}
	if d, ok := items[1].Record.(*record.Document); !ok || d.SHA256 != sum || d.Size != 8 || d.FileName != "lettre.txt" {
		t.Errorf("document: %+v", items[1].Record)
	}
	m, ok := items[2].Record.(*record.Mission)
	if !ok || items[2].Where != "20-missions.yaml:7" {
		t.Fatalf("third: %+v", items[2])
	}
	if m.ID != record.KeyID("bureau", record.KindMission, "a") || m.Office != record.KeyID("", record.KindOffice, "bureau") || m.Visibility != record.Public || m.Schema != 1 {
		t.Errorf("head: %+v", m.Meta)
	}
	if m.Title != (record.Text{FR: "Mission à Québec"}) || m.Dates != "2024-05-13" || m.Summary.EN != "Summary" || m.Note != (record.Text{}) {
		t.Errorf("fields: %+v", m.Activity)
	}
	// What all offices share has the same id in every file; the rest is the office's own.
	if m.Lead != record.KeyID("", record.KindPost, "maire") ||
		!slices.Equal(m.CarriesOut, []record.Ref{record.KeyID("bureau", record.KindAgreement, "x"), record.KeyID("autre", record.KindAgreement, "x")}) {
		t.Errorf("references: %s %s", m.Lead, m.CarriesOut)
	}
	want := []record.Stop{
		{Place: record.Place{City: "6325494", Subdivision: "CA-QC", Country: "CA"}, Passage: true}, {Place: record.Place{Country: "FR"}},
		{Place: record.Place{Country: "CA", Subdivision: "CA-ON"}}, {Place: record.Place{Country: "FR", Name: record.Text{FR: "La Défense"}}},
	}
	if !slices.Equal(m.Stops, want) {
		t.Errorf("stops: %+v", m.Stops)
	}
	if b := items[3].Record; b.Head().Visibility != record.Private || b.Label().FR != "2024" {
		t.Errorf("a field of its own, and a title that looks like a number: %+v", b)
	}
}

func TestEverythingWrongIsToldWithItsLine(t *testing.T) {
	t.Parallel()
	_, err := exchange.ReadYAML(folder(map[string]string{
		"a.yaml": `office: bureau
records:
  - {kind: mission, title: Sans clé}
  - {kind: voyage, key: a}
  - just a text
  - kind: mission
    key: b
    title: [a, b]
    colour: red
    lead: maire
    report: letter/x
    partners: {who: post/x}
    stops:
      - {place: "Nulle Part, CA"}
      - {place: quebec}
      - passage: perhaps
    legs: [{travellers: two}]
    title: Encore
  - {kind: document, key: c, title: Lettre, file: ../etc/passwd}
  - {kind: document, key: d, title: Lettre, file: missing.txt}
`,
		"b.yaml": "records: [",
		"c.yaml": "office: bureau\nrecord: []\n",
		"d.yaml": "",
		"e.yaml": "records:\n  - {kind: series, key: s, title: {fr: a, de: b}, visibility: public}\n",
	}), find)
	if !errors.Is(err, record.ErrInvalid) {
		t.Fatalf("got %v", err)
	}
	told := strings.Split(err.Error(), "\n")
	for _, want := range []string{
		"a.yaml:3: file_key", `a.yaml:4: file_kind value="voyage"`, "a.yaml:5: file_record", `a.yaml:9: file_field field="colour" known="`,
		`a.yaml:10: file_ref value="maire"`, `a.yaml:11: file_ref value="letter/x"`, "a.yaml:12: file_list",
		`a.yaml:14: file_place value="Nulle Part, CA"`, `a.yaml:15: file_place_form value="quebec"`, `a.yaml:16: file_truth value="perhaps"`,
		`a.yaml:17: file_whole value="two"`, `a.yaml:18: file_twice field="title"`, `a.yaml:19: file_path value="../etc/passwd"`,
		`a.yaml:20: file_missing value="missing.txt"`, "b.yaml: file_syntax said=", `c.yaml:2: file_field field="record" known="office, defaults, records"`,
		`e.yaml:2: file_field field="de" known="en, fr"`,
	} {
		if !slices.ContainsFunc(told, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("%q is not told", want)
		}
	}
	if slices.ContainsFunc(told, func(s string) bool { return strings.HasPrefix(s, "d.yaml") }) {
		t.Errorf("an empty file is wrong: %v", err)
	}
}

func FuzzReadYAML(f *testing.F) {
	f.Add("office: b\ndefaults: {visibility: public}\nrecords:\n  - {kind: mission, key: a, title: T, stops: [{place: \"Québec, CA\"}]}\n")
	f.Add("records: &x\n  - *x\n")
	f.Add("records: [{kind: document, key: a, file: x.yaml, title: &t {fr: a}, note: *t}]")
	f.Fuzz(func(t *testing.T, text string) {
		items, err := exchange.ReadYAML(folder(map[string]string{"x.yaml": text}), find)
		for _, it := range items {
			if it.Record != nil && err == nil {
				record.Check(it.Record)
			}
		}
	})
}

func TestEveryFaultHasWords(t *testing.T) {
	t.Parallel()
	words, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range exchange.FaultCodes() {
		for _, lang := range i18n.Langs() {
			if !words.For(lang).Has("problem." + code) {
				t.Errorf("%s: %s has no words", lang, code)
			}
		}
	}
}
