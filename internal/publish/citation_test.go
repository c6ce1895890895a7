package publish_test

import (
	"strings"
	"testing"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
)

func authors(names ...string) []record.CSLName {
	var out []record.CSLName
	for _, n := range names {
		family, given, person := strings.Cut(n, ", ")
		if person {
			out = append(out, record.CSLName{Family: family, Given: given})
		} else {
			out = append(out, record.CSLName{Literal: n})
		}
	}
	return out
}

func cited(p *i18n.Printer, r *record.Reference) string {
	var b strings.Builder
	for _, part := range publish.Citation(p, r) {
		if part.Italic {
			b.WriteString("*" + part.Text + "*")
		} else {
			b.WriteString(part.Text)
		}
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

func TestCitations(t *testing.T) {
	t.Parallel()
	fr, en := printer(t, i18n.FR), printer(t, i18n.EN)
	for _, c := range []struct {
		r             record.Reference
		fr, en, short string
	}{
		{
			record.Reference{
				CSLType: "article-journal", Title: "Federalism", Authors: authors("Lequesne, Christian", "Paquin, Jean-Marc S."), Issued: "2017-09",
				Container: "International Negotiation", Volume: "22", Number: "2", Pages: "183-204",
			},
			"Lequesne, C. et Paquin, J.-M. S. (2017). Federalism. *International Negotiation*, *22*(2), 183–204.",
			"Lequesne, C. & Paquin, J.-M. S. (2017). Federalism. *International Negotiation*, *22*(2), 183–204.", "Lequesne et Paquin, 2017",
		},
		{
			record.Reference{
				CSLType: "chapter", Title: "Paradiplomacy", Authors: authors("Paquin, Stéphane"), Issued: "2020", Container: "Global Diplomacy",
				Editors: authors("Balzacq, Thierry", "Charillon, Frédéric"), Pages: "49-61", Publisher: "Palgrave",
			},
			"Paquin, S. (2020). Paradiplomacy. Dans T. Balzacq et F. Charillon (dir.), *Global Diplomacy* (p. 49–61). Palgrave.",
			"Paquin, S. (2020). Paradiplomacy. In T. Balzacq & F. Charillon (Eds.), *Global Diplomacy* (pp. 49–61). Palgrave.", "Paquin, 2020",
		},
		{
			record.Reference{CSLType: "article-newspaper", Title: "Une ville dans le monde", Authors: authors("Le Soleil"), Issued: "2023-04-27"},
			"Le Soleil (2023, 27 avril). Une ville dans le monde.", "Le Soleil (2023, April 27). Une ville dans le monde.", "Le Soleil, 2023",
		},
		{
			record.Reference{CSLType: "report", Title: "Politique", Number: "7", Publisher: "Ministère.", URL: "https://exemple.quebec"},
			"*Politique* (s. d.) (n° 7). Ministère. https://exemple.quebec", "*Politique* (n.d.) (No. 7). Ministère. https://exemple.quebec", "Politique, s. d.",
		},
		{
			record.Reference{CSLType: "thesis", Title: "La ville", Authors: authors("Dubor, Yves", "B, C", "et al."), Issued: "1997", Genre: "Mémoire", Publisher: "Université Laval"},
			"Dubor, Y., B, C. et al. (1997). *La ville* [Mémoire]. Université Laval.", "Dubor, Y., B, C. et al. (1997). *La ville* [Mémoire]. Université Laval.",
			"Dubor et al., 1997",
		},
	} {
		if got := cited(fr, &c.r); got != c.fr {
			t.Errorf("got  %s\nwant %s", got, c.fr)
		}
		if got := cited(en, &c.r); got != c.en {
			t.Errorf("got  %s\nwant %s", got, c.en)
		}
		if got := strings.ReplaceAll(publish.ShortCitation(fr, &c.r), "\u00a0", " "); got != c.short {
			t.Errorf("short: got %s, want %s", got, c.short)
		}
	}
}

func TestBibliographyIsByAuthorThenYear(t *testing.T) {
	t.Parallel()
	list := []*record.Reference{
		{Title: "Z", Authors: authors("Paquin, Stéphane"), Issued: "2020"}, {Title: "Anonyme"}, {Title: "Y", Authors: authors("Paquin, Stéphane"), Issued: "2001"},
		{Title: "X", Authors: authors("Élie, Luc")}, {Title: "W", Authors: authors("Zuber")},
	}
	publish.SortReferences(printer(t, i18n.FR), list)
	var got []string
	for _, r := range list {
		got = append(got, r.Title)
	}
	if strings.Join(got, " ") != "Anonyme X Y Z W" {
		t.Errorf("got %v", got)
	}
}
