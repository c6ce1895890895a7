package column

import (
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/sheet"
)

// Why a column was proposed for a field.
const (
	ByTitle  = "title"  // the title is the field's
	ByName   = "name"   // the title is another usual word for it
	ByValues = "values" // the values look like it
)

// Guess is the field proposed for a column, "" for none.
type Guess struct {
	Field string `json:"field"`
	Why   string `json:"why,omitzero"`
}

// guesser scores fields for columns.
type guesser struct {
	rd    *Reader
	names *Titles
	kind  record.Kind
	cols  []Column
}

// Propose tells which column of a table is likely which field, from titles in both languages, from other usual words, and
// from what the values look like. exact says that the table was written by an export of ours.
func Propose(rd *Reader, names *Titles, kind record.Kind, s sheet.Shape) (out []Guess, exact bool) {
	g := &guesser{rd: rd, names: names, kind: kind, cols: Columns(kind)}
	out = make([]Guess, len(s.Columns))
	taken := map[string]bool{}
	take := func(i int, field, why string) {
		out[i] = Guess{field, why}
		taken[field] = true
	}
	for i, c := range s.Columns {
		if name, ok := names.Find(kind, c.Title); ok && !taken[name] && g.plausible(name, c) {
			take(i, name, ByTitle)
		}
	}
	exact = taken[ID]
	type scored struct {
		column, score int
		field, why    string
	}
	var all []scored
	for i, c := range s.Columns {
		if out[i].Field != "" || c.Filled == 0 {
			continue
		}
		for _, col := range g.cols {
			if score, why := g.score(col, c); score > 0 {
				all = append(all, scored{i, score, At(col.Name, ones(col.Name)), why})
			}
		}
		if score := keyScore(c, s.Rows, exact); score > 0 {
			all = append(all, scored{i, score, External, ByName})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return b.score - a.score })
	for _, x := range all {
		if out[x.column].Field != "" {
			continue
		}
		field := x.field
		for n := 2; taken[field] && n <= 9 && strings.Contains(field, "."); n++ { // “2e partie” after “1re partie”
			pattern, at := Pattern(x.field)
			if len(at) == 0 {
				break
			}
			at[0] = n
			field = At(pattern, at)
		}
		if !taken[field] && !conflicting(field, taken) {
			take(x.column, field, x.why)
		}
	}
	return out, exact
}

// conflicting tells whether another column already says the whole value that field says a part of, or the other way round.
func conflicting(field string, taken map[string]bool) bool {
	for t := range taken {
		base, part := cutLast(field)
		other, with := cutLast(t)
		switch {
		case base == t && (part == "start" || part == "end"), other == field && (with == "start" || with == "end"):
			return true
		}
	}
	return false
}

func cutLast(s string) (string, string) {
	if i := strings.LastIndexByte(s, '.'); i >= 0 {
		return s[:i], s[i+1:]
	}
	return "", s
}

func ones(pattern string) []int {
	at := make([]int, strings.Count(pattern, "#"))
	for i := range at {
		at[i] = 1
	}
	return at
}

// plausible tells whether the values of a column can be of a field at all.
func (g *guesser) plausible(name string, c sheet.Found) bool {
	col, ok := Of(g.kind, name)
	if !ok || c.Filled == 0 {
		return ok
	}
	switch col.Sort { //nolint:exhaustive // texts can be anything
	case Date:
		return c.Sort != sheet.Mails && c.Sort != sheet.Links && c.Sort != sheet.YesNo
	case Decimal, Whole:
		return c.Sort == sheet.Numbers || c.Sort == sheet.Texts
	}
	return true
}

// score tells how well a field suits a column, of a hundred, 0 for not at all.
func (g *guesser) score(col Column, c sheet.Found) (int, string) {
	if col.Name == ID || !g.plausible(col.Name, c) {
		return 0, ""
	}
	best, why := 0, ""
	better := func(score int, reason string) {
		if score > best {
			best, why = score, reason
		}
	}
	title := bare(c.Title)
	depth := 4 * strings.Count(col.Name, ".")
	all := synonyms()
	for _, s := range slices.Concat(all[tail(col)], all[whole(col)]) {
		switch f := place.Fold(s); {
		case title == f:
			better(85-depth, ByName)
		case strings.HasPrefix(title, f+" ") || strings.HasSuffix(title, " "+f):
			better(60-depth, ByName)
		}
	}
	for _, lang := range i18n.Langs() {
		l := place.Fold(label(g.names.catalogs.For(lang), g.kind, col.Field))
		in := col.Part == "" || col.Part == "value" || col.Part == "fr"
		if col.Taken && col.Part == "" {
			in = true // a whole amount, as people write it
		} else if col.Part == "value" {
			in = c.Sort == sheet.Numbers
		}
		switch {
		case !in || l == "":
		case title == l || title == strings.TrimSuffix(l, "s") || title+"s" == l:
			better(80-depth, ByTitle)
		case strings.HasPrefix(title, l+" "), strings.HasSuffix(title, " "+l):
			better(55-depth, ByTitle)
		}
	}
	switch {
	case best > 0 && col.Sort == Amount && c.Sort == sheet.Numbers, best > 0 && col.Sort == Quantity && c.Sort == sheet.Numbers:
		best += 2
	case best > 0 && col.Sort == Date && c.Sort != sheet.Dates && c.Sort != sheet.Numbers:
		best -= 10
	case best == 0:
		best, why = g.byValues(col, c), ByValues
	}
	return best, why
}

// byValues looks at the values where the title tells nothing.
func (g *guesser) byValues(col Column, c sheet.Found) int {
	shallow := 4 * strings.Count(col.Name, ".")
	switch {
	case col.Sort == Code && col.Part == "" && g.most(c, func(s string) bool { _, err := g.rd.Typed.Code(col.Vocab, s); return err == nil }):
		return 45 - shallow
	case c.Sort == sheet.Dates && col.Sort == Date && (col.Name == "dates" || col.Name == "date"):
		return 40
	case c.Sort == sheet.Mails && strings.HasSuffix(col.Name, "contacts"):
		return 40
	case c.Sort == sheet.Links && strings.HasSuffix(col.Name, "url"):
		return 40
	case col.Part == "country" && g.most(c, g.land):
		return 42 - shallow
	}
	return 0
}

func (g *guesser) land(s string) bool {
	found, err := g.rd.Typed.Places(g.rd.Lang, s)
	return err == nil && len(found) > 0 && found[0].Place.City == "" && found[0].Place.Subdivision == "" && found[0].Place.Country != ""
}

func (g *guesser) most(c sheet.Found, is func(string) bool) bool {
	n := 0
	for _, s := range c.Values {
		if is(s) {
			n++
		}
	}
	return c.Sort == sheet.Texts && len(c.Values) > 0 && n*10 >= len(c.Values)*8
}

// keyScore: a column of things that are all different and called numbers is what another file calls its rows.
func keyScore(c sheet.Found, rows int, exact bool) int {
	if exact || c.Filled < rows || c.Sort == sheet.Dates || len(c.Values) < min(rows, 40) {
		return 0
	}
	if slices.Contains([]string{"id", "identifiant", "no", "n", "numero", "num", "nº", "code", "cle", "key", "identifier", "no de dossier", "dossier no", "reference externe", "external id", "identifiant externe"}, bare(c.Title)) {
		return 82
	}
	return 0
}

// bare is a title without what parts it from others of the same name.
func bare(title string) string {
	f := place.Fold(title)
	words := strings.Fields(f)
	if n := len(words); n > 1 && len(words[n-1]) == 1 && words[n-1] >= "2" && words[n-1] <= "9" {
		f = strings.Join(words[:n-1], " ")
	}
	return f
}

// tail is what synonyms are listed by: the field and its part, without where it stands.
func tail(c Column) string {
	_, f := cutLast(c.Field)
	if c.Part != "" {
		return f + "." + c.Part
	}
	return f
}

// whole is the field with where it stands.
func whole(c Column) string {
	if c.Part != "" {
		return c.Field + "." + c.Part
	}
	return c.Field
}

// synonyms are the words that people put over columns, besides those of the catalogs.
func synonyms() map[string][]string {
	return map[string][]string{
		"title.fr":              {"titre", "title", "intitulé", "objet", "libellé", "nom de la mission", "mission", "activité", "événement", "titre français", "title french", "nom", "name", "accueil", "entente", "collaborateur"},
		"title.en":              {"titre anglais", "english title", "title english", "anglais", "english"},
		"name":                  {"nom", "name", "nom complet", "full name", "personne"},
		"name.fr":               {"nom", "name", "organisation", "organisme", "partenaire", "raison sociale", "partner", "organization", "institution", "nom français"},
		"name.en":               {"nom anglais", "english name", "name english"},
		"line.fr":               {"collaborateur", "partenaire", "nom", "name", "organisation", "organisme"},
		"acronym.fr":            {"sigle", "acronyme", "acronym", "abréviation"},
		"dates":                 {"date", "dates", "période", "quand", "when", "année", "year", "period"},
		"dates.start":           {"début", "date de début", "date début", "départ", "date de départ", "du", "start", "start date", "from", "arrivée", "date d'arrivée"},
		"dates.end":             {"fin", "date de fin", "date fin", "retour", "date de retour", "au", "end", "end date", "to", "until"},
		"period":                {"période", "period", "année", "year"},
		"period.start":          {"début", "start"},
		"period.end":            {"fin", "end"},
		"since":                 {"depuis", "since", "début", "date", "année"},
		"signed":                {"signature", "date de signature", "signée le", "signed", "date signed", "signing date", "date", "dates signature"},
		"announced":             {"annonce", "annonce publique", "dates annonce"},
		"begun":                 {"début rapporté", "année", "year", "dates début rapporté"},
		"ended":                 {"fin", "échéance", "expiration", "end"},
		"place":                 {"ville", "lieu", "city", "place", "destination", "localité", "endroit"},
		"place.country":         {"pays", "country", "état", "destination pays"},
		"origins.place.country": {"provenance", "pays d'origine", "origine", "from"},
		"origins.place":         {"ville d'origine"},
		"summary.fr":            {"résumé", "description", "sommaire", "summary", "notes publiques", "contexte", "présentation"},
		"about.fr":              {"présentation", "description", "about"},
		"purpose.fr":            {"but", "objectif", "objet", "purpose", "raison"},
		"note.fr":               {"notes", "note", "remarques", "commentaires", "notes internes", "comments", "remarks"},
		"lead":                  {"responsable", "chef de mission", "chef de délégation", "dirigée par", "head of delegation", "lead"},
		"themes":                {"thème", "thèmes", "theme", "themes", "sujet", "sujets", "secteur"},
		"sectors":               {"secteur", "secteurs", "thèmes", "sectors"},
		"status":                {"statut", "état", "status", "state", "étape"},
		"visit_type":            {"type d'accueil", "type", "catégorie"},
		"event_type":            {"type", "type d'événement"},
		"org_type":              {"type", "catégorie", "type d'organisme", "category", "nature"},
		"class":                 {"catégorie", "type", "classe", "category"},
		"relation_type":         {"type", "type de relation", "nature"},
		"wikidata":              {"wikidata", "qid"},
		"number":                {"numéro", "no entente", "number", "numéro d'entente"},
		"parent":                {"organisme parent", "relève de", "parent"},
		"who":                   {"partie", "parties", "partenaire", "organisme", "party", "partner", "qui"},
		"partner":               {"partenaire", "partner", "ville partenaire"},
		"ours":                  {"notre organisme", "ours"},
		"member":                {"membre", "member"},
		"body":                  {"organisme", "réseau", "network", "body"},
		"tonnes":                {"tonnes", "tco2", "tonnes co2", "émissions"},
		"total":                 {"total", "prix", "coût", "montant", "prix avant taxes", "cost", "price", "dépenses"},
		"fee":                   {"cotisation", "frais", "fee", "dues"},
		"programme.fr":          {"programme", "program"},
		"ceiling":               {"plafond", "budget", "ceiling"},
		"attendance":            {"participants", "assistance", "nombre de participants", "attendance"},
		"url":                   {"url", "lien", "site web", "adresse web", "link", "website"},
		"contacts":              {"courriel", "email", "e-mail", "téléphone", "phone", "contact", "coordonnées"},
		"visibility":            {"visibilité", "public", "visibility", "accès"},
		"services":              {"service", "services", "direction", "department"},
		"invited_by":            {"invitation", "invité par", "invited by", "hôte", "host"},
		"learning.fr":           {"apprentissages", "volet ville apprenante", "learning"},
		"adopted":               {"adoption", "date d'adoption", "adopted", "date"},
		"issued":                {"date de publication", "publié le", "issued", "date"},
		"publisher":             {"éditeur", "publisher", "auteur institutionnel"},
		"language":              {"langue", "language"},
	}
}
