package registry

import (
	"slices"

	"entente/internal/place"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/store"
	"entente/internal/text"
)

// searchable is what a record says besides its label, with the names of its places and its dates in both languages.
type searchable struct {
	label []text.Part
	rest  []prose
}

type prose struct {
	text.Part
	public bool
}

// words are those of a record and of its file. Whoever may see the record may read the file.
func words(r record.Record, file string, places *place.Gazetteer) searchable {
	label := r.Label()
	s := searchable{label: parts(label)}
	marked := map[string]bool{} // texts in Markdown, of which nobody searches or reads the marks
	for _, b := range record.Blocks(r) {
		for _, t := range b.Text {
			marked[t.FR], marked[t.EN] = true, true
		}
	}
	for _, p := range record.Words(r) {
		if marked[p.Text] {
			p.Text = publish.Unmarked(p.Text)
		}
		if p.Text != label.FR && p.Text != label.EN {
			s.rest = append(s.rest, prose{text.Part{Lang: p.Lang, Text: p.Text}, p.Public})
		}
	}
	type name struct {
		text.Part
		public bool
	}
	seen := map[name]bool{}
	add := func(list []text.Part, public bool) {
		for _, p := range list {
			if n := (name{p, public}); !seen[n] {
				seen[n] = true
				s.rest = append(s.rest, prose{p, public})
			}
		}
	}
	for _, at := range record.Places(r) {
		add(parts(placeNames(places, at.Place)), at.Public)
	}
	for _, at := range record.Dates(r) {
		start, end, _ := at.Date.Parts()
		add(moment(start), at.Public)
		add(moment(end), at.Public)
	}
	if d, ok := r.(*record.Document); ok && file != "" {
		lang := d.Language
		if lang != "fr" && lang != "en" {
			lang = ""
		}
		s.rest = append(s.rest, prose{text.Part{Lang: lang, Text: file}, true}) // the last: what the record says itself is never left out for it
	}
	return s
}

func moment(d record.Date) []text.Part { return text.Moment(d.Year(), d.Month(), d.Day()) }

// placeNames names a place from the nearest to the farthest, in both languages.
func placeNames(places *place.Gazetteer, p record.Place) record.Text {
	var out record.Text
	add := func(fr, en string) {
		if out.FR != "" {
			fr, en = ", "+fr, ", "+en
		}
		out.FR, out.EN = out.FR+fr, out.EN+en
	}
	if c, ok := places.City(p.City); ok {
		add(c.NameFR, c.Name)
	}
	if s, ok := places.Subdivision(p.Subdivision); ok {
		add(s.FR, s.EN)
	}
	if c, ok := places.Country(p.Country); ok {
		add(c.FR, c.EN)
	}
	return out
}

func parts(t record.Text) []text.Part {
	switch {
	case t.IsZero():
		return nil
	case t.FR == t.EN:
		return []text.Part{{Text: t.FR}}
	}
	var out []text.Part
	if t.FR != "" {
		out = append(out, text.Part{Lang: "fr", Text: t.FR})
	}
	if t.EN != "" {
		out = append(out, text.Part{Lang: "en", Text: t.EN})
	}
	return out
}

// seenBy gives the texts besides the label that a reader may see.
func (s searchable) seenBy(owner bool) []text.Part {
	out := make([]text.Part, 0, len(s.rest))
	for _, p := range s.rest {
		if owner || p.public {
			out = append(out, p.Part)
		}
	}
	return out
}

// searchRows are the index rows of a record: what others than its office may read, and all of it where that is more.
func (g *Registry) searchRows(r record.Record, file string, links []store.Link, marks []store.Mark) []store.SearchRow {
	s := words(r, file, g.places)
	label := store.Lexemes(g.words.Lexemes(s.label))
	one := func(readers store.Readers, rest []text.Part) store.SearchRow {
		out := store.SearchRow{Readers: readers, Label: label, Rest: store.Lexemes(g.words.Lexemes(rest)), Title: string(text.TitleOf(s.label))}
		for _, m := range marks {
			if m.Field == "country" && (m.Public || readers == store.Owners) {
				out.Countries = append(out.Countries, m.Value)
			}
		}
		for _, l := range links {
			if l.Field == "themes" && (l.Public || readers == store.Owners) && !slices.Contains(out.Themes, l.Target) {
				out.Themes = append(out.Themes, l.Target)
			}
		}
		return out
	}
	public, all := s.seenBy(false), s.seenBy(true)
	if len(all) == len(public) {
		return []store.SearchRow{one(store.Everybody, public)}
	}
	return []store.SearchRow{one(store.Owners, all), one(store.Others, public)}
}
