package text_test

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/text"
)

func folds(words []text.Word) []string {
	var out []string
	for _, w := range words {
		if !w.Stop {
			out = append(out, w.Fold)
		}
	}
	return out
}

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Œuvre À NEUF": "oeuvre a neuf", "Curriculum vitæ": "curriculum vitae", "CÔTE D’IVOIRE": "cote d’ivoire", "e\u0301tude": "etude",
		"Łódź": "lodz", "Straße": "strasse", "Ærø": "aero", "ﬁn": "fin", "": "", "İstanbul": "istanbul", "Αθήνα": "αθηνα",
	} {
		if got := text.Fold(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"l’Entente de l'AIMF":          "entente aimf",
		"jusqu’à Québec, qu'elle":      "quebec",
		"COVID-19":                     "covid 19",
		"covid19":                      "covid 19",
		"155 tonnes de CO₂":            "155 tonnes co 2",
		"Saint-Denis":                  "saint denis",
		"Côte d’Ivoire":                "cote ivoire",
		"the city’s mayors":            "city mayors",
		"Réseau C40":                   "reseau c 40",
		"Résolution CE-2024-0001":      "resolution 2024 0001",
		"aujourd’hui":                  "aujourd hui",
		"« coopération »\u00a0: suite": "cooperation suite",
		"…":                            "",
	} {
		if got := strings.Join(folds(text.Words(in)), " "); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestWordsKeepTheirPlace(t *testing.T) {
	t.Parallel()
	const s = "L’œuvre e\u0301conomique, à Montréal"
	var got []string
	for _, w := range text.Words(s) {
		got = append(got, s[w.Start:w.End])
	}
	if want := []string{"œuvre", "e\u0301conomique", "à", "Montréal"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAVeryLongWordIsCut(t *testing.T) {
	t.Parallel()
	for _, s := range []string{strings.Repeat("a", 500), strings.Repeat("α", 500)} {
		got := text.Words(s)
		if len(got) != 1 || len(got[0].Fold) != 64 || got[0].End != len(s) {
			t.Errorf("got %d words, %+v", len(got), got)
		}
	}
}

// TestStemsMeet holds words that must find one another, and some that must not.
func TestStemsMeet(t *testing.T) {
	t.Parallel()
	a := text.NewAnalyzer()
	stem := func(lang, w string) string { return a.Stems(lang, text.Fold(w))[0] }
	for _, c := range []struct{ lang, words string }{
		{"fr", "entente ententes"}, {"fr", "jumelage jumelages jumeler jumelée jumelées"}, {"fr", "travail travaux"},
		{"fr", "municipal municipale municipaux municipales"}, {"fr", "économique économiques"}, {"fr", "ministre ministres"},
		{"fr", "bureau bureaux"}, {"fr", "signé signée signés signées"}, {"fr", "ville villes"}, {"fr", "santé"},
		{"fr", "mobilité mobilités"}, {"fr", "étudiant étudiante étudiants étudiantes"}, {"fr", "national nationaux nationale"},
		{"fr", "développement développements"}, {"fr", "bail baux"}, {"fr", "international internationale internationaux"},
		{"en", "city cities"}, {"en", "agreement agreements"}, {"en", "organisation organizations"}, {"en", "centre centers"},
		{"en", "mayor mayors"}, {"en", "theatre theaters"}, {"en", "signed signing"}, {"en", "programme programs"},
	} {
		words := strings.Fields(c.words)
		for _, w := range words[1:] {
			if stem(c.lang, w) != stem(c.lang, words[0]) {
				t.Errorf("%s: %s is %s, %s is %s", c.lang, words[0], stem(c.lang, words[0]), w, stem(c.lang, w))
			}
		}
	}
	for _, c := range []struct{ lang, a, b string }{
		{"fr", "taux", "tal"}, {"fr", "bureau", "burin"}, {"fr", "ville", "vil"}, {"fr", "mission", "missile"}, {"fr", "faux", "fal"}, {"fr", "coopération", "coopératives"},
		{"en", "city", "citizen"},
	} {
		if stem(c.lang, c.a) == stem(c.lang, c.b) {
			t.Errorf("%s: %s and %s are both %s", c.lang, c.a, c.b, stem(c.lang, c.a))
		}
	}
	if a.Stems("fr", "ville")[0] == a.Stems("en", "ville")[0] {
		t.Error("stems of the two languages meet")
	}
}

func TestLexemes(t *testing.T) {
	t.Parallel()
	got := text.NewAnalyzer().Lexemes([]text.Part{{"fr", "Les villes, la ville"}, {"", "Agadir"}})
	if want := []string{"villes", "ville", "", "agadir"}; !slices.Equal(got.Words, want) {
		t.Errorf("words: got %q, want %q", got.Words, want)
	}
	if len(got.Stems) != 3 { // of ville in French, of Agadir in both
		t.Errorf("stems: got %q", got.Stems)
	}
}

func describe(q text.Query) string {
	var out []string
	for _, t := range q.Terms {
		s := strings.Join(t.Words, "+")
		if t.Phrase() {
			s = "«" + s + "»"
		}
		if t.Prefix {
			s += "*"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestParse(t *testing.T) {
	t.Parallel()
	a := text.NewAnalyzer()
	for in, want := range map[string]string{
		"santé durable":                       "sante durable*",
		"santé durable ":                      "sante durable",
		"l’entente de Québec":                 "entente quebec*",
		`"développement durable" Lausanne`:    "«developpement+durable» lausanne*",
		"«\u00a0développement durable\u00a0»": "«developpement+durable»",
		`“ville de Québec” ment`:              "«ville+quebec» ment*",
		`"jamais fermé`:                       "jamais ferme*",
		"la de":                               "",
		"":                                    "",
		"ve":                                  "ve",
		"ville Ville ville":                   "ville ville*",
		`""`:                                  "",
		"a\xffb":                              "b",
		"' OR 1=1 --":                         "or 1",
		"mot1 NEAR(x)":                        "mot 1 near x",
	} {
		if got := describe(a.Parse(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	if got := describe(a.ParseTyping("la v")); got != "v*" {
		t.Errorf("typing: got %q", got)
	}
	if n := len(a.Parse(strings.Repeat("ab cd ef gh ij kl mn op qr st uv wx yz ", 500)).Terms); n != 12 {
		t.Errorf("a long query has %d terms", n)
	}
}

func TestScorePutsTheBestTitleFirst(t *testing.T) {
	t.Parallel()
	a := text.NewAnalyzer()
	for query, titles := range map[string][]string{
		"lausanne":              {"Ville de Lausanne", "Mission à Lausanne pour l’assemblée de l’AIMF", "Mission à Berne"},
		"santé durable":         {"Entente sur la santé durable", "Santé et développement durable", "Santé publique", "Mission à Berne"},
		"coop":                  {"COOP", "Coopération", "Entente de coopération culturelle", "Mission"},
		"entente coopération":   {"Entente de coopération", "Coopération : une entente", "Entente"},
		`"ville de Québec" xyz`: {"Ville de Québec", "Québec, une ville"},
	} {
		q := a.Parse(query)
		last := 1 << 30
		for _, title := range titles {
			got := q.Score(text.TitleOf([]text.Part{{Lang: "fr", Text: title}}))
			if got >= last {
				t.Errorf("%s: %q has %d, the one before %d", query, title, got, last)
			}
			last = got
		}
	}
}

func marked(runs []text.Run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Marked {
			b.WriteString("[" + r.Text + "]")
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestMark(t *testing.T) {
	t.Parallel()
	a := text.NewAnalyzer()
	for _, c := range []struct {
		query, lang, text, want string
		terms                   int
	}{
		{"entente", "fr", "Les ententes, l’Entente", "Les [ententes], l’[Entente]", 1},
		{"œuvre", "fr", "Une oeuvre d’art, deux Œuvres", "Une [oeuvre] d’art, deux [Œuvres]", 1},
		{"coop", "fr", "Coopération et coopérative", "[Coopération] et [coopérative]", 1},
		{`"développement durable"`, "fr", "Développement durable, durable développement", "[Développement durable], durable développement", 1},
		{`"ville de québec"`, "fr", "La Ville de Québec reçoit", "La [Ville de Québec] reçoit", 1},
		{"santé durable", "fr", "En santé durable", "En [santé durable]", 2},
		{"cities", "en", "The city", "The [city]", 1},
		{"cities", "fr", "The city", "The city", 0},
		{"lausanne", "fr", "<b>Lausanne</b>", "<b>[Lausanne]</b>", 1},
		{"", "fr", "Rien", "Rien", 0},
	} {
		runs, n := a.Parse(c.query).Mark(text.Part{Lang: c.lang, Text: c.text})
		if got := marked(runs); got != c.want || n != c.terms {
			t.Errorf("%s: got %s with %d terms, want %s with %d", c.query, got, n, c.want, c.terms)
		}
	}
}

func TestPassageShowsWhatWasFound(t *testing.T) {
	t.Parallel()
	a := text.NewAnalyzer()
	long := strings.Repeat("Avant propos général. ", 20) + "Une entente de coopération culturelle fut signée. " + strings.Repeat("La suite du texte. ", 20)
	runs, n := a.Parse("culturelle entente").Passage(text.Part{Lang: "fr", Text: long}, 120)
	got := marked(runs)
	if n != 2 || !strings.Contains(got, "Une [entente] de coopération [culturelle] fut signée.") {
		t.Errorf("got %s with %d terms", got, n)
	}
	if !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") || len([]rune(got)) > 130 {
		t.Errorf("got %d characters: %s", len([]rune(got)), got)
	}
	plain := strings.NewReplacer("[", "", "]", "", "… ", "", " …", "").Replace(got)
	if !strings.Contains(long, plain) || strings.HasPrefix(plain, " ") {
		t.Errorf("%q is not of the text", plain)
	}
	begin, n := a.Parse("absent").Passage(text.Part{Lang: "fr", Text: long}, 60)
	if n != 0 || !strings.HasPrefix(marked(begin), "Avant propos général.") {
		t.Errorf("got %s with %d terms", marked(begin), n)
	}
}

// FuzzMark holds that marking loses nothing of a text, whatever it is.
func FuzzMark(f *testing.F) {
	f.Add("santé \"d", "La santé durable, l’e\u0301tude")
	f.Add("a", "\xff\xfe")
	f.Add("²¹ co2", "CO₂ ² ¹")
	a := text.NewAnalyzer()
	f.Fuzz(func(t *testing.T, query, s string) {
		q := a.Parse(query)
		runs, _ := q.Mark(text.Part{Text: s})
		var b strings.Builder
		for _, r := range runs {
			b.WriteString(r.Text)
		}
		if b.String() != s {
			t.Errorf("got %q of %q", b.String(), s)
		}
		q.Passage(text.Part{Lang: "fr", Text: s}, 40)
		q.Score(text.TitleOf([]text.Part{{Lang: "en", Text: s}}))
	})
}

func TestMomentsAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		year, month, day int
		want             []text.Part
	}{
		{2024, 5, 13, []text.Part{{Lang: "fr", Text: "13 mai 2024"}, {Lang: "en", Text: "May 13, 2024"}}},
		{2024, 8, 0, []text.Part{{Lang: "fr", Text: "août 2024"}, {Lang: "en", Text: "August 2024"}}},
		{2022, 23, 0, []text.Part{{Lang: "fr", Text: "automne 2022"}, {Lang: "en", Text: "fall 2022"}}},
		{2003, 0, 0, []text.Part{{Text: "2003"}}},
		{0, 0, 0, nil},
	} {
		if got := text.Moment(c.year, c.month, c.day); !slices.Equal(got, c.want) {
			t.Errorf("%d-%d-%d: got %q, want %q", c.year, c.month, c.day, got, c.want)
		}
	}
}
