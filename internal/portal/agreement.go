package portal

import (
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// agreementData is an agreement as a register keeps it.
type agreementData struct {
	recordData
	parties     []partyLine
	dates       []fact
	later       [][]words // what, when, text, file
	commitments []commitmentLine
	programmes  []programmeLine
	texts       []textLine
	ties        []tieGroup
	moreTies    string
}

type partyLine struct {
	who, signatory words
	role           string
}

type commitmentLine struct {
	text, owner words
	due, state  string
	tone        string
}

type programmeLine struct {
	title, text words
	period      string
}

// textLine is a text to download: what sort of file, how large, in which language.
type textLine struct {
	title words
	href  string // "" for a text known by its title alone
	note  string
}

func (s *site) agreementPage(q *query, p publish.Projection, a *record.Agreement) (serve.Answer, error) {
	after := q.URL.Query().Get("after")
	ties, next, err := s.Reader.Ties(q.Context(), p.ID, after, tiesOnPage)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read ties of %s: %w", p.ID, err)
	}
	heads, err := s.neighbours(q, a)
	if err != nil {
		return serve.Answer{}, err
	}
	files, err := s.projections(q, filesOf(a))
	if err != nil {
		return serve.Answer{}, err
	}
	m, err := s.above(q, p, meta{
		title: nameIn(a.Title, q.lang), description: nameIn(a.Summary, q.lang), noIndex: after != "", changed: p.Updated,
		paths: both(func(l i18n.Lang) string { return recordPath(l, p.Head) }),
	})
	if err != nil {
		return serve.Answer{}, err
	}
	t := teller{s: s, v: s.view(q, m), kind: p.Kind, heads: heads, home: q.homeOf(p.Office)}
	d := t.agreementPage(p, a, files)
	m.context = d.context()
	d.ties = t.v.tieGroups(ties)
	if next != "" {
		d.moreTies = recordPath(q.lang, p.Head) + "?" + cursorQuery(next)
	}
	return s.html(q, m, func(v view) templ.Component { return agreementPageOf(v, d) })
}

// filesOf lists the documents that hold an agreement's texts, the signed one first.
func filesOf(a *record.Agreement) []record.Ref {
	ids := []record.Ref{a.File}
	for _, later := range a.Actions {
		ids = append(ids, later.File)
	}
	ids = append(ids, a.Documents...)
	return slices.DeleteFunc(ids, func(id record.Ref) bool { return id == "" })
}

func (t teller) agreementPage(p publish.Projection, a *record.Agreement, files []publish.Projection) agreementData {
	d := agreementData{recordData: t.page(p)}
	shown := append(d.arranged.shown, "our_role", "negotiated", "authorised", "commitments", "programmes", "actions", "file")
	d.facts = t.facts(a, shown...)
	d.documents = nil // they are among the texts
	if summary := t.v.text(a.Summary); summary.text != "" {
		d.arranged.facts = []fact{t.first("summary", summary)}
	} else {
		d.arranged.facts = nil
	}
	for _, party := range a.Parties {
		line := partyLine{who: t.ref(party.Who), signatory: t.ref(party.Signatory), role: t.v.p.T("site.agreement.other_party")}
		if party.Ours {
			line.role = t.v.p.T("site.agreement.our_party")
		}
		if line.who.text != "" {
			d.parties = append(d.parties, line)
		}
	}
	if a.OurRole != "" && a.OurRole != "party" {
		d.parties = append(d.parties, partyLine{who: words{text: t.v.p.T("site.agreement.us")}, role: i18n.Capital(t.v.code("agreement_role", a.OurRole))})
	}
	d.dates = t.agreementDates(a)
	for _, c := range a.Commitments {
		d.commitments = append(d.commitments, t.commitment(c))
	}
	for _, x := range a.Programmes {
		d.programmes = append(d.programmes, programmeLine{title: t.v.text(x.Title), text: t.v.text(x.Text), period: t.v.when(x.Period)})
	}
	for _, x := range a.Actions {
		d.later = append(d.later, []words{t.vocab("later_action", x.Action), t.date(x.On), t.v.text(x.Text), t.ref(x.File)})
	}
	for _, f := range files {
		if doc, ok := f.Record.(*record.Document); ok {
			d.texts = append(d.texts, t.textOf(f.Head, doc))
		}
	}
	return d
}

// agreementDates keeps the dates of an agreement apart: negotiated, authorised, signed, announced, in force, ended.
func (t teller) agreementDates(a *record.Agreement) []fact {
	authorised := t.date(a.Authorised.On)
	by := t.ref(a.Authorised.By)
	authorised.note = join(", ", by.text, a.Authorised.Reference)
	if authorised.text == "" && authorised.note != "" {
		authorised = words{text: authorised.note}
	}
	list := []fact{
		t.first("negotiated", t.date(a.Negotiated)), t.first("authorised", authorised), t.first("signed", t.date(a.Signed)),
		t.first("announced", t.date(a.Announced)), t.first("in_force", t.date(a.InForce)), t.first("begun", t.date(a.Begun)),
		t.first("ended", t.date(a.Ended)), t.first("period", t.date(a.Period)),
	}
	return slices.DeleteFunc(list, func(f fact) bool { return len(f.words) == 0 })
}

// commitment tells what was promised. Its state is the one recorded: a date that has passed makes nothing late by itself.
func (t teller) commitment(c record.Commitment) commitmentLine {
	line := commitmentLine{text: t.v.text(c.Text), owner: t.ref(c.Owner), due: t.v.when(c.Due), state: t.v.p.T("site.agreement.state_unknown")}
	switch c.State {
	case "":
	case "kept":
		line.tone = "good"
	default:
		line.tone = "past"
	}
	if c.State != "" {
		line.state = i18n.Capital(t.v.code("commitment_state", c.State))
	}
	return line
}

func (t teller) textOf(h publish.Head, d *record.Document) textLine {
	line := textLine{title: t.v.link(h)}
	size, sort := "", mediaName(d.MediaType)
	if d.SHA256 != "" {
		line.href = filePath(t.v.lang, h)
		size = t.v.bytes(d.Size)
	}
	language := ""
	if d.Language != "" {
		language = t.v.code("language", d.Language)
	}
	line.note = join(", ", sort, size, language, t.v.p.Date(d.Date))
	return line
}

// mediaName is how readers call a type of file.
func mediaName(media string) string {
	switch media {
	case "application/pdf":
		return "PDF"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return "Word"
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return "Excel"
	case "text/html":
		return "HTML"
	case "text/csv":
		return "CSV"
	case "text/plain":
		return "TXT"
	}
	return media
}

// owned and dated tell whether any commitment says who keeps it, and by when: a column of nothing tells nothing.
func (d agreementData) owned() bool {
	return slices.ContainsFunc(d.commitments, func(c commitmentLine) bool { return c.owner.text != "" })
}

func (d agreementData) dated() bool {
	return slices.ContainsFunc(d.commitments, func(c commitmentLine) bool { return c.due != "" })
}
