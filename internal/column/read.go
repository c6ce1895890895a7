package column

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/sheet"
	"entente/internal/typed"
)

// What an empty cell says of a record that stands.
const (
	Keep  = "keep"  // nothing
	Clear = "clear" // that the field is empty
)

// Mapping says what the columns of a table are.
type Mapping struct {
	Fields []string          `json:"fields"`          // name of each column's field, "" for one that is not read
	Fixed  map[string]string `json:"fixed,omitempty"` // what all rows share, by name of the field
	Orders []string          `json:"orders,omitempty"`
	Source string            `json:"source,omitzero"` // what the keys of the table belong to
	Empty  string            `json:"empty,omitzero"`  // Keep or Clear
	Exact  bool              `json:"exact,omitzero"`  // the table was written by an export: dates are as records keep them
}

// Trouble is what keeps a cell from being read. Code is that of a problem (problem.<code>).
type Trouble struct {
	Column    int               `json:"column"` // of the table, -1 for what all rows share
	Field     string            `json:"field"`
	Code      string            `json:"code"`
	Args      map[string]string `json:"args,omitempty"`
	Text      string            `json:"text,omitzero"`
	Ask       string            `json:"ask,omitzero"` // what a choice would settle: "ref", "place", "code", "date"
	Kinds     []record.Kind     `json:"kinds,omitempty"`
	Proposals []Proposal        `json:"proposals,omitempty"`
}

// Proposal is one way to settle a trouble.
type Proposal struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Lookup answers what the table alone does not tell.
type Lookup interface {
	// Ref finds the record that a text names, among those of some kinds; "" without trouble leaves the field empty.
	Ref(kinds []record.Kind, text string) (record.Ref, *Trouble)
	// Choice is what somebody decided that a text means, of what Trouble.Ask names; "" leaves the field empty.
	Choice(ask, vocab, text string) (value string, decided bool)
}

// Reader puts cells into records.
type Reader struct {
	Typed  *typed.Reader
	Lang   i18n.Lang
	Lookup Lookup
}

// cell is a cell with its column.
type cell struct {
	sheet.Cell

	at    int
	order string
	col   Column
}

// Fill puts what a row says into a record, new or as it stands, and tells what it could not read.
func (rd *Reader) Fill(r record.Record, m Mapping, row []sheet.Cell) []Trouble {
	f := &filling{Reader: rd, r: r, m: m}
	groups := map[string][]cell{} // cells of the same value: a city and its country, the two ends of a period
	var roots []string
	add := func(name string, c cell) {
		col, ok := Of(r.Head().Kind, name)
		if !ok || col.Sort == Identity || col.Sort == Key {
			return
		}
		c.col = col
		root := col.Name
		if col.Sort == Date && (col.Part == "start" || col.Part == "end") || col.Part == "country" || col.Part == "subdivision" {
			root = col.Root
		}
		if groups[root] == nil {
			roots = append(roots, root)
		}
		groups[root] = append(groups[root], c)
	}
	for i, name := range m.Fields {
		if name != "" && i < len(row) {
			c := cell{Cell: row[i], at: i}
			if i < len(m.Orders) {
				c.order = m.Orders[i]
			}
			add(name, c)
		}
	}
	for _, name := range sorted(m.Fixed) {
		if !slices.Contains(m.Fields, name) && m.Fixed[name] != "" {
			if v, ok := reach(r, name, false); !ok || v.IsZero() { // what stands says more than what all rows share
				add(name, cell{Cell: sheet.Text(m.Fixed[name]), at: -1})
			}
		}
	}
	// Whole values before their parts, which say more.
	slices.SortStableFunc(roots, func(a, b string) int { return strings.Count(a, ".") - strings.Count(b, ".") })
	for _, root := range roots {
		f.group(root, groups[root])
	}
	tidy(r)
	return f.troubles
}

type filling struct {
	*Reader

	r        record.Record
	m        Mapping
	troubles []Trouble
}

func (f *filling) trouble(c cell, code string, args map[string]string) *Trouble {
	if args == nil {
		args = map[string]string{"value": c.Text}
	}
	f.troubles = append(f.troubles, Trouble{Column: c.at, Field: c.col.Name, Code: code, Args: args, Text: c.Text})
	return &f.troubles[len(f.troubles)-1]
}

// unread notes the error of what people type.
func (f *filling) unread(c cell, err error) {
	var e *typed.Error
	if errors.As(err, &e) {
		f.trouble(c, e.Code, e.Args)
		return
	}
	f.trouble(c, "unread_cell", nil)
}

// group reads the cells that make one value.
func (f *filling) group(root string, cells []cell) {
	filled := slices.DeleteFunc(slices.Clone(cells), func(c cell) bool { return c.Text == "" })
	if len(filled) == 0 {
		if f.m.Empty == Clear {
			if v, ok := reach(f.r, root, false); ok {
				f.clear(cells[0].col, v)
			}
		}
		return
	}
	for _, c := range filled {
		if sheet.IsError(c.Text) {
			f.trouble(c, "sheet_error_value", nil)
			return
		}
	}
	v, ok := reach(f.r, root, true)
	if !ok {
		f.trouble(filled[0], "unread_cell", nil)
		return
	}
	switch {
	case v.Type() == placeType && slices.ContainsFunc(cells, func(c cell) bool {
		return c.col.Sort == Place || c.col.Part == "country" || c.col.Part == "subdivision"
	}):
		f.place(filled, v)
	case v.Type() == dateType:
		f.date(filled, v)
	default:
		f.one(filled[0], v)
	}
}

// clear empties a field. Of a place, what it is called stays: other columns say it.
func (f *filling) clear(c Column, v reflect.Value) {
	if p, ok := v.Interface().(record.Place); ok && c.Sort == Place {
		v.Set(reflect.ValueOf(record.Place{Name: p.Name}))
		return
	}
	if c.Sort == Amount || c.Sort == Quantity {
		v.FieldByName("Value").SetZero()
		return
	}
	v.SetZero()
}

func (f *filling) one(c cell, v reflect.Value) {
	switch c.col.Sort {
	case Words, String:
		if tame(v.String()) != tame(c.Text) {
			v.SetString(tame(c.Text))
		}
	case Strings:
		var now []string
		for i := range v.Len() {
			now = append(now, tame(v.Index(i).String()))
		}
		if said := Split(c.Text); !slices.EqualFunc(said, now, func(a, b string) bool { return tame(a) == b }) {
			v.Set(reflect.ValueOf(said).Convert(v.Type()))
		}
	case Decimal, Whole:
		f.number(c, v)
	case YesNo:
		yes, err := typed.YesNo(c.Text)
		if err != nil {
			f.unread(c, err)
			return
		}
		v.SetBool(yes)
	case Code:
		f.code(c, v)
	case Ref:
		if id, t := f.ref(c, c.Text); t == nil {
			v.SetString(string(id))
		}
	case Refs:
		f.refs(c, v)
	case Amount:
		f.amount(c, v)
	case Quantity:
		f.quantity(c, v)
	case Date, Place, Identity, Key:
	}
}

// tame takes out what spreadsheets add to a text or cannot keep: space around, other line ends.
func tame(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
}

func (f *filling) number(c cell, v reflect.Value) {
	d := c.Number
	if d == "" {
		both, err := typed.Numbers(c.Text)
		switch {
		case err != nil:
			f.unread(c, err)
			return
		case len(both) > 1:
			f.trouble(c, "two_readings", map[string]string{"value": c.Text, "a": string(both[0]), "b": string(both[1])})
			return
		}
		d = both[0]
	}
	if c.col.Sort == Decimal {
		if now, ok := record.Decimal(v.String()).Rat(); ok {
			if said, ok := d.Rat(); ok && now.Cmp(said) == 0 {
				return // "25.50" stands, and 25.5 is the same
			}
		}
		v.SetString(string(d))
		return
	}
	r, ok := d.Rat()
	if !ok || !r.IsInt() || !r.Num().IsInt64() {
		f.trouble(c, "not_whole", nil)
		return
	}
	v.SetInt(r.Num().Int64())
}

func (f *filling) code(c cell, v reflect.Value) {
	if chosen, ok := f.Lookup.Choice("code", c.col.Vocab, c.Text); ok {
		v.SetString(chosen)
		return
	}
	code, err := f.Typed.Code(c.col.Vocab, c.Text)
	if err != nil {
		t := f.trouble(c, "unknown_choice", nil)
		t.Ask = "code"
		t.Args["vocabulary"] = c.col.Vocab
		return
	}
	v.SetString(code)
}

func (f *filling) ref(c cell, text string) (record.Ref, *Trouble) {
	id, t := f.Lookup.Ref(c.col.Refs, text)
	if t == nil {
		return id, nil
	}
	t.Column, t.Field, t.Text, t.Kinds = c.at, c.col.Name, text, c.col.Refs
	if t.Args == nil {
		t.Args = map[string]string{"value": text}
	}
	f.troubles = append(f.troubles, *t)
	return "", t
}

func (f *filling) refs(c cell, v reflect.Value) {
	var out []record.Ref
	for _, text := range Names(c.Text, func(s string) bool {
		id, t := f.Lookup.Ref(c.col.Refs, s)
		return t == nil && id != ""
	}) {
		id, t := f.ref(c, text)
		if t == nil && id != "" && (f.m.Exact || !slices.Contains(out, id)) {
			out = append(out, id)
		}
	}
	var now []record.Ref
	for i := range v.Len() {
		now = append(now, record.Ref(v.Index(i).String()))
	}
	if !slices.Equal(now, out) {
		v.Set(reflect.ValueOf(out))
	}
}

// Names takes apart a cell that names several records. Commas part names too, where what they part is known and the whole
// is not.
func Names(text string, known func(string) bool) []string {
	var out []string
	for _, s := range Split(text) {
		pieces := strings.Split(s, ",")
		if len(pieces) > 1 && !known(s) && !slices.ContainsFunc(pieces, func(p string) bool { return !known(strings.TrimSpace(p)) }) {
			for _, p := range pieces {
				out = append(out, strings.TrimSpace(p))
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// Asked lists what Fill would look up of a cell, so that a caller can look up many rows at once.
func Asked(c Column, text string) []string {
	switch c.Sort { //nolint:exhaustive // only references are looked up
	case Ref:
		return []string{text}
	case Refs:
		out := Split(text)
		for _, s := range Split(text) {
			if strings.Contains(s, ",") {
				for p := range strings.SplitSeq(s, ",") {
					out = append(out, strings.TrimSpace(p))
				}
			}
		}
		return out
	}
	return nil
}

func (f *filling) amount(c cell, v reflect.Value) {
	now, ok := v.Interface().(record.Amount)
	if !ok {
		return
	}
	presumed := now.Currency
	if presumed == "" {
		presumed = "CAD"
	}
	said := record.Amount{Value: c.Number, Currency: presumed}
	if c.Number == "" {
		var err error
		if said, err = typed.Amount(f.Lang, c.Text, presumed); err != nil {
			f.unread(c, err)
			return
		}
	}
	if now.Value != said.Value {
		now.Printed = record.Text{}
	}
	now.Value, now.Currency = said.Value, said.Currency
	if said.Qualifier != "" || c.Number == "" {
		now.Qualifier = said.Qualifier
	}
	v.Set(reflect.ValueOf(now))
}

func (f *filling) quantity(c cell, v reflect.Value) {
	now, ok := v.Interface().(record.Quantity)
	if !ok {
		return
	}
	said := record.Quantity{Value: c.Number}
	if c.Number == "" {
		var err error
		if said, err = f.Typed.Quantity(f.Lang, c.Text); err != nil {
			f.unread(c, err)
			return
		}
	}
	if now.Value != said.Value || now.Max != said.Max {
		now.Printed = record.Text{}
	}
	now.Value, now.Max = said.Value, said.Max
	if c.Number == "" {
		now.Qualifier = said.Qualifier
	}
	if said.Unit != "" {
		now.Unit = said.Unit
	}
	if !said.Of.IsZero() {
		now.Of = said.Of
	}
	v.Set(reflect.ValueOf(now))
}

// date reads a moment, or a period from the columns of its two ends.
func (f *filling) date(cells []cell, v reflect.Value) {
	var whole, start, end record.Date
	for _, c := range cells {
		d, ok := f.moment(c)
		if !ok {
			return
		}
		switch c.col.Part {
		case "start":
			start = d
		case "end":
			end = d
		default:
			whole = d
		}
	}
	if whole == "" {
		switch {
		case start == end, end == "":
			whole = start
		default:
			whole = start + "/" + end
		}
	}
	if _, err := record.ParseDate(string(whole)); err != nil && whole != "" {
		f.trouble(cells[0], "period_reversed", map[string]string{"value": string(whole)})
		return
	}
	v.SetString(string(whole))
}

func (f *filling) moment(c cell) (record.Date, bool) {
	if c.Day != "" {
		return record.Date(c.Day), true
	}
	if f.m.Exact {
		if d, err := record.ParseDate(c.Text); err == nil {
			return d, true
		}
	}
	if chosen, ok := f.Lookup.Choice("date", "", c.Text); ok {
		return record.Date(chosen), true
	}
	ds, err := typed.Date(c.Text)
	switch {
	case err != nil:
		f.unread(c, err)
		return "", false
	case len(ds) == 1:
		return ds[0], true
	case len(ds) == 2 && c.order == sheet.DayFirst:
		return ds[0], true
	case len(ds) == 2 && c.order == sheet.MonthFirst:
		return ds[1], true
	}
	t := f.trouble(c, "ambiguous_date", nil)
	t.Ask = "date"
	var all []string
	for _, d := range ds {
		all = append(all, string(d))
		t.Proposals = append(t.Proposals, Proposal{Value: string(d), Label: string(d)})
	}
	t.Args["readings"] = strings.Join(all, ", ")
	return "", false
}

// only is the country that a text names alone.
var only = regexp.MustCompile(`^[A-Za-z]{2}$`)

// place reads a place, with its country from another column where there is one.
func (f *filling) place(cells []cell, v reflect.Value) {
	now, _ := v.Interface().(record.Place) // group saw that it is one
	var parts []string
	for _, want := range []string{"", "subdivision", "country"} {
		for _, c := range cells {
			if c.col.Part == want {
				parts = append(parts, c.Text)
			}
		}
	}
	c := cells[0]
	c.Text = strings.Join(parts, ", ")
	set := func(p record.Place) {
		if p.Name.IsZero() {
			p.Name = now.Name
		}
		v.Set(reflect.ValueOf(p))
	}
	if chosen, ok := f.Lookup.Choice("place", "", c.Text); ok {
		p, named := exactPlace(chosen)
		switch {
		case named && strings.HasPrefix(chosen, "="): // kept as it is written, in its country
			p.Name = record.Text{FR: parts[0]}
			set(p)
		case named:
			set(p)
		case chosen == "":
			v.SetZero()
		}
		return
	}
	if p, ok := exactPlace(c.Text); ok {
		set(p)
		return
	}
	if only.MatchString(c.Text) && len(parts) == 1 {
		c.Text = strings.ToUpper(c.Text)
	}
	found, err := f.Typed.Places(f.Lang, c.Text)
	if err == nil && len(found) == 1 {
		set(found[0].Place)
		return
	}
	if err == nil && len(parts) > 1 && distinct(found) {
		set(found[0].Place)
		return
	}
	code := "unknown_place_name"
	if len(found) > 1 {
		code = "ambiguous_place"
	}
	t := f.trouble(c, code, nil)
	t.Ask = "place"
	for _, p := range found {
		t.Proposals = append(t.Proposals, Proposal{Value: Exact(p.Place), Label: p.Name})
	}
	if err == nil {
		return
	}
	in := record.Place{}
	if len(parts) > 1 {
		if land, err := f.Typed.Places(f.Lang, parts[len(parts)-1]); err == nil && len(land) > 0 {
			in = record.Place{Country: land[0].Place.Country}
		}
	}
	t.Proposals = append(t.Proposals, Proposal{Value: "=" + Exact(in), Label: parts[0]})
}

// distinct tells whether the first of several places of a name in one country is so much larger that nobody would mean
// another: Paris in France, not a hamlet of that name.
func distinct(found []typed.Candidate) bool {
	const larger = 20
	return found[0].Population > larger*max(found[1].Population, 1000)
}

func sorted(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Keyed is the value of Meta.External that a key of a source gives.
func Keyed(source, key string) string {
	return strings.TrimSpace(source) + "/" + strings.Join(strings.Fields(key), " ")
}
