package form

import (
	"reflect"
	"slices"
	"strings"

	"entente/internal/record"
)

// Sort is how a value is typed.
type Sort string

// The sorts of controls, by the type of the field.
const (
	Line    Sort = "line"    // a line of text that is the same in both languages
	Words   Sort = "words"   // a line in each language
	Prose   Sort = "prose"   // paragraphs in each language
	Moment  Sort = "moment"  // a date or a period
	Spot    Sort = "spot"    // a place
	Link    Sort = "link"    // another record, by its name
	Term    Sort = "term"    // a term, among those of a scheme
	Choice  Sort = "choice"  // a code of a vocabulary
	Number  Sort = "number"  // a whole number
	Figure  Sort = "figure"  // a decimal
	YesNo   Sort = "yesno"   //
	Measure Sort = "measure" // a quantity
	Money   Sort = "money"   // an amount
	Part    Sort = "part"    // fields of its own
)

// Control is a field as a form asks for it.
type Control struct {
	Path   string // "stops.place"
	Field  *record.Field
	Sort   Sort
	Many   bool      // a list, of which Sort is that of each element
	Scheme string    // of a Term
	Inside []Control // of a Part
}

// Checks tells whether the control is a list of terms, which are ticked rather than added one by one.
func (c *Control) Checks() bool { return c.Many && c.Sort == Term }

// one is the control of an element of the list.
func (c Control) one() Control {
	c.Many = false
	return c
}

// Controls lists what a form of the kind asks for, in the order of the fields.
func Controls(kind record.Kind) []Control { return controls(record.FieldsOf(kind), "") }

func controls(fields []record.Field, path string) []Control {
	var out []Control
	for i := range fields {
		f := &fields[i]
		if given(path + f.Name) {
			continue
		}
		out = append(out, control(f, path))
	}
	return out
}

// given tells the fields that nobody types: the program sets them, or they describe bytes that are kept.
func given(path string) bool {
	return slices.Contains([]string{
		"id", "kind", "schema", "office", "withdrawn", "personal_digest", "sha256", "size", "media_type", "checksum", "built_in", "merged_into",
	}, path)
}

func control(f *record.Field, path string) Control {
	c := Control{Path: path + f.Name, Field: f, Many: f.Many}
	t := f.Type
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[record.Text]():
		c.Sort = Prose
		if short(c.Path) {
			c.Sort = Words
		}
	case reflect.TypeFor[record.Date]():
		c.Sort = Moment
	case reflect.TypeFor[record.Place]():
		c.Sort = Spot
	case reflect.TypeFor[record.Quantity]():
		c.Sort = Measure
	case reflect.TypeFor[record.Amount]():
		c.Sort = Money
	case reflect.TypeFor[record.Decimal]():
		c.Sort = Figure
	case reflect.TypeFor[record.Ref]():
		c.Sort = Link
		if len(f.Refs) == 1 && f.Refs[0] == record.KindTerm {
			c.Sort, c.Scheme = Term, scheme(f.Name)
		}
	default:
		c.Sort = plain(f, t)
	}
	if c.Sort == Part {
		c.Inside = controls(f.Fields, c.Path+".")
	}
	return c
}

func plain(f *record.Field, t reflect.Type) Sort {
	switch k := t.Kind(); {
	case k == reflect.Struct:
		return Part
	case k == reflect.Bool:
		return YesNo
	case k == reflect.Int || k == reflect.Int64:
		return Number
	case f.Vocab != "":
		return Choice
	}
	return Line
}

// scheme is that of the terms which a field takes.
func scheme(name string) string {
	switch name {
	case "themes", "sectors":
		return "theme"
	case "pillars", "pillar":
		return "pillar"
	case "clienteles":
		return "clientele"
	}
	return name
}

// short tells the texts that take a line: titles, names and places in a source.
func short(path string) bool {
	name := path[strings.LastIndexByte(path, '.')+1:]
	return slices.Contains([]string{
		"title", "name", "acronym", "site_name", "their_label", "address", "label", "line", "heading", "place", "as",
	}, name) || slices.Contains([]string{"sources.printed", "papers.unit", "papers.letterhead"}, path)
}

// suffixes are what the inputs of a control are called, after the name of the control.
func (c *Control) suffixes() []string {
	switch c.Sort {
	case Words, Prose:
		return []string{".fr", ".en"}
	case Moment:
		return []string{"", ".is"}
	case Spot:
		return []string{"", ".is", ".fr", ".en"}
	case Link:
		return []string{"", ".q", ".l", ".pick"}
	case Measure:
		return []string{"", ".unit", ".nature", ".of.fr", ".of.en", ".printed.fr", ".printed.en"}
	case Money:
		return []string{"", ".nature", ".scope", ".as_of", ".before_tax", ".printed.fr", ".printed.en"}
	case Part:
		return nil
	}
	return []string{""}
}

// telling are the suffixes whose inputs say that something was typed: those that may be set beforehand do not.
func (c *Control) telling() []string {
	switch c.Sort {
	case Moment:
		return []string{""}
	case Spot:
		return []string{"", ".fr", ".en"}
	case Link:
		return []string{".q", ".pick"}
	case Measure:
		return []string{"", ".of.fr", ".of.en", ".printed.fr", ".printed.en"}
	case Money:
		return []string{"", ".printed.fr", ".printed.en"}
	}
	return c.suffixes()
}

// ControlAt finds the control of an input: "stops.2.place" is that of the place of a stop.
func ControlAt(kind record.Kind, name string) (Control, bool) {
	return at(Controls(kind), strings.Split(name, "."))
}

func at(cs []Control, parts []string) (Control, bool) {
	i := slices.IndexFunc(cs, func(c Control) bool { return c.Field.Name == parts[0] })
	if i < 0 {
		return Control{}, false
	}
	c := cs[i]
	parts = parts[1:]
	if c.Many && len(parts) > 0 {
		c, parts = c.one(), parts[1:]
	}
	switch {
	case len(parts) == 0:
		return c, true
	case c.Sort == Part && !c.Many:
		return at(c.Inside, parts)
	}
	return Control{}, false
}
