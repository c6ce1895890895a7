package registry

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/record"
	"entente/internal/sheet"
	"entente/internal/store"
)

// SheetRow is a row of a spreadsheet with what it would do.
type SheetRow struct {
	N        int
	State    string
	Decision string
	Record   record.Ref // that it changes, or will make
	Written  int
	Cells    []string
	RowDetail
}

// RowDetail is why a row is what it is.
type RowDetail struct {
	Troubles []column.Trouble `json:"troubles,omitempty"`
	Problems []RowProblem     `json:"problems,omitempty"`
	Changes  []FieldChange    `json:"changes,omitempty"`
	Likely   []Likely         `json:"likely,omitempty"`
	Title    string           `json:"title,omitzero"` // of the record
}

// RowProblem is what keeps a row from being written, with the column that it comes from, -1 for none.
type RowProblem struct {
	record.Problem

	Column int `json:"column"`
}

// FieldChange is one value that a row changes, as people read it.
type FieldChange struct {
	Field  string `json:"field"`
	Column int    `json:"column"` // -1 for what all rows share
	Old    string `json:"old,omitzero"`
	New    string `json:"new,omitzero"`
}

// Likely is a record that a row may be about, or an earlier row of the same spreadsheet.
type Likely struct {
	ID    record.Ref `json:"id,omitzero"`
	Title string     `json:"title"`
	Row   int        `json:"row,omitzero"`
	Why   []string   `json:"why,omitempty"`
}

// kept is a cell as it waits in the database.
type kept [3]string // text, number, day

func keepCells(cells []sheet.Cell) (string, error) {
	out := make([]kept, len(cells))
	for i, c := range cells {
		out[i] = kept{c.Text, string(c.Number), c.Day}
	}
	b, err := json.Marshal(out)
	return string(b), err
}

func readCells(s string) ([]sheet.Cell, error) {
	var all []kept
	if err := json.Unmarshal([]byte(s), &all); err != nil {
		return nil, err
	}
	out := make([]sheet.Cell, len(all))
	for i, k := range all {
		out[i] = sheet.Cell{Text: k[0], Number: record.Decimal(k[1]), Day: k[2]}
	}
	return out, nil
}

// looker finds out what rows would do.
type looker struct {
	g      *Registry
	tx     *store.Tx
	a      access.Actor
	sheet  store.Sheet
	set    SheetSetting
	kind   record.Kind
	tools  *column.Tools
	known  *known
	reader *column.Reader
	// Likenesses are looked for in a table of moderate length: of a longer one only names that are the same are told.
	long bool
}

// look is a row with what it would do.
type look struct {
	row  store.SheetRow
	edit Edit // where the state is new or changed
	why  RowDetail
}

const longTable = 3000

// looks finds out what some rows would do, without writing anything.
func (l *looker) looks(ctx context.Context, tx *store.Tx, rows []store.SheetRow) ([]look, error) {
	l.tx = tx
	l.known.begin(ctx, tx)
	cells := make([][]sheet.Cell, len(rows))
	for i, r := range rows {
		var err error
		if cells[i], err = readCells(r.Cells); err != nil {
			return nil, err
		}
	}
	targets, err := l.targets(ctx, rows, cells)
	if err != nil {
		return nil, err
	}
	out := make([]look, len(rows))
	for i, r := range rows {
		out[i] = look{row: r}
		if err := l.one(ctx, &out[i], cells[i], targets[i]); err != nil {
			return nil, err
		}
		if l.known.err != nil {
			return nil, l.known.err
		}
	}
	if err := l.earlier(ctx, out); err != nil {
		return nil, err
	}
	if err := l.links(ctx, out); err != nil {
		return nil, err
	}
	return out, l.tell(ctx, out)
}

// target is the record that a row is about.
type target struct {
	entry  *store.Entry
	key    string // what the file calls it
	asked  record.Ref
	twice  bool // several records go by that key
	absent bool // the row names one that is not there
	column int
}

// targets finds the records that rows are about: by their id, by what the file calls them, or as somebody said.
func (l *looker) targets(ctx context.Context, rows []store.SheetRow, cells [][]sheet.Cell) ([]target, error) {
	out := make([]target, len(rows))
	at := func(name string) int { return slices.Index(l.set.Mapping.Fields, name) }
	idAt, keyAt := at(column.ID), at(column.External)
	var keys []string
	var asked []record.Ref
	for i := range rows {
		text := func(c int) string {
			if c < 0 || c >= len(cells[i]) {
				return ""
			}
			return cells[i][c].Text
		}
		if s := text(idAt); s != "" {
			out[i].column, out[i].absent = idAt, true
			if out[i].asked = record.Ref(s); !out[i].asked.Valid() {
				_, short := addressed(s)
				if short == "" && len(s) == 12 {
					short = s
				}
				heads, err := l.tx.Shorts(ctx, l.known.scope, []record.Kind{l.kind}, short)
				if err != nil {
					return nil, err
				}
				if len(heads) == 1 {
					out[i].asked = heads[0].ID
				}
			}
		}
		if s := text(keyAt); s != "" {
			out[i].key = column.Keyed(l.set.Mapping.Source, s)
			keys = append(keys, out[i].key)
			if idAt < 0 {
				out[i].column = keyAt
			}
		}
		if id, ok := strings.CutPrefix(rows[i].Decision, "same:"); ok {
			out[i].asked, out[i].absent = record.Ref(id), true
		}
		if out[i].asked != "" {
			asked = append(asked, out[i].asked)
		}
	}
	met, err := l.tx.External(ctx, l.sheet.Office, l.kind, keys)
	if err != nil {
		return nil, err
	}
	for _, refs := range met {
		asked = append(asked, refs...)
	}
	entries, err := l.tx.Many(ctx, l.known.scope, asked)
	if err != nil {
		return nil, err
	}
	stands := map[record.Ref]bool{}
	for _, e := range entries {
		stands[e.ID] = e.WithdrawnAt == ""
	}
	for i := range out {
		if out[i].asked == "" && out[i].key != "" {
			refs := slices.DeleteFunc(slices.Clone(met[out[i].key]), func(id record.Ref) bool { return !stands[id] }) // what was undone is not there
			if out[i].twice = len(refs) > 1; len(refs) > 0 {
				out[i].asked = refs[0]
			}
		}
		if j := slices.IndexFunc(entries, func(e store.Entry) bool { return e.ID == out[i].asked && e.Kind == l.kind }); j >= 0 {
			out[i].entry, out[i].absent = &entries[j], false
		}
	}
	return out, nil
}

func (k *look) refuse(column int, p record.Problem) {
	k.row.State = RowRefused
	k.why.Problems = append(k.why.Problems, RowProblem{p, column})
}

// one looks at a row by itself.
func (l *looker) one(ctx context.Context, k *look, cells []sheet.Cell, t target) error {
	k.row.State, k.row.Likeness = RowNew, ""
	if k.row.Decision == "skip" {
		k.row.State, k.row.Record, k.row.Version = RowSkipped, "", 0
		return nil
	}
	switch {
	case t.absent:
		k.row.Record, k.row.Version = "", 0
		k.refuse(t.column, record.Problem{Field: column.ID, Code: "sheet_not_there"})
		return nil
	case t.twice:
		k.refuse(t.column, record.Problem{Field: column.External, Code: "sheet_key_twice", Args: map[string]string{"value": t.key}})
		return nil
	}
	var old, next record.Record
	if t.entry != nil {
		var err error
		if old, err = record.Decode([]byte(t.entry.Data)); err != nil {
			return err
		}
		if !owns(l.a, t.entry.Office) { // seen, and not the office's to change: what it says elsewhere is not shown either
			k.refuse(t.column, record.Problem{Field: column.ID, Code: "not_allowed"})
			return nil
		}
		if err := l.g.joinPersonal(ctx, l.tx, old); err != nil {
			return err
		}
		next = record.Clone(old)
		k.row.Record, k.row.Version = t.entry.ID, t.entry.Version
	} else {
		def, _ := record.DefinitionOf(l.kind)
		next = def.New()
		m := next.Head()
		if k.row.Record == "" || k.row.Version > 0 {
			id, err := l.g.NewID()
			if err != nil {
				return err
			}
			k.row.Record, k.row.Version = id, 0
		}
		m.ID, m.Kind, m.Schema, m.Office = k.row.Record, l.kind, def.Schema, l.sheet.Office
	}
	k.why.Troubles = l.reader.Fill(next, l.set.Mapping, cells)
	m := next.Head()
	if m.Visibility == "" {
		m.Visibility = record.Private
	}
	if t.key != "" && !slices.Contains(m.External, t.key) {
		m.External = append(m.External, t.key)
	}
	label, _ := next.Label().In(string(l.set.Lang))
	k.why.Title = label
	for _, x := range k.why.Troubles {
		if x.Ask == "" {
			k.row.State = RowRefused
		} else if k.row.State != RowRefused {
			k.row.State = RowUnknown
		}
	}
	k.edit = Edit{Record: next, From: k.row.Version}
	if k.row.State == RowNew {
		if err := l.rules(k, old); err != nil {
			return err
		}
	}
	if old != nil && k.row.State == RowNew {
		return l.compare(k, old, next)
	}
	if k.row.State == RowNew && k.row.Decision != "new" {
		return l.likely(ctx, k)
	}
	return nil
}

// rules holds what a record must be to be saved, seen alone.
func (l *looker) rules(k *look, old record.Record) error {
	next := k.edit.Record
	if err := l.g.may(l.a, old, next); err != nil {
		if !errors.Is(err, record.ErrForbidden) {
			return err
		}
		k.refuse(l.column("visibility"), record.Problem{Field: "id", Code: "not_allowed"})
		return nil
	}
	problems := l.g.alone(next)
	if old != nil {
		problems = append(problems, record.Transition(old, next)...)
	}
	for _, p := range problems {
		k.refuse(l.column(p.Field), p)
	}
	return nil
}

// column finds the column that a problem's field comes from: problems count positions from 0.
func (l *looker) column(field string) int {
	parts := strings.Split(field, ".")
	for i, p := range parts {
		if n := number(p); p == itoa(n) {
			parts[i] = itoa(n + 1)
		}
	}
	name := strings.Join(parts, ".")
	for i, f := range l.set.Mapping.Fields {
		if f == name || strings.HasPrefix(f, name+".") {
			return i
		}
	}
	for i, f := range l.set.Mapping.Fields {
		if pattern, _ := column.Pattern(f); f != "" && strings.HasPrefix(name, f) || strings.ReplaceAll(pattern, ".#", "") == field {
			return i
		}
	}
	return -1
}

// compare tells what a row changes of the record that stands.
func (l *looker) compare(k *look, old, next record.Record) error {
	was, err := record.Encode(old)
	if err != nil {
		return err
	}
	is, err := record.Encode(next)
	if err != nil {
		return err
	}
	if string(was) == string(is) {
		k.row.State = RowSame
		return nil
	}
	k.row.State = RowChanged
	names := map[record.Ref]string{}
	for _, r := range []record.Record{old, next} {
		for _, link := range record.Links(r) {
			names[link.Target] = ""
		}
	}
	var all []record.Ref
	for id := range names {
		all = append(all, id)
	}
	heads, err := l.tx.Heads(l.known.ctx, l.known.scope, all)
	if err != nil {
		return err
	}
	for _, h := range heads {
		names[h.ID], _ = h.Title.In(string(l.set.Lang))
	}
	w := l.tools.Writer(l.set.Lang, func(id record.Ref) string { return names[id] })
	told := map[string]bool{}
	for _, name := range column.Differences(old, next, append(slices.Clone(l.set.Mapping.Fields), fixed(l.set.Mapping)...)) {
		if told[name] {
			continue
		}
		told[name] = true
		k.why.Changes = append(k.why.Changes, FieldChange{Field: name, Column: slices.Index(l.set.Mapping.Fields, name), Old: w.Say(old, name), New: w.Say(next, name)})
	}
	return nil
}

func fixed(m column.Mapping) []string {
	var out []string
	for name := range m.Fixed {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// likely looks for records that a new row may be about.
func (l *looker) likely(ctx context.Context, k *look) error {
	r := k.edit.Record
	fr, _ := r.Label().In("fr")
	k.row.Likeness = sortKey(fr) + "/" + string(r.When())
	if fr == "" || slices.Contains([]record.Kind{record.KindPage, record.KindReport, record.KindFinding, record.KindOffset, record.KindOffice}, l.kind) {
		k.row.Likeness = ""
		return nil
	}
	var found []Likely
	if l.long {
		heads, err := l.tx.Named(ctx, l.known.scope, []record.Kind{l.kind}, sortKey(fr), 5)
		if err != nil {
			return err
		}
		for _, h := range heads {
			if dated(l.kind) && h.Starts != "" && r.When() != "" && h.Starts != r.When().SortKey() {
				continue
			}
			title, _ := h.Title.In(string(l.set.Lang))
			found = append(found, Likely{ID: h.ID, Title: title, Why: []string{"same_name"}})
		}
	} else {
		all, err := l.g.alikeIn(ctx, l.tx, l.a, r)
		if err != nil {
			return err
		}
		for _, c := range all {
			title, _ := c.Title.In(string(l.set.Lang))
			found = append(found, Likely{ID: c.ID, Title: title, Why: c.Why})
		}
	}
	if len(found) > 0 {
		k.row.State, k.why.Likely = RowDoubt, found
	}
	return nil
}

// earlier finds rows about the same record as one before them, and new ones that say the same.
func (l *looker) earlier(ctx context.Context, all []look) error {
	records, likenesses := map[record.Ref]int{}, map[string]int{}
	for i := range all {
		k := &all[i]
		if k.row.State == RowSkipped || k.row.State == RowRefused && k.row.Record == "" {
			continue
		}
		first, ok := records[k.row.Record]
		if !ok && k.row.Version > 0 {
			var err error
			if first, err = l.tx.EarlierRow(ctx, l.sheet.ID, k.row.N, k.row.Record, ""); err != nil {
				return err
			}
		}
		if first > 0 && k.row.Version > 0 {
			k.refuse(-1, record.Problem{Field: column.ID, Code: "sheet_row_twice", Args: map[string]string{"row": itoa(first)}})
			continue
		}
		records[k.row.Record] = k.row.N
		if k.row.Likeness == "" || k.row.Decision == "new" {
			continue
		}
		if first, ok = likenesses[k.row.Likeness]; !ok {
			var err error
			if first, err = l.tx.EarlierRow(ctx, l.sheet.ID, k.row.N, "", k.row.Likeness); err != nil {
				return err
			}
		}
		if first > 0 {
			k.row.State = RowDoubt
			k.why.Likely = append(k.why.Likely, Likely{Row: first, Title: k.why.Title, Why: []string{"same_name"}})
			continue
		}
		likenesses[k.row.Likeness] = k.row.N
	}
	return nil
}

// links holds that what rows refer to is there and of a kind that the field takes.
func (l *looker) links(ctx context.Context, all []look) error {
	kinds := map[record.Ref]record.Kind{}
	maps.Copy(kinds, l.known.making)
	for i := range all {
		k := &all[i]
		if k.edit.Record == nil || k.row.State == RowRefused || k.row.State == RowSame || k.row.State == RowUnknown {
			continue
		}
		links := record.Links(k.edit.Record)
		if err := kindsOf(ctx, l.tx, l.known.scope, links, kinds); err != nil {
			return err
		}
		mine := kinds
		if k.row.Version > 0 {
			mine = maps.Clone(kinds) // what this record refers to already tells nothing of it to the other rows
			e, err := l.tx.Get(ctx, l.known.scope, k.row.Record)
			if err != nil {
				return err
			}
			old, err := record.Decode([]byte(e.Data))
			if err != nil {
				return err
			}
			if err := standing(ctx, l.tx, old, mine); err != nil {
				return err
			}
		}
		screened, err := l.g.screenRules(ctx, l.tx, k.edit.Record, mine)
		if err != nil {
			return err
		}
		for _, p := range append(linkRules(k.edit.Record.Head(), links, mine), screened...) {
			k.refuse(l.column(p.Field), p)
		}
	}
	return nil
}

// tell writes the reasons into the rows.
func (*looker) tell(_ context.Context, all []look) error {
	for i := range all {
		b, err := json.Marshal(all[i].why)
		if err != nil {
			return err
		}
		all[i].row.Detail = string(b)
	}
	return nil
}
