package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"entente/internal/access"
	"entente/internal/column"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/store"
)

// SheetChoice is what a text of a spreadsheet may mean, asked once for all rows that hold it.
type SheetChoice struct {
	Key     string
	Rows    int
	Decided bool
	Value   string // "" leaves the field empty; see Settle
	column.Trouble
}

// Values by which a choice is settled besides those proposed: a record that is there, or a new one of a kind.
const (
	useRecord  = "use:"
	makeRecord = "make:" // kind, and the id that it will have
)

// MakeValue is the value that has a record of a kind made for a text.
func MakeValue(kind record.Kind) string { return makeRecord + string(kind) }

// UseValue is the value that takes a record for a text.
func UseValue(id record.Ref) string { return useRecord + string(id) }

// creatable are the kinds that a name alone makes a record of.
func creatable(kind record.Kind) bool {
	return slices.Contains([]record.Kind{record.KindOrganisation, record.KindPerson, record.KindPost, record.KindDocument}, kind)
}

// choiceKey is the same for all cells that ask the same.
func choiceKey(ask, about, text string) string {
	h := sha256.Sum256([]byte(ask + "\x00" + about + "\x00" + strings.Join(strings.Fields(text), " ")))
	return hex.EncodeToString(h[:12])
}

func kindsText(kinds []record.Kind) string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = string(k)
	}
	slices.Sort(out)
	return strings.Join(out, ",")
}

func keyOf(t column.Trouble) string {
	about := kindsText(t.Kinds)
	if t.Ask == "code" {
		about = t.Args["vocabulary"]
	}
	return choiceKey(t.Ask, about, t.Text)
}

// answer is what a text was found to mean.
type answer struct {
	id      record.Ref
	trouble *column.Trouble
}

// mostAnswers is how many answers a run keeps in mind.
const mostAnswers = 50_000

// known answers what rows look up, within one transaction at a time: by id, by address, by name, and by what was decided.
type known struct {
	g       *Registry
	tx      *store.Tx
	ctx     context.Context //nolint:containedctx // the interface that it satisfies takes none
	scope   access.Scope
	lang    string
	choices map[string]store.SheetChoice
	answers map[string]answer
	err     error // the first that the database gave
	making  map[record.Ref]record.Kind
	used    map[string]int // how often each decision about a reference was taken, since begin
}

func (k *known) begin(ctx context.Context, tx *store.Tx) {
	k.ctx, k.tx, k.err, k.used = ctx, tx, nil, map[string]int{}
	if len(k.answers) > mostAnswers {
		k.answers = map[string]answer{}
	}
}

// decided reads what was decided, once a run.
func (k *known) decided(ctx context.Context, tx *store.Tx, id record.Ref) error {
	all, err := tx.SheetChoices(ctx, id)
	k.choices, k.making = map[string]store.SheetChoice{}, map[record.Ref]record.Kind{}
	for _, c := range all {
		if !c.Decided {
			continue
		}
		k.choices[c.Key] = c
		if kind, ref, ok := made(c.Value); ok {
			k.making[ref] = kind
		}
	}
	return err
}

// made reads "make:kind:id".
func made(value string) (record.Kind, record.Ref, bool) {
	rest, ok := strings.CutPrefix(value, makeRecord)
	kind, id, found := strings.Cut(rest, ":")
	return record.Kind(kind), record.Ref(id), ok && found
}

// Choice gives what was decided of a text that is no reference.
func (k *known) Choice(ask, vocab, text string) (string, bool) {
	key := choiceKey(ask, vocab, text)
	c, ok := k.choices[key]
	if ok {
		k.used[key]++
	}
	return c.Value, ok
}

// Ref finds the record that a text names.
func (k *known) Ref(kinds []record.Kind, text string) (record.Ref, *column.Trouble) {
	about := kindsText(kinds)
	key := choiceKey("ref", about, text)
	if c, ok := k.choices[key]; ok {
		k.used[key]++
		if _, id, ok := made(c.Value); ok {
			return id, nil
		}
		return record.Ref(strings.TrimPrefix(c.Value, useRecord)), nil
	}
	if a, ok := k.answers[key]; ok {
		return a.told()
	}
	a, err := k.find(kinds, text)
	if err != nil {
		if k.err == nil {
			k.err = err
		}
		return "", &column.Trouble{Code: "unknown_name"}
	}
	k.answers[key] = a
	return a.told()
}

func (a answer) told() (record.Ref, *column.Trouble) {
	if a.trouble == nil {
		return a.id, nil
	}
	t := *a.trouble
	return "", &t
}

// find looks a text up among the records of some kinds that the actor may see.
func (k *known) find(kinds []record.Kind, text string) (answer, error) {
	name, short := addressed(text)
	if record.Ref(text).Valid() {
		heads, err := k.tx.Heads(k.ctx, k.scope, []record.Ref{record.Ref(text)})
		if err == nil && len(heads) == 1 && slices.Contains(kinds, heads[0].Kind) {
			return answer{id: heads[0].ID}, nil
		}
		return k.unknown("unknown_name", kinds, nil), err
	}
	if short != "" {
		heads, err := k.tx.Shorts(k.ctx, k.scope, kinds, short)
		if err != nil {
			return answer{}, err
		}
		if len(heads) == 1 {
			h := heads[0]
			if name == "" || place.Fold(name) == place.Fold(h.Title.FR) || place.Fold(name) == place.Fold(h.Title.EN) {
				return answer{id: h.ID}, nil
			}
			return k.unknown("name_differs", kinds, heads), nil
		}
	}
	if name == "" {
		name = text
	}
	named, err := k.tx.Named(k.ctx, k.scope, kinds, sortKey(name), 6)
	if err != nil {
		return answer{}, err
	}
	named = slices.DeleteFunc(named, func(h store.Head) bool {
		return place.Fold(h.Title.FR) != place.Fold(name) && place.Fold(h.Title.EN) != place.Fold(name)
	})
	switch len(named) {
	case 1:
		return answer{id: named[0].ID}, nil
	case 0:
		return k.alike(kinds, name)
	}
	return k.unknown("ambiguous_name", kinds, named), nil
}

// addressed takes "Name [short]", or the address of a record's page, apart.
func addressed(text string) (name, short string) {
	if i := strings.LastIndexByte(text, '['); i >= 0 && strings.HasSuffix(text, "]") && len(text)-i == 14 {
		return strings.TrimSpace(text[:i]), text[i+1 : len(text)-1]
	}
	if strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") {
		path, _, _ := strings.Cut(text, "?")
		path, _, _ = strings.Cut(path, "#")
		for part := range strings.SplitSeq(path, "/") {
			if i := strings.LastIndexByte(part, '-'); len(part)-i == 13 {
				short = part[i+1:]
			} else if len(part) == 12 {
				short = part
			}
		}
	}
	return "", short
}

// alike looks for records whose acronym or other name is the text, and proposes those that come near it.
func (k *known) alike(kinds []record.Kind, name string) (answer, error) {
	words := folds(name)
	if len(words) == 0 {
		return k.unknown("unknown_name", kinds, nil), nil
	}
	var same, near []store.Head
	for _, kind := range kinds {
		var terms []store.Term
		for _, w := range words[:min(len(words), mostAsked)] {
			terms = append(terms, store.Term{Any: append(k.g.words.Stems("", w), w)})
		}
		found, err := k.tx.Search(k.ctx, k.scope, store.Search{Terms: terms, Kind: kind, Limit: 12})
		if err != nil {
			return answer{}, err
		}
		entries, err := k.tx.Many(k.ctx, k.scope, ids(found))
		if err != nil {
			return answer{}, err
		}
		slices.SortFunc(entries, func(a, b store.Entry) int { return strings.Compare(string(a.ID), string(b.ID)) })
		for _, e := range entries {
			if e.WithdrawnAt != "" {
				continue
			}
			r, err := record.Decode([]byte(e.Data))
			if err != nil {
				return answer{}, err
			}
			if called(r, name) {
				same = append(same, e.Head)
			} else if score(words, e.Head) > 0 {
				near = append(near, e.Head)
			}
		}
	}
	if len(same) == 1 {
		return answer{id: same[0].ID}, nil
	}
	slices.SortStableFunc(near, func(a, b store.Head) int { return score(words, b) - score(words, a) })
	near = append(same, near...)
	code := "unknown_name"
	if len(same) > 1 {
		code = "ambiguous_name"
	}
	return k.unknown(code, kinds, near[:min(len(near), 5)]), nil
}

func score(words []string, h store.Head) int {
	return max(alike(words, folds(h.Title.FR)), alike(words, append(folds(h.Title.EN), "")))
}

// called tells whether a record goes by a name besides its title.
func called(r record.Record, name string) bool {
	o, ok := r.(*record.Organisation)
	if !ok {
		return false
	}
	for _, s := range append([]string{o.Acronym.FR, o.Acronym.EN}, o.Aliases...) {
		if s != "" && place.Fold(s) == place.Fold(name) {
			return true
		}
	}
	for _, s := range []string{o.Acronym.FR, o.Acronym.EN} { // “Association … (AIMF)”
		if s != "" && (place.Fold(o.Name.FR+" "+s) == place.Fold(name) || place.Fold(o.Name.EN+" "+s) == place.Fold(name)) {
			return true
		}
	}
	return false
}

// unknown is the answer of a text that names nothing for sure.
func (k *known) unknown(code string, kinds []record.Kind, heads []store.Head) answer {
	t := &column.Trouble{Code: code, Ask: "ref"}
	for _, h := range heads {
		label, _ := h.Title.In(k.lang)
		t.Proposals = append(t.Proposals, column.Proposal{Value: UseValue(h.ID), Label: label})
	}
	for _, kind := range kinds {
		if creatable(kind) {
			t.Proposals = append(t.Proposals, column.Proposal{Value: MakeValue(kind)})
		}
	}
	return answer{trouble: t}
}

// SheetChoices lists what nobody could tell of a spreadsheet, what was decided included.
func (g *Registry) SheetChoices(ctx context.Context, a access.Actor, id record.Ref) ([]SheetChoice, error) {
	office, err := sheetsOf(a)
	if err != nil {
		return nil, err
	}
	var out []SheetChoice
	err = g.db.View(ctx, func(tx *store.Tx) error {
		if _, err := tx.SheetOf(ctx, office, id); err != nil {
			return err
		}
		all, err := tx.SheetChoices(ctx, id)
		if err != nil {
			return err
		}
		for _, c := range all {
			o := SheetChoice{Key: c.Key, Rows: c.Rows, Decided: c.Decided, Value: c.Value}
			if err := json.Unmarshal([]byte(c.Detail), &o.Trouble); err != nil {
				return err
			}
			out = append(out, o)
		}
		return nil
	})
	return out, err
}
