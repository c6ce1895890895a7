package form

import (
	"net/url"
	"slices"
	"strings"

	"entente/internal/record"
)

// Form is a form as it is to be drawn.
type Form struct {
	Kind   record.Kind
	Groups []Section
	Links  []Fault // all that is wrong, in the order of the form
}

// Section is a group with its inputs.
type Section struct {
	Key    string
	Inputs []Input
	Filled bool // something is typed in it
	Faulty bool
}

// Input is a control with what was typed in it.
type Input struct {
	*Control
	Name     string
	Rows     []Input // of a list
	Inputs   []Input // of a part, or of a row that is one
	Problems []Fault // about this input, not about those in it
	Options  []Option
	Filled   bool
	values   url.Values
}

// Fault is a problem beside the input that it concerns.
type Fault struct {
	record.Problem
	Input string // its name
	Path  string // its field
	Sub   string // which part of the value: "nature", "fr"
}

// Get is what was typed under a suffix of the input's name.
func (in Input) Get(suffix string) string { return last(in.values, in.Name+suffix) }

// All is everything that was ticked under the name.
func (in Input) All() []string { return in.values[in.Name] }

// Draw makes the form of a kind out of what was typed and what is wrong with it.
func Draw(kind record.Kind, values url.Values, problems []record.Problem, options map[string][]Option) Form {
	d := &drawer{values: values, rows: rows(values), options: options, faults: map[string][]Fault{}}
	out := Form{Kind: kind}
	groups := Groups(kind)
	for _, p := range problems {
		f := d.place(groups, p)
		d.faults[f.Input] = append(d.faults[f.Input], f)
	}
	for _, g := range groups {
		s := Section{Key: g.Key}
		for i := range g.Controls {
			c := &g.Controls[i]
			before := len(d.placed)
			in := d.input(c, c.Path)
			s.Inputs = append(s.Inputs, in)
			s.Filled = s.Filled || in.Filled
			s.Faulty = s.Faulty || len(d.placed) > before
		}
		out.Groups = append(out.Groups, s)
	}
	out.Links = append(d.faults[""], d.placed...)
	return out
}

type drawer struct {
	values  url.Values
	rows    map[string][]int
	options map[string][]Option
	faults  map[string][]Fault // by the name of the input
	placed  []Fault            // as they are met
}

func (d *drawer) input(c *Control, name string) Input {
	in := Input{Control: c, Name: name, values: d.values, Problems: d.faults[name], Options: d.options[name], Filled: !c.blank(d.values, d.rows, name)}
	d.placed = append(d.placed, in.Problems...)
	switch {
	case c.Checks():
	case c.Many:
		one := c.one()
		for _, n := range d.rows[name] {
			in.Rows = append(in.Rows, d.input(&one, row(name, n)))
		}
	case c.Sort == Part:
		for i := range c.Inside {
			sub := &c.Inside[i]
			in.Inputs = append(in.Inputs, d.input(sub, name+sub.Path[len(c.Path):]))
		}
	}
	return in
}

// place finds the input that a problem is about. Its field may be an exact place ("stops.2.dates"), a place within a value
// ("costs.0.total.nature") or a path without positions ("partners.who"), which is then the first input of that path that holds what the
// problem names.
func (d *drawer) place(groups []Group, p record.Problem) Fault {
	for field, sub := p.Field, ""; field != ""; {
		for _, g := range groups {
			for i := range g.Controls {
				if name, path, ok := d.find(&g.Controls[i], g.Controls[i].Path, field, p); ok {
					return Fault{Problem: p, Input: name, Path: path, Sub: sub}
				}
			}
		}
		dot := strings.LastIndexByte(field, '.')
		if dot < 0 {
			break
		}
		field, sub = field[:dot], strings.Trim(field[dot+1:]+"."+sub, ".")
	}
	return Fault{Problem: p, Path: p.Field}
}

func (d *drawer) find(c *Control, name, field string, p record.Problem) (input, path string, ok bool) {
	switch {
	case name == field, c.Path == field && !c.Many && (name == c.Path || d.holds(c, name, p)), c.Path == field && c.Checks():
		return name, c.Path, true
	case !strings.HasPrefix(field, name+".") && !strings.HasPrefix(field, c.Path+".") && c.Path != field:
		return "", "", false
	case c.Many && !c.Checks():
		one := c.one()
		for _, n := range d.rows[name] {
			if input, path, ok := d.find(&one, row(name, n), field, p); ok {
				return input, path, true
			}
		}
		if c.Path == field {
			return name, c.Path, true
		}
	case c.Sort == Part:
		for i := range c.Inside {
			in := &c.Inside[i]
			if input, path, ok := d.find(in, name+in.Path[len(c.Path):], field, p); ok {
				return input, path, true
			}
		}
	}
	return "", "", false
}

// holds tells whether an input holds what a problem names.
func (d *drawer) holds(c *Control, name string, p record.Problem) bool {
	value := p.Args["value"]
	return value != "" && slices.ContainsFunc(c.suffixes(), func(s string) bool {
		got := last(d.values, name+s)
		return got == value || s == ".is" && slices.Contains(strings.Split(got, "|"), value)
	})
}

// With is the input with other values than were typed.
func (in Input) With(values url.Values) Input {
	in.values = values
	return in
}
