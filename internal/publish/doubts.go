package publish

import (
	"slices"
	"strings"

	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/record"
)

// Doubt is something that whoever publishes should know before.
type Doubt struct {
	Block   string // key of the block, "" when it is about the whole
	Index   int    // its place among the blocks, -1 of the whole
	Code    string
	Stops   bool   // to be settled before publication; what does not stop is to be weighed
	Text    string // what it is and what to do
	Lang    string // of the text that it is about, "" of all
	Figure  string
	Records []record.Ref
}

// Codes of doubts.
const (
	DoubtNoFrench      = "no_french"
	DoubtNoEnglish     = "no_english"
	DoubtUnknownFigure = "unknown_figure"
	DoubtUntold        = "untold_figure"
	DoubtTyped         = "typed_number"
	DoubtDead          = "dead_reference"
	DoubtEmpty         = "empty"
	DoubtEmptyPublic   = "empty_public"
	DoubtDiffers       = "declared_differs"
	DoubtNoEvidence    = "no_evidence"
	DoubtLeftOut       = "left_out"
	DoubtChanges       = "figure_changes"
	DoubtChanged       = "changed_since"
	DoubtReview        = "review_passed"
	DoubtNoText        = "no_text"
)

// Draft is what is about to be published, as both sides see it.
type Draft struct {
	Composition Composition
	Office      figure.Input // what the office sees
	Public      figure.Input // what the public will
	Review      record.Date  // when what is composed was to be read again, "" for never
	Today       record.Date
	Approved    string                  // the instant of the approval, RFC 3339, "" for none
	Changed     func(record.Ref) string // the instant of the last change of a record, "" when it is not known; nil knows none
}

// Doubts lists everything doubtful about a draft in the words of a language: what concerns the whole first, then block by block.
func Doubts(c *i18n.Catalogs, lang i18n.Lang, d Draft) []Doubt {
	d.Composition.French = c.For(i18n.FR)
	w := newDoubter(c, c.For(lang), d)
	w.whole()
	for i, b := range d.Composition.Blocks {
		w.block(i, b)
	}
	return w.out
}

// doubter goes through a draft.
type doubter struct {
	Draft
	c              *i18n.Catalogs
	p              *i18n.Printer
	out            []Doubt
	office, public []Part
	ours, theirs   map[string]Number
	told           map[string]bool // figures whose differences were told already
	typed          map[i18n.Lang][]noun
}

func newDoubter(c *i18n.Catalogs, p *i18n.Printer, d Draft) *doubter {
	w := &doubter{Draft: d, c: c, p: p, told: map[string]bool{}, typed: map[i18n.Lang][]noun{}}
	w.office, w.ours = written(p, d.Office, d.Composition)
	w.public, w.theirs = written(p, d.Public, d.Composition)
	for _, lang := range i18n.Langs() {
		w.typed[lang] = nouns(c.For(lang))
	}
	return w
}

func written(p *i18n.Printer, in figure.Input, c Composition) ([]Part, map[string]Number) {
	w := newWriter(p, in, figure.Compute(in))
	for _, f := range w.figures {
		w.numbers[f.Key] = w.number(f)
	}
	return w.parts(c), w.numbers
}

func (w *doubter) add(i int, d Doubt) {
	d.Index = i
	if i >= 0 {
		d.Block = w.Composition.Blocks[i].ID
	}
	w.out = append(w.out, d)
}

// whole looks at what is of no block.
func (w *doubter) whole() {
	w.text(-1, w.Composition.Title)
	if len(w.Composition.Blocks) == 0 {
		w.add(-1, Doubt{Code: DoubtNoText, Stops: true, Text: w.p.T("compose.doubt.no_text")})
	}
	if w.passed(w.Review) {
		w.add(-1, Doubt{Code: DoubtReview, Text: w.p.T("compose.doubt.review_page", "date", w.p.Date(w.Review))})
	}
}

// passed tells whether a day is certainly over.
func (w *doubter) passed(d record.Date) bool {
	last := d.Last()
	return last != "" && w.Today != "" && last < string(w.Today)
}

func (w *doubter) block(i int, b record.Block) {
	if !b.Heading.IsZero() {
		w.text(i, b.Heading)
	}
	if !b.Caption.IsZero() {
		w.text(i, b.Caption)
	}
	for _, t := range b.Text {
		w.text(i, t)
		w.tokens(i, t)
		w.numbersTyped(i, t)
	}
	for _, key := range b.Figures {
		w.figure(i, key)
	}
	w.shown(i, b)
	switch {
	case w.office[i].Empty:
		w.add(i, Doubt{Code: DoubtEmpty, Text: w.p.T("compose.doubt.empty")})
	case w.public[i].Empty:
		w.add(i, Doubt{Code: DoubtEmptyPublic, Text: w.p.T("compose.doubt.empty_public")})
	}
	w.quoted(i)
	w.counted(i)
}

func (w *doubter) text(i int, t record.Text) {
	switch {
	case strings.TrimSpace(t.FR) == "":
		w.add(i, Doubt{Code: DoubtNoFrench, Stops: true, Lang: "fr", Text: w.p.T("compose.doubt.no_french", "text", excerpt(t.EN))})
	case strings.TrimSpace(t.EN) == "":
		w.add(i, Doubt{Code: DoubtNoEnglish, Lang: "en", Text: w.p.T("compose.doubt.no_english", "text", excerpt(t.FR))})
	}
}

// excerpt is the beginning of a text, enough to find it by.
func excerpt(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(Clean(s)), " ")
	if runes := []rune(s); len(runes) > most {
		return strings.TrimSpace(string(runes[:most])) + "…"
	}
	return s
}

func (w *doubter) tokens(i int, t record.Text) {
	seen := map[string]bool{}
	for _, s := range []string{t.FR, t.EN} {
		_, tokens := record.TokensIn(s)
		for _, token := range tokens {
			if seen[token.Name] || token.Name == record.TokenYear || token.Name == record.TokenOffice {
				continue
			}
			seen[token.Name] = true
			w.figure(i, token.Name)
		}
	}
}

// figure looks whether a figure is one, and can be told to the public.
func (w *doubter) figure(i int, key string) {
	n, ok := w.theirs[key]
	switch {
	case !ok:
		w.add(i, Doubt{Code: DoubtUnknownFigure, Stops: true, Figure: key, Text: w.p.T("compose.doubt.unknown_figure", "key", key)})
	case n.Value == nil && n.Declared == nil:
		w.add(i, Doubt{Code: DoubtUntold, Figure: key, Text: w.p.T("compose.doubt.untold_figure", "label", n.Label)})
	}
}

// shown looks at the records that a block names.
func (w *doubter) shown(i int, b record.Block) {
	var dead []record.Ref
	for _, ref := range b.Show {
		if r := figure.Lookup(w.Office, ref); r == nil || r.Head().Withdrawn != "" {
			dead = append(dead, ref)
		}
	}
	if len(dead) > 0 {
		w.add(i, Doubt{Code: DoubtDead, Stops: true, Records: dead, Text: w.p.T("compose.doubt.dead_reference", "n", len(dead))})
	}
	var hidden []record.Ref
	for _, ref := range b.Show {
		if !slices.Contains(dead, ref) && figure.Lookup(w.Public, ref) == nil {
			hidden = append(hidden, ref)
		}
	}
	w.leftOut(i, hidden)
}

func (w *doubter) leftOut(i int, hidden []record.Ref) {
	if len(hidden) == 0 {
		return
	}
	for _, d := range w.out { // told once in a block
		if d.Index == i && d.Code == DoubtLeftOut {
			hidden = slices.DeleteFunc(hidden, func(ref record.Ref) bool { return slices.Contains(d.Records, ref) })
		}
	}
	if len(hidden) > 0 {
		w.add(i, Doubt{Code: DoubtLeftOut, Records: hidden, Text: w.p.T("compose.doubt.left_out", "n", len(hidden), "names", w.names(hidden))})
	}
}

// names are those of records, the first few.
func (w *doubter) names(refs []record.Ref) []string {
	const most = 5
	var out []string
	for _, ref := range refs[:min(most, len(refs))] {
		if r := figure.Lookup(w.Office, ref); r != nil {
			name, _ := r.Label().In(string(w.p.Lang()))
			out = append(out, w.p.T("report.quoted", "text", excerpt(name)))
		}
	}
	if len(refs) > most {
		out = append(out, w.p.T("compose.doubt.others", "n", len(refs)-most))
	}
	return out
}

// quoted looks at what a block quotes from records.
func (w *doubter) quoted(i int) {
	refs := w.office[i].refs()
	var hidden, changed, late, bare []record.Ref
	for _, ref := range refs {
		r := figure.Lookup(w.Office, ref)
		if r == nil {
			continue
		}
		if figure.Lookup(w.Public, ref) == nil {
			hidden = append(hidden, ref)
		}
		if w.Approved != "" && w.Changed != nil && w.Changed(ref) > w.Approved {
			changed = append(changed, ref)
		}
		switch r := r.(type) {
		case *record.Relation:
			if w.passed(r.Review) {
				late = append(late, ref)
			}
		case *record.Outcome:
			if len(r.Evidence) == 0 && len(r.Sources) == 0 {
				bare = append(bare, ref)
			}
		}
	}
	w.leftOut(i, hidden)
	if len(changed) > 0 {
		w.add(i, Doubt{Code: DoubtChanged, Records: changed, Text: w.p.T("compose.doubt.changed_since", "n", len(changed), "names", w.names(changed))})
	}
	if len(late) > 0 {
		w.add(i, Doubt{Code: DoubtReview, Records: late, Text: w.p.T("compose.doubt.review_passed", "n", len(late), "names", w.names(late))})
	}
	if len(bare) > 0 {
		w.add(i, Doubt{Code: DoubtNoEvidence, Records: bare, Text: w.p.T("compose.doubt.no_evidence", "n", len(bare), "names", w.names(bare))})
	}
}

// counted looks at the figures that a block tells: those that publications state otherwise, and those that are others for the
// public. Each is told once, where it comes first.
func (w *doubter) counted(i int) {
	for _, key := range w.office[i].figures() {
		ours, ok := w.ours[key]
		if !ok || w.told[key] {
			continue
		}
		w.told[key] = true
		if ours.Declared != nil && ours.Value != nil && !ours.Agrees {
			w.add(i, Doubt{Code: DoubtDiffers, Figure: key, Records: ours.By, Text: w.p.T("compose.doubt.declared_differs", "label", ours.Label, "computed", ours.Shown, "declared", ours.Said)})
		}
		if theirs := w.theirs[key]; theirs.Shown != ours.Shown {
			w.add(i, Doubt{Code: DoubtChanges, Figure: key, Records: w.notPublic(ours), Text: w.p.T("compose.doubt.figure_changes", "label", ours.Label, "office", w.value(ours), "public", w.value(theirs))})
		}
	}
}

func (w *doubter) value(n Number) string {
	if n.Value == nil {
		return lowerFirst(w.p.T("report.untold"))
	}
	return n.Shown
}

// notPublic are the records that a number counts and that the public does not see.
func (w *doubter) notPublic(n Number) []record.Ref {
	var out []record.Ref
	for _, e := range n.Evidence {
		for _, ref := range e.Records {
			if figure.Lookup(w.Public, ref) == nil && !slices.Contains(out, ref) {
				out = append(out, ref)
			}
		}
	}
	return out
}
