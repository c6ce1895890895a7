package web

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"entente/internal/column"
	"entente/internal/record"
	"entente/internal/registry"
)

// field is a field that a column may be read into.
type sheetField struct{ name, title string }

// fields are those of the kind that people map columns to, with those that are mapped already.
func (d sheetView) fields(v view) []sheetField {
	names := column.Usual(d.Kind)
	for _, m := range d.Mapping.Fields {
		if m != "" && !slices.Contains(names, m) {
			names = append(names, m)
		}
	}
	out := make([]sheetField, 0, len(names))
	for _, n := range names {
		out = append(out, sheetField{n, d.title(v, n)})
	}
	return out
}

func (d sheetView) title(v view, name string) string {
	return d.tools.Titles.Title(v.lang, d.Kind, name)
}

// stateMark is the sign of a row's state: colour never stands alone.
func stateMark(state string) string {
	switch state {
	case registry.RowNew:
		return "+"
	case registry.RowChanged:
		return "~"
	case registry.RowSame:
		return "="
	case registry.RowRefused:
		return "✕"
	case registry.RowSkipped:
		return "–"
	}
	return "?"
}

// sheetCell is a cell of the dry run: what it holds, what it replaces, and what is wrong with it.
type sheetCell struct {
	text, old string
	changed   bool
	reasons   []string
}

func (d sheetView) cells(v view, r registry.SheetRow) []sheetCell {
	out := make([]sheetCell, len(d.Shape.Columns))
	for i := range out {
		if i < len(r.Cells) {
			out[i].text = r.Cells[i]
		}
	}
	at := func(i int) *sheetCell {
		if i < 0 || i >= len(out) {
			i = 0
		}
		return &out[i]
	}
	for _, c := range r.Changes {
		// Of what several columns make up together, those that say the same as before stay as they are.
		if c.Column >= 0 && c.Column < len(out) && c.Old != out[c.Column].text {
			out[c.Column].changed, out[c.Column].old = true, c.Old
		}
	}
	for _, t := range r.Troubles {
		at(t.Column).reasons = append(at(t.Column).reasons, registry.Worded(v.p, t.Code, t.Args))
	}
	for _, p := range r.Problems {
		at(p.Column).reasons = append(at(p.Column).reasons, registry.Worded(v.p, p.Code, p.Args))
	}
	return out
}

// choiceLabel words a proposal.
func (d sheetView) choiceLabel(v view, c registry.SheetChoice, p column.Proposal) string {
	switch {
	case p.Label != "" && c.Ask == "date":
		return v.p.Date(record.Date(p.Value))
	case p.Label != "" && len(p.Value) > 0 && p.Value[0] == '=':
		return v.T("sheet.choice.as-written", "name", p.Label)
	case p.Label != "":
		return p.Label
	}
	for _, k := range sheetKinds() {
		if p.Value == registry.MakeValue(k) {
			return v.T("sheet.choice.make", "kind", v.p.T("kind."+string(k)+".one"))
		}
	}
	return p.Value
}

// proposals of a choice; of a code, those of its vocabulary.
func (d sheetView) proposals(v view, c registry.SheetChoice) []column.Proposal {
	if c.Ask != "code" {
		return c.Proposals
	}
	var out []column.Proposal
	vocabulary := c.Args["vocabulary"]
	for _, code := range record.Vocabulary(vocabulary) {
		one := []any{"n", 1}
		out = append(out, column.Proposal{Value: code, Label: v.p.T("vocabulary."+vocabulary+"."+code, one...)})
	}
	return out
}

// width is how much room a column takes: "cell-long" for sentences and reasons, "cell-short" for numbers and codes.
func (d sheetView) width(i int, rows [][]sheetCell) string {
	const sentence, code = 36, 8
	longest := utf8.RuneCountInString(d.Shape.Columns[i].Title)
	for _, r := range rows {
		if longest = max(longest, utf8.RuneCountInString(r[i].text), utf8.RuneCountInString(r[i].old)); len(r[i].reasons) > 0 {
			longest = sentence
		}
	}
	switch {
	case longest >= sentence:
		return "cell-long"
	case longest <= code:
		return "cell-short"
	}
	return ""
}

// asksRows tells whether anything is asked of single rows that are shown.
func (d sheetView) asksRows() bool {
	return slices.ContainsFunc(d.rows, func(r registry.SheetRow) bool { return len(r.Likely) > 0 || r.Decision != "" })
}

// sheetGroup is kinds as the menu groups them.
type sheetGroup struct {
	title string
	kinds []record.Kind
}

// sheetGroups are the kinds that people bring in, those of every day first.
func (v view) sheetGroups() []sheetGroup {
	rest := sheetKinds()
	var out []sheetGroup
	for _, g := range menuKinds() {
		group := sheetGroup{title: v.T(g.key)}
		for _, k := range g.kinds {
			if i := slices.Index(rest, k); i >= 0 {
				group.kinds, rest = append(group.kinds, k), slices.Delete(rest, i, i+1)
			}
		}
		out = append(out, group)
	}
	out[len(out)-1].kinds = append(out[len(out)-1].kinds, rest...)
	return out
}

// grid is all cells of the rows that are shown.
func (d sheetView) grid(v view) [][]sheetCell {
	out := make([][]sheetCell, len(d.rows))
	for i, r := range d.rows {
		out[i] = d.cells(v, r)
	}
	return out
}

func (d sheetView) open() []registry.SheetChoice {
	return slices.DeleteFunc(slices.Clone(d.choices), func(c registry.SheetChoice) bool { return c.Decided })
}

// path is an address of the spreadsheet.
func (d sheetView) path(v view, below string) string {
	return v.path("/import/" + string(d.ID) + below)
}

func (d sheetView) filtered(v view, state string) string {
	if state == "" {
		return d.path(v, "")
	}
	return d.path(v, "?state="+state)
}

func (d sheetView) writes() int { return d.Counts[registry.RowNew] + d.Counts[registry.RowChanged] }

func (d sheetView) left() int {
	n := 0
	for _, s := range registry.LeftOut() {
		n += d.Counts[s]
	}
	return n
}

func num(n int) string { return strconv.Itoa(n) }

// optionKey names the sign of an option in the catalogs.
func optionKey(o string) string {
	switch o {
	case ",":
		return "comma"
	case ".":
		return "point"
	case ";":
		return "semicolon"
	case "\t":
		return "tab"
	case "|":
		return "bar"
	}
	return o
}
