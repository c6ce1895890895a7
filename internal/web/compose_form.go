package web

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/form"
	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// blockForm is a block being written.
type blockForm struct {
	composing

	block    record.Block // as it is typed
	stood    record.Block // as it stands
	seen     string       // seals the state that its author saw; "" for one that is to be added
	after    string       // where one is to be added: the block above, "" for none
	values   url.Values
	problems []record.Problem
	options  map[string][]form.Option
	focus    string
	kept     string // when a draft was kept that is not shown
	status   int

	page     *formPage // draws the records that it shows
	showing  form.Input
	shows    bool
	part     editorPart
	choices  []figureChoice
	ofs      []form.Option // what Of may be
	clash    *blockClash
	comments []registry.Comment
	says     bool
}

// figureChoice is a figure of the catalogue, with what it would write.
type figureChoice struct {
	key, label, shown, words string
	said                     string // what publications declare
	ticked                   bool
}

func (f *blockForm) fresh() bool { return f.seen == "" }

// action is where the form is sent.
func (f *blockForm) action() string {
	if f.fresh() {
		return f.address("/compose/new", "sort", f.block.Sort, "after", f.after)
	}
	return f.address("/compose/blocks/" + f.block.ID)
}

// key names the draft of the form.
func (f *blockForm) key() string {
	key := string(f.kind) + "/" + f.meta.ID.Short() + "/" + f.block.ID
	if f.fresh() {
		key = string(f.kind) + "/" + f.meta.ID.Short() + "/+" + sortOf(f.block)
	}
	return key
}

// showsRecords tells which records a block of a sort may be given; nil for none.
func showsRecords(sort string) []record.Kind {
	switch sort {
	case record.BlockBox:
		return []record.Kind{record.KindStory, record.KindOutcome, record.KindEvent}
	case record.BlockIndicators:
		return []record.Kind{record.KindFramework}
	case record.BlockText:
		for _, f := range record.FieldsOf(record.KindPage) {
			if f.Name == "blocks" {
				for _, sub := range f.Fields {
					if sub.Name == "show" {
						return sub.Refs
					}
				}
			}
		}
	}
	return nil
}

// showsFigures tells whether a block of a sort lists figures of the catalogue.
func showsFigures(sort string) bool {
	return slices.Contains([]string{record.BlockTiles, record.BlockFigures, record.BlockHighlights, record.BlockRules}, sort)
}

// captioned tells whether a block of a sort has a caption.
func captioned(sort string) bool {
	return slices.Contains([]string{record.BlockMap, record.BlockChart, record.BlockFigures, record.BlockAgreements, record.BlockBalance, record.BlockIndicators}, sort)
}

// writing opens the form of the block that the address names, or of one that is to be added.
func (a *app) writing(q *request, fresh bool) (*blockForm, error) {
	c, err := a.composed(q)
	if err != nil {
		return nil, err
	}
	f := &blockForm{composing: c}
	if fresh {
		sort := cmp.Or(q.FormValue("sort"), record.BlockText)
		if !c.writes || !slices.Contains(record.Vocabulary("block_sort"), sort) {
			return nil, missing("form", sort)
		}
		f.block, f.after = record.Block{Sort: sort}, q.FormValue("after")
		f.values = f.show(f.block)
		return f, nil
	}
	key := q.PathValue("block")
	i := c.index(key)
	if i < 0 && q.Method == http.MethodGet {
		return nil, missing("block", key)
	}
	if i >= 0 {
		f.stood = c.blocks[i]
		if i > 0 {
			f.after = c.blocks[i-1].ID
		}
	} else {
		f.stood = record.Block{ID: key, Sort: q.PostFormValue("sort")}
	}
	f.block, f.seen = f.stood, seal(f.stood)
	f.values = f.show(f.block)
	return f, nil
}

// show writes a block as the values of its form.
func (f *blockForm) show(b record.Block) url.Values {
	v := url.Values{
		"heading.fr": {b.Heading.FR}, "heading.en": {b.Heading.EN}, "caption.fr": {b.Caption.FR}, "caption.en": {b.Caption.EN},
		"level": {strconv.Itoa(max(b.Level, 1))}, "of": {b.Of}, "figures": b.Figures,
	}
	var fr, en []string
	for _, t := range b.Text {
		fr, en = append(fr, t.FR), append(en, t.EN)
	}
	v.Set("text.fr", strings.Join(fr, "\n\n"))
	v.Set("text.en", strings.TrimRight(strings.Join(en, "\n\n"), "\n"))
	return v
}

// read makes the block of what was typed, records apart.
func (f *blockForm) read() {
	get := func(key string) string { return strings.TrimSpace(strings.ReplaceAll(f.values.Get(key), "\r\n", "\n")) }
	b := record.Block{ID: f.block.ID, Sort: f.block.Sort, Of: get("of"), Show: f.block.Show}
	b.Heading = record.Text{FR: get("heading.fr"), EN: get("heading.en")}
	b.Caption = record.Text{FR: get("caption.fr"), EN: get("caption.en")}
	if l, err := strconv.Atoi(get("level")); err == nil && !b.Heading.IsZero() && (l > 1 || f.stood.Level != 0) {
		b.Level = l
	}
	b.Text = paragraphs(get("text.fr"), get("text.en"))
	for _, n := range f.numbers {
		if slices.Contains(f.values["figures"], n.Key) {
			b.Figures = append(b.Figures, n.Key)
		}
	}
	f.block = b
}

// paragraphs pairs those of both languages, in their order. What English has more than French stays with its last one.
func paragraphs(fr, en string) []record.Text {
	split := func(s string) []string {
		var out []string
		for p := range strings.SplitSeq(s, "\n\n") {
			if p = strings.Trim(p, "\n"); strings.TrimSpace(p) != "" {
				out = append(out, strings.TrimRight(p, " \t"))
			}
		}
		return out
	}
	f, e := split(fr), split(en)
	if len(f) == 0 && len(e) > 0 {
		return []record.Text{{EN: strings.Join(e, "\n\n")}}
	}
	out := make([]record.Text, len(f))
	for i := range f {
		out[i].FR = f[i]
		switch {
		case i == len(f)-1 && len(e) > i:
			out[i].EN = strings.Join(e[i:], "\n\n")
		case len(e) > i:
			out[i].EN = e[i]
		}
	}
	return out
}

// rows is the prefix of the values that say which records a block shows, as forms of records name them.
const showRows = "blocks.0.show"

// alone is the record with one block, so that the form of records reads and draws the records that it shows.
func (f *blockForm) alone() record.Record {
	r := record.Clone(f.Record)
	setBlocks(r, []record.Block{f.block})
	return r
}

// readRecords reads which records the block shows.
func (a *app) readRecords(q *request, f *blockForm) error {
	r := f.alone()
	l, err := a.language(q, r)
	if err != nil {
		return err
	}
	values := l.Show(r)
	for key := range values {
		if strings.HasPrefix(key, showRows) {
			delete(values, key)
		}
	}
	for key, all := range f.values {
		if strings.HasPrefix(key, showRows) {
			values[key] = all
		}
	}
	read := l.Read(r, values)
	for key := range f.values {
		if strings.HasPrefix(key, showRows) {
			f.values.Del(key)
		}
	}
	for key, all := range read.Values {
		if strings.HasPrefix(key, showRows) {
			f.values[key] = all
		}
	}
	for _, p := range read.Problems {
		if strings.HasPrefix(p.Field, showRows) {
			f.problems = append(f.problems, p)
		}
	}
	f.options = read.Options
	if blocks := record.Blocks(read.Record); len(blocks) == 1 {
		f.block.Show = blocks[0].Show
	}
	return nil
}

// ready fills what the page of the form shows besides what was typed.
func (a *app) ready(q *request, f *blockForm) error {
	r := f.alone()
	l, err := a.language(q, r)
	if err != nil {
		return err
	}
	if kinds := showsRecords(sortOf(f.block)); kinds != nil || len(f.block.Show) > 0 {
		values := url.Values{}
		for key, all := range l.Show(r) {
			if strings.HasPrefix(key, "blocks.") && !strings.HasPrefix(key, showRows) {
				values[key] = all
			}
		}
		typed := false
		for key, all := range f.values {
			if strings.HasPrefix(key, showRows) {
				values[key], typed = all, true
			}
		}
		if !typed {
			values = l.Show(r)
		}
		e := &editing{kind: f.kind, base: r, version: f.Version, small: true, focus: f.focus}
		f.page = &formPage{Form: form.Draw(f.kind, values, f.problems, f.options), p: q.p, e: e, language: l}
		f.showing, f.shows = shownRecords(f.page.Form, kinds)
	}
	f.part = f.parts(q, []record.Block{f.block})[0]
	f.heads, err = a.readHeads(q, f.part)
	if err != nil {
		return err
	}
	words := f.worded()
	for _, n := range f.numbers {
		f.choices = append(f.choices, figureChoice{n.Key, n.Label, n.Shown, words[n.Key], n.Said, slices.Contains(f.values["figures"], n.Key)})
	}
	if f.ofs, err = a.partsOf(q, f); err != nil {
		return err
	}
	if f.fresh() {
		return nil
	}
	said, err := a.sayings(q, f.composing)
	if err != nil {
		return err
	}
	for _, s := range said {
		if s.Part == f.block.ID {
			f.comments = append(f.comments, s)
		}
	}
	f.says = a.maySay(q, f.composing)
	return nil
}

// shownRecords finds the input of the records that the one block shows, and keeps it to some kinds.
func shownRecords(drawn form.Form, kinds []record.Kind) (form.Input, bool) {
	for _, g := range drawn.Groups {
		for _, in := range g.Inputs {
			if in.Path != "blocks" || len(in.Rows) == 0 {
				continue
			}
			for _, sub := range in.Rows[0].Inputs {
				if sub.Path != "blocks.show" {
					continue
				}
				limit(&sub, kinds)
				for i := range sub.Rows {
					limit(&sub.Rows[i], kinds)
				}
				return sub, true
			}
		}
	}
	return form.Input{}, false
}

func limit(in *form.Input, kinds []record.Kind) {
	if len(kinds) == 0 {
		return
	}
	c, field := *in.Control, *in.Field
	field.Refs = kinds
	c.Field = &field
	in.Control = &c
}

// partsOf lists what a block of the sort may be about.
func (a *app) partsOf(q *request, f *blockForm) ([]form.Option, error) {
	var out []form.Option
	if f.block.Sort == record.BlockOutcomes {
		terms, err := a.Registry.Terms(q.Context(), q.actor, "pillar")
		if err != nil {
			return nil, err
		}
		for _, t := range terms {
			name, _ := t.Name.In(string(q.lang))
			out = append(out, form.Option{Value: t.Code, Label: i18n.Capital(name)})
		}
		return out, nil
	}
	for _, code := range record.BlockParts(f.block.Sort) {
		out = append(out, form.Option{Value: code, Label: q.p.T("editor.part." + f.block.Sort + "." + code)})
	}
	return out, nil
}

// newBlock is the form of a block that is to be added.
func (a *app) newBlock(q *request) (serve.Answer, error) {
	f, err := a.writing(q, true)
	if err != nil {
		return follow(err)
	}
	return a.openBlock(q, f)
}

// blockPage is the form of a block, with what is said of it.
func (a *app) blockPage(q *request) (serve.Answer, error) {
	f, err := a.writing(q, false)
	if err != nil {
		return follow(err)
	}
	return a.openBlock(q, f)
}

// keptBlock is a draft as it is kept.
type keptBlock struct {
	Seen   string     `json:"seen"`
	After  string     `json:"after"`
	Values url.Values `json:"values"`
}

func (a *app) openBlock(q *request, f *blockForm) (serve.Answer, error) {
	d, err := a.Registry.DraftOf(q.Context(), q.account.ID, f.key())
	switch {
	case errors.Is(err, record.ErrNotFound):
	case err != nil:
		return serve.Answer{}, fmt.Errorf("read the draft: %w", err)
	case q.FormValue("draft") == "":
		f.kept = d.At
	default:
		var k keptBlock
		if err := json.Unmarshal([]byte(d.Data), &k); err != nil {
			return serve.Answer{}, fmt.Errorf("read the draft of %s: %w", f.key(), err)
		}
		f.values, f.after = k.Values, k.After
		if !f.fresh() {
			f.seen = k.Seen
		}
		f.read()
		if err := a.readRecords(q, f); err != nil {
			return serve.Answer{}, err
		}
	}
	return a.showBlock(q, f)
}

func (a *app) showBlock(q *request, f *blockForm) (serve.Answer, error) {
	if err := a.ready(q, f); err != nil {
		return serve.Answer{}, err
	}
	title := q.p.T("editor.block.title", "name", blockName(q.p, f.block))
	if f.fresh() {
		title = q.p.T("editor.block.new", "sort", q.p.T("vocabulary.block_sort."+f.block.Sort))
	}
	if f.clash != nil {
		title = q.p.T("editor.clash.title")
	}
	m := meta{title: title, trail: f.above(q, false), entry: string(f.kind), status: f.status}
	return a.html(q, m, func(v view) templ.Component { return blockPage(v, f) })
}

func (a *app) newBlockSent(q *request) (serve.Answer, error) {
	f, err := a.writing(q, true)
	if err != nil {
		return follow(err)
	}
	return a.typedBlock(q, f)
}

func (a *app) blockSent(q *request) (serve.Answer, error) {
	f, err := a.writing(q, false)
	if err != nil {
		return follow(err)
	}
	if q.PostFormValue("op") == "say" {
		return a.sayOfBlock(q, f)
	}
	if !f.writes {
		return serve.Answer{}, missing("form", f.block.ID)
	}
	return a.typedBlock(q, f)
}

// typedBlock does what the button that was pressed asks for.
func (a *app) typedBlock(q *request, f *blockForm) (serve.Answer, error) {
	if err := q.ParseForm(); err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "read the form: %v", err)
	}
	f.values = q.PostForm
	f.after = cmp.Or(f.values.Get("after"), f.after)
	if !f.fresh() {
		f.seen = f.values.Get("seen")
	}
	op := form.ParseOperation(f.values.Get("op"))
	settling := &editing{kind: f.kind, values: f.values}
	if err := a.settle(q, settling); err != nil {
		return serve.Answer{}, err
	}
	f.read()
	switch op.Verb {
	case "draft":
		return a.keepBlockDraft(q, f)
	case "discard":
		if err := a.Registry.DropDraft(q.Context(), q.account.ID, f.key()); err != nil {
			return serve.Answer{}, err
		}
		return a.said(f.action(), flash{Key: "form.draft.dropped"}), nil
	case "insert":
		f.insert()
		return a.showBlock(q, f)
	case "search":
		e := &editing{kind: f.kind, values: f.values, options: map[string][]form.Option{}}
		if err := a.offer(q, e, op.Name); err != nil {
			return serve.Answer{}, err
		}
		if f.options, f.focus = e.options, op.Name; len(e.options[op.Name]) == 0 {
			f.problems = []record.Problem{{Field: op.Name, Code: "found_none", Args: map[string]string{"value": f.values.Get(op.Name + ".q")}}}
		}
		return a.showBlock(q, f)
	}
	if op.Verb != "" && op.Verb != "save" && op.Verb != "preview" {
		at, ok := form.Apply(f.values, op)
		if !ok {
			return serve.Answer{}, record.Errorf(record.Invalid, "no operation %q", f.values.Get("op"))
		}
		f.focus = at
		return a.showBlock(q, f)
	}
	if err := a.readRecords(q, f); err != nil {
		return serve.Answer{}, err
	}
	if op.Verb == "preview" {
		return a.previewBlock(q, f)
	}
	return a.saveBlock(q, f)
}

// previewBlock shows how what is typed will read: for scripts beside the form, else on its page.
func (a *app) previewBlock(q *request, f *blockForm) (serve.Answer, error) {
	if !forScript(q) {
		return a.showBlock(q, f)
	}
	p := f.parts(q, []record.Block{f.block})[0]
	var err error
	if f.heads, err = a.readHeads(q, p); err != nil {
		return serve.Answer{}, err
	}
	return a.fragment(q, func(v view) templ.Component { return blockPreview(v, f.composing, p) })
}

// insert puts the chosen figure at the end of the texts.
func (f *blockForm) insert() {
	token := record.Token{Name: f.values.Get("figure"), Form: f.values.Get("form")}
	if !f.counts(token.Name) {
		return
	}
	for _, lang := range []string{"fr", "en"} {
		key := "text." + lang
		text := strings.TrimRight(f.values.Get(key), " \r\n")
		if text == "" && lang == "en" && f.values.Get("text.fr") != "" {
			continue
		}
		f.values.Set(key, strings.TrimLeft(text+" "+token.String(), " "))
	}
	f.read()
	f.focus = "text.fr"
}

func (a *app) keepBlockDraft(q *request, f *blockForm) (serve.Answer, error) {
	f.values.Del("op")
	data, err := json.Marshal(keptBlock{f.seen, f.after, f.values})
	if err != nil {
		return serve.Answer{}, fmt.Errorf("write the draft: %w", err)
	}
	if err := a.Registry.SaveDraft(q.Context(), q.actor, q.account.ID, registry.Draft{Form: f.key(), Data: string(data)}); err != nil {
		return serve.Answer{}, err
	}
	if forScript(q) {
		return serve.Answer{Status: http.StatusNoContent}, nil
	}
	return a.said(f.action()+"&draft=1", flash{Key: "form.draft.kept"}), nil
}
