package exchange_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"entente/internal/exchange"
	"entente/internal/record"
)

func references() []*record.Reference {
	return []*record.Reference{
		{
			CSLType: "article-journal", Title: "Paradiplomatie & 50 % {identitaire}", Language: "fr", Issued: "2017-09",
			Authors:   []record.CSLName{{Family: "Lequesne", Given: "Christian"}, {Family: "Paquin", Given: "Stéphane"}},
			Container: "International Negotiation", Volume: "22", Number: "2", Pages: "183-204",
		},
		{CSLType: "article-journal", Title: "Autre", Authors: []record.CSLName{{Family: "Lequesne"}}, Issued: "2017"},
		{
			CSLType: "report", Title: "Politique internationale", Authors: []record.CSLName{{Literal: "Gouvernement du Québec"}}, Issued: "2022-23",
			Number: "7", Publisher: "MRIF", URL: "https://exemple.quebec/a_b?c=%C3%A9",
		},
		{CSLType: "webpage", Title: "Sans auteur ni date"},
	}
}

func TestBibTeX(t *testing.T) {
	t.Parallel()
	const want = `@article{lequesne2017a,
  author = {Lequesne, Christian and Paquin, Stéphane},
  title = {{Paradiplomatie \& 50 \% identitaire}},
  journal = {International Negotiation},
  volume = {22},
  number = {2},
  pages = {183--204},
  year = {2017},
  month = {9},
  language = {french},
}

@article{lequesne2017b,
  author = {Lequesne},
  title = {{Autre}},
  year = {2017},
}

@techreport{gouvernementduquebec2022,
  author = {{Gouvernement du Québec}},
  title = {{Politique internationale}},
  institution = {MRIF},
  number = {7},
  year = {2022},
  url = {https://exemple.quebec/a_b?c=%C3%A9},
}

@misc{sansauteurnidate,
  title = {{Sans auteur ni date}},
}
`
	if got := string(exchange.BibTeX(references())); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCSL(t *testing.T) {
	t.Parallel()
	b, err := exchange.CSL(references())
	if err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 4 {
		t.Fatalf("%d entries", len(got))
	}
	first := map[string]any{
		"id": "lequesne2017a", "type": "article-journal", "title": "Paradiplomatie & 50 % {identitaire}", "language": "fr",
		"author":          []any{map[string]any{"family": "Lequesne", "given": "Christian"}, map[string]any{"family": "Paquin", "given": "Stéphane"}},
		"issued":          map[string]any{"date-parts": []any{[]any{2017.0, 9.0}}},
		"container-title": "International Negotiation", "volume": "22", "issue": "2", "page": "183-204",
	}
	if !reflect.DeepEqual(got[0], first) {
		t.Errorf("got %v\nwant %v", got[0], first)
	}
	if report := got[2]; report["number"] != "7" || report["issue"] != nil ||
		!reflect.DeepEqual(report["issued"], map[string]any{"date-parts": []any{[]any{2022.0}}, "season": 3.0}) ||
		!reflect.DeepEqual(report["author"], []any{map[string]any{"literal": "Gouvernement du Québec"}}) {
		t.Errorf("got %v", report)
	}
	if _, dated := got[3]["issued"]; dated {
		t.Error("a work without date was given one")
	}
}

func TestNoReferences(t *testing.T) {
	t.Parallel()
	if got := exchange.BibTeX(nil); len(got) != 0 {
		t.Errorf("BibTeX: %q", got)
	}
	got, err := exchange.CSL(nil)
	if err != nil || strings.TrimSpace(string(got)) != "[]" {
		t.Errorf("CSL: %q %v", got, err)
	}
}
