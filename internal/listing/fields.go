package listing

import (
	"slices"

	"entente/internal/record"
)

// Shape is the sort of values that a field is filtered by.
type Shape string

// The shapes.
const (
	Code   Shape = "code"   // of a vocabulary
	Ref    Shape = "ref"    // ids of records
	Place  Shape = "place"  // codes of the gazetteer
	Flag   Shape = "flag"   // "true"
	Day    Shape = "day"    // periods
	Person Shape = "person" // who changed it: "me"
)

// Source is where the store finds the values.
type Source string

// The sources.
const (
	Column Source = "column" // of the record's own row
	Mark   Source = "mark"
	Link   Source = "link"
)

// Field is something that lists are filtered by.
type Field struct {
	Name   string // in addresses: a column, the name of a mark, or the path of a reference
	Path   string // of the record's field whose words name it, "" for those that are no field
	Shape  Shape
	Source Source
	Vocab  string        // of codes
	Refs   []record.Kind // that references may be of
	Many   bool          // a record may have several
}

// Names of the fields that are no field of a kind, or not of one alone.
const (
	Office      = "office"
	Visibility  = "visibility"
	Date        = "date"
	Updated     = "updated"
	By          = "by"
	Country     = "country"
	Subdivision = "subdivision"
	City        = "city"
)

// Me stands for whoever asks.
const Me = "me"

// Fields lists what lists of a kind, or of several, are filtered by: what they have in common for several, in the reading
// order of the first.
func Fields(kinds ...record.Kind) []Field {
	if len(kinds) == 0 {
		return common()
	}
	out := ofKind(kinds[0])
	for _, k := range kinds[1:] {
		others := ofKind(k)
		out = slices.DeleteFunc(out, func(f Field) bool {
			return !slices.ContainsFunc(others, func(o Field) bool { return o.Name == f.Name && o.Vocab == f.Vocab })
		})
	}
	return out
}

// Find gives one of them.
func Find(name string, kinds ...record.Kind) (Field, bool) {
	all := Fields(kinds...)
	i := slices.IndexFunc(all, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return all[i], true
}

func common() []Field {
	return []Field{
		{Name: Date, Shape: Day, Source: Column},
		{Name: Updated, Shape: Day, Source: Column},
		{Name: By, Shape: Person, Source: Column},
		{Name: Visibility, Path: "visibility", Shape: Code, Source: Column, Vocab: "visibility"},
		{Name: Office, Path: "office", Shape: Ref, Source: Column, Refs: []record.Kind{record.KindOffice}},
	}
}

func ofKind(k record.Kind) []Field {
	g := gather{}
	g.add(record.FieldsOf(k), "", false)
	out := append(g.own, g.places...)
	return append(append(out, common()...), g.last...)
}

type gather struct{ own, places, last []Field }

// add gathers the fields that are filtered by, those of parts of lists included.
func (g *gather) add(fields []record.Field, path string, many bool) {
	for _, f := range fields {
		at, several := path+f.Name, many || f.Many
		switch {
		case path == "" && slices.Contains([]string{"id", "office", "visibility", "merged_into"}, f.Name):
		case f.IsPlace():
			g.place(several)
		case f.Mark != "":
			g.mark(f, at, several)
		case len(f.Refs) > 0:
			x := Field{Name: at, Path: at, Shape: Ref, Source: Link, Refs: f.Refs, Many: several}
			if path == "" && slices.Contains([]string{"shared_with", "documents"}, f.Name) || path == "sources." {
				g.last = append(g.last, x)
				continue
			}
			g.own = append(g.own, x)
		}
		g.add(f.Fields, at+".", several)
	}
}

func (g *gather) mark(f record.Field, at string, many bool) {
	if slices.ContainsFunc(g.own, func(x Field) bool { return x.Name == f.Mark }) {
		return
	}
	x := Field{Name: f.Mark, Path: at, Shape: Code, Source: Mark, Vocab: f.Vocab, Many: many}
	switch {
	case f.IsDate():
		x.Shape = Day
	case f.IsFlag():
		x.Shape = Flag
	}
	g.own = append(g.own, x)
}

func (g *gather) place(many bool) {
	if len(g.places) > 0 {
		for i := range g.places {
			g.places[i].Many = true
		}
		return
	}
	for _, name := range []string{Country, Subdivision, City} {
		g.places = append(g.places, Field{Name: name, Shape: Place, Source: Mark, Many: many})
	}
}
