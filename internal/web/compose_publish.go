package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/figure"
	"entente/internal/i18n"
	"entente/internal/press"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
	"entente/internal/tell"
	"entente/internal/verify"
)

// beforeData is what whoever publishes has to know before.
type beforeData struct {
	composing

	doubts   []doubt
	stops    int
	figures  []figureGap
	hidden   []hiddenRecord
	review   reviewPart
	editions []edition
	pending  bool   // a file is being made
	may      bool   // publish now
	french   bool   // in French alone
	online   bool   // of a page
	site     string // where a page that is online is read
	problem  string
	values   map[string]string
}

// figureGap is a figure that the public will not read as the office does.
type figureGap struct {
	label, office, public string
	lacks                 []tell.Words
}

// hiddenRecord is a record that the text names and the public may not see.
type hiddenRecord struct {
	name       tell.Words
	visibility string
}

// edition is one that was published, with its files.
type edition struct {
	number     int
	title      string
	issued     string
	record     string // page of the publication
	address    string // on the public site
	superseded bool
	langs      []editionLang
}

type editionLang struct {
	lang  string
	files []editionFile
}

type editionFile struct{ format, href, size, state string }

// before is the page that stands before publication: every doubt, what the public will not see, and the button.
func (a *app) before(q *request) (serve.Answer, error) {
	c, err := a.composed(q)
	if err != nil {
		return follow(err)
	}
	return a.showBefore(q, c, "", 0)
}

func (a *app) showBefore(q *request, c composing, problem string, status int) (serve.Answer, error) {
	d, err := a.beforeOf(q, c)
	if err != nil {
		return serve.Answer{}, err
	}
	d.problem = problem
	d.values = map[string]string{"sort": q.PostFormValue("sort"), "corrects.fr": q.PostFormValue("corrects.fr"), "corrects.en": q.PostFormValue("corrects.en")}
	m := meta{title: q.p.T("editor.before"), trail: c.above(q, false), entry: string(c.kind), status: status}
	return a.html(q, m, func(v view) templ.Component { return beforePage(v, d) })
}

func (a *app) beforeOf(q *request, c composing) (beforeData, error) {
	d := beforeData{composing: c, french: !q.office.EnglishSite(), online: c.meta.Visibility == record.Public}
	year := a.yearOf(q, c.Record)
	public, err := a.Registry.YearWith(q.Context(), access.Public(), c.meta.Office, year, publish.Needs(year, c.blocks))
	if err != nil {
		return d, err
	}
	if c.public { // the address asks for what the public sees: the office's is needed beside
		if c.in, err = a.Registry.YearWith(q.Context(), q.actor, c.meta.Office, year, publish.Needs(year, c.blocks)); err != nil {
			return d, err
		}
		c.figs = figure.Compute(c.in)
		c.numbers = publish.Numbers(c.tp, c.in, c.figs)
	}
	if d.doubts, err = a.doubtsOf(q, c, public); err != nil {
		return d, err
	}
	for _, x := range d.doubts {
		if x.grave {
			d.stops++
		}
	}
	if d.figures, err = a.gaps(q, c, public); err != nil {
		return d, err
	}
	if d.hidden, err = a.hiddenFrom(q, c); err != nil {
		return d, err
	}
	may := access.Can(q.actor, access.Publish, &record.Meta{Kind: record.KindPublication, Office: c.meta.Office, Visibility: record.Public})
	r, ok := c.Record.(*record.Report)
	if !ok {
		d.may = c.writes && may
		d.site, err = a.onSite(q, c)
		return d, err
	}
	d.review = a.reviewOf(q, c, r)
	d.may = may && r.Stage == record.StageApproved
	d.editions, err = a.editionsOf(q, r)
	for _, e := range d.editions {
		for _, l := range e.langs {
			d.pending = d.pending || slices.ContainsFunc(l.files, func(f editionFile) bool { return f.href == "" })
		}
	}
	return d, err
}

// gaps are the figures that differ between what the office sees and what the public will.
func (a *app) gaps(q *request, c composing, public figure.Input) ([]figureGap, error) {
	theirs := publish.Numbers(c.tp, public, figure.Compute(public))
	var out []figureGap
	var lacking [][]record.Ref
	var ids []record.Ref
	for i, n := range c.numbers {
		if i >= len(theirs) || theirs[i].Shown == n.Shown {
			continue
		}
		counted := map[record.Ref]bool{}
		for _, e := range theirs[i].Evidence {
			for _, id := range e.Records {
				counted[id] = true
			}
		}
		var lacks []record.Ref
		for _, e := range n.Evidence {
			for _, id := range e.Records {
				if !counted[id] && !slices.Contains(lacks, id) {
					lacks = append(lacks, id)
				}
			}
		}
		out = append(out, figureGap{label: n.Label, office: n.Shown, public: theirs[i].Shown})
		lacking, ids = append(lacking, lacks), append(ids, lacks...)
	}
	heads, err := a.heads(q, ids)
	if err != nil {
		return nil, err
	}
	for i, list := range lacking {
		for _, id := range list {
			if h, ok := heads[id]; ok {
				out[i].lacks = append(out[i].lacks, linked(q, h))
			}
		}
	}
	return out, nil
}

// hiddenFrom lists the records that the text names and the public may not see.
func (a *app) hiddenFrom(q *request, c composing) ([]hiddenRecord, error) {
	var all publish.Paper
	for _, p := range c.parts(q, c.blocks) {
		all.Opening, all.Sections = append(all.Opening, p.body...), append(all.Sections, p.under...)
	}
	refs := publish.Refs(&all)
	heads, err := a.heads(q, refs)
	if err != nil {
		return nil, err
	}
	public, err := a.Registry.Heads(q.Context(), access.Public(), refs)
	if err != nil {
		return nil, err
	}
	var out []hiddenRecord
	for _, id := range refs {
		h, ok := heads[id]
		if _, seen := public[id]; seen || !ok {
			continue
		}
		e, err := a.Registry.Get(q.Context(), q.actor, id)
		if errors.Is(err, record.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, hiddenRecord{linked(q, h), q.p.T("vocabulary.visibility." + string(e.Record.Head().Visibility))})
	}
	return out, nil
}

// publishSent publishes a report, or puts a page on the site or takes it off.
func (a *app) publishSent(q *request) (serve.Answer, error) {
	c, err := a.composed(q)
	if err != nil {
		return follow(err)
	}
	from, err := seen(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if p, ok := c.Record.(*record.Page); ok {
		return a.publishPage(q, c, p, from)
	}
	r := press.Request{Report: c.meta.ID, From: from, Erratum: q.PostFormValue("sort") == publish.Erratum}
	fr, en := lines(q.PostFormValue("corrects.fr")), lines(q.PostFormValue("corrects.en"))
	for i := range max(len(fr), len(en)) {
		var t record.Text
		if i < len(fr) {
			t.FR = fr[i]
		}
		if i < len(en) {
			t.EN = en[i]
		}
		r.Corrects = append(r.Corrects, t)
	}
	made, err := a.press.Publish(q.Context(), q.actor, r)
	switch {
	case errors.Is(err, record.ErrConflict):
		return a.showBefore(q, c, q.p.T("editor.publish.stale"), http.StatusConflict)
	case errors.Is(err, record.ErrForbidden):
		return serve.Answer{}, missing("page", q.URL.Path)
	case len(record.ProblemsOf(err)) > 0:
		said := q.p.T("editor.publish.unapproved")
		if record.ProblemsOf(err)[0].Field == "corrects" {
			said = q.p.T("editor.publish.no_corrects")
		}
		return a.showBefore(q, c, said, http.StatusUnprocessableEntity)
	case err != nil:
		return serve.Answer{}, fmt.Errorf("publish: %w", err)
	}
	return a.said(c.address("/publish#editions"), flash{Key: "editor.said.published", Name: number(made[0].Number)}), nil
}

// publishPage puts a page on the site, or takes it off.
func (a *app) publishPage(q *request, c composing, p *record.Page, from int) (serve.Answer, error) {
	next := record.Clone(p)
	said, reason := "editor.said.online", q.p.T("editor.why.online")
	next.Head().Visibility = record.Public
	if q.PostFormValue("sort") == "off" {
		next.Head().Visibility = record.Private
		said, reason = "editor.said.offline", q.p.T("editor.why.offline")
	}
	return a.one(q, c.subject, next, from, reason, c.address("/publish"), said)
}

// lines are those of a text that say something.
func lines(s string) []string {
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// editionsOf reads the editions of a report, the last first, each once with the files of its languages.
func (a *app) editionsOf(q *request, r *record.Report) ([]edition, error) {
	list, err := a.Registry.Editions(q.Context(), q.actor, r.ID)
	if err != nil {
		return nil, err
	}
	v := view{p: q.p, lang: q.lang, office: q.office}
	var out []edition
	for _, e := range list {
		i := slices.IndexFunc(out, func(x edition) bool { return x.number == e.Number })
		if i < 0 {
			title := q.p.T("editor.edition", "n", e.Number)
			if e.Sort == publish.Erratum {
				title = q.p.T("editor.edition.erratum", "n", e.Number)
			}
			out = append(out, edition{number: e.Number, title: title, issued: v.moment(e.Issued),
				record: recordPath(q.lang, record.KindPublication, e.Publication), address: a.editionOnSite(q, e), superseded: e.Publication != r.Publication})
			i = len(out) - 1
		}
		l := editionLang{lang: e.Lang}
		for _, format := range []string{verify.HTML, verify.PDF, verify.DOCX, verify.JSON} {
			l.files = append(l.files, a.fileOf(q, r, e, format))
		}
		out[i].langs = append(out[i].langs, l)
	}
	for i := range out {
		slices.SortFunc(out[i].langs, func(x, y editionLang) int { return strings.Compare(y.lang, x.lang) })
	}
	return out, nil
}

// editionsPath is where the editions of the report that a publication is an edition of stand; "" where it is of none that is kept here.
func (a *app) editionsPath(q *request, publication record.Ref) (string, error) {
	list, err := a.Registry.Edition(q.Context(), q.actor, publication)
	if errors.Is(err, record.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("the edition of %s: %w", publication, err)
	}
	return recordPath(q.lang, record.KindReport, list[0].Subject) + "/publish#editions", nil
}

// onSite is where the public reads a page that is online.
func (a *app) onSite(q *request, c composing) (string, error) {
	if c.meta.Visibility != record.Public {
		return "", nil
	}
	heads, err := a.heads(q, []record.Ref{c.meta.ID})
	h, ok := heads[c.meta.ID]
	if err != nil || !ok {
		return "", err
	}
	return a.press.PageOf(q.lang, h), nil
}

// editionOnSite is where the public reads an edition, in the reader's language where it has one.
func (a *app) editionOnSite(q *request, e publish.Edition) string {
	lang := q.lang
	if !q.office.EnglishSite() {
		lang = i18n.FR
	}
	return a.press.EditionOf(lang, q.office, e)
}

// fileOf is a file of an edition as its list tells it: there, being made, or to be tried again.
func (a *app) fileOf(q *request, r *record.Report, e publish.Edition, format string) editionFile {
	f := editionFile{format: strings.ToUpper(format), state: q.p.T("editor.file.making")}
	for _, x := range e.Files {
		if x.Format != format {
			continue
		}
		switch {
		case x.SHA256 != "":
			f.href = recordPath(q.lang, record.KindReport, r.ID) + "/editions/" + e.Publication.Short() + "/" + e.Lang + "." + format
			f.size, f.state = q.p.Bytes(x.Size), ""
		case x.Tries > 0:
			f.state = q.p.T("editor.file.again", "time", hourOf(q, x.DueAt))
		}
	}
	return f
}

// editionRows are the editions of a report in a line each.
func (a *app) editionRows(q *request, r *record.Report) ([]editionRow, error) {
	list, err := a.editionsOf(q, r)
	var out []editionRow
	for _, e := range list {
		out = append(out, editionRow{label: e.title, href: recordPath(q.lang, record.KindReport, r.ID) + "/publish#editions", when: e.issued})
	}
	return out, err
}

// editionFileSent sends a file of an edition.
func (a *app) editionFileSent(q *request) (serve.Answer, error) {
	c, err := a.composed(q)
	if err != nil {
		return follow(err)
	}
	lang, format, _ := strings.Cut(q.PathValue("file"), ".")
	list, err := a.Registry.Editions(q.Context(), q.actor, c.meta.ID)
	if err != nil {
		return serve.Answer{}, err
	}
	media := verify.MediaType(format)
	i := slices.IndexFunc(list, func(e publish.Edition) bool {
		return e.Publication.Short() == q.PathValue("publication") && e.Lang == lang
	})
	if i < 0 || media == "" || !slices.Contains(i18n.Langs(), i18n.Lang(lang)) {
		return serve.Answer{}, missing("file", q.PathValue("file"))
	}
	data, err := a.Registry.EditionFile(q.Context(), q.actor, list[i].Publication, lang, format)
	if err != nil {
		return serve.Answer{}, err
	}
	name := fmt.Sprintf("rapport-%d-edition-%d-%s.%s", list[i].Year, list[i].Number, lang, format)
	return serve.Answer{Media: media, Body: data, Headers: [][2]string{serve.Attachment(name)}}, nil
}
