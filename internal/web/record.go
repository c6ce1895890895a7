package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
	"entente/internal/tell"
)

// subject is the record that an address is about, with what its reader may do.
type subject struct {
	registry.Entry

	kind record.Kind
	meta *record.Meta
	path string // of its page
	own  bool   // of the reader's office
}

// movedError sends the reader to the record that another one went into.
type movedError struct{ to string }

func (movedError) Error() string { return "the record went into another one" }

// subject reads the record that the address names. One that went into another, and that the reader no longer sees, leads on.
func (a *app) subject(q *request) (subject, error) {
	kind := record.Kind(q.PathValue("kind"))
	if _, ok := record.DefinitionOf(kind); !ok {
		return subject{}, missing("kind", string(kind))
	}
	short := q.PathValue("short")
	e, err := a.Registry.Find(q.Context(), q.actor, kind, short)
	if errors.Is(err, record.ErrNotFound) {
		if h, moved := a.Registry.Moved(q.Context(), q.actor, short); moved == nil && h.Kind == kind {
			return subject{}, movedError{recordPath(q.lang, h.Kind, h.ID)}
		}
	}
	if err != nil {
		return subject{}, err
	}
	m := e.Record.Head()
	return subject{Entry: e, kind: kind, meta: m, path: recordPath(q.lang, kind, m.ID), own: m.Office == q.actor.Office}, nil
}

// follow turns the error of a record that moved into the answer that follows it.
func follow(err error) (serve.Answer, error) {
	var m movedError
	if errors.As(err, &m) {
		return serve.Redirect(http.StatusMovedPermanently, m.to), nil
	}
	return serve.Answer{}, err
}

func (s subject) can(q *request, verb access.Verb) bool { return access.Can(q.actor, verb, s.meta) }

// editable tells whether the reader may change the record as it stands.
func (s subject) editable(q *request) bool {
	return s.can(q, access.Write) && (s.meta.Visibility != record.Public || s.can(q, access.Publish))
}

// title is the label in the reader's language, or what a record without one is called.
func (s subject) title(q *request) string {
	if t, _ := s.Record.Label().In(string(q.lang)); t != "" {
		return t
	}
	return q.p.T("page.untitled")
}

// crumbs are the pages above one that lies below the record's own.
func (s subject) crumbs(q *request, own bool) []crumb {
	out := []crumb{{i18n.Capital(q.p.T("kind." + string(s.kind) + ".other")), listPath(q.lang, s.kind)}}
	if !own {
		out = append(out, crumb{s.title(q), s.path})
	}
	return out
}

// recordData is what the page of a record shows.
type recordData struct {
	subject

	name       tell.Words
	eyebrow    []string
	state      string // of the record, and its colour
	tone       string
	facts      []tell.Fact
	sources    []source
	documents  []tell.Words
	ties       []tieGroup
	tiesCapped bool
	comments   []registry.Comment
	discusses  bool
	says       bool
	may        actions
	merged     *tell.Words // where it went
	shared     []tell.Words
	office     tell.Words
	steps      *steps
	mission    *missionData
	partner    *partnerData
	file       string
	editions   string // where the editions of its report stand, of a publication that is one
	papers     []paperOffer
	contents   []contentLine // of a page or a report
}

// actions are what the reader may do with the record.
type actions struct{ compose, edit, withdraw, restore, merge, attach, history bool }

// source tells where the facts come from.
type source struct {
	document, place, printed tell.Words
	position                 string
}

func (a *app) recordPage(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	if err := a.Registry.Visit(q.Context(), q.actor, q.account.ID, s.meta.ID); err != nil {
		return serve.Answer{}, err
	}
	d, err := a.tellRecord(q, s)
	if err != nil {
		return serve.Answer{}, err
	}
	m := meta{title: s.title(q), trail: s.crumbs(q, true), entry: string(s.kind), plain: true}
	return a.html(q, m, func(v view) templ.Component { return recordPage(v, d) })
}

// tellRecord gathers all that the page shows.
func (a *app) tellRecord(q *request, s subject) (recordData, error) {
	d := recordData{subject: s, papers: a.offers(q, s)}
	ids := []record.Ref{s.meta.Office, s.meta.MergedInto}
	for _, l := range record.Links(s.Record) {
		ids = append(ids, l.Target)
	}
	ties, err := a.tiesOf(q, &d)
	if err != nil {
		return d, err
	}
	heads, err := a.Registry.Heads(q.Context(), q.actor, ids)
	if err != nil {
		return d, err
	}
	t := a.telling(q, s, heads)
	d.name, d.office = t.Name(s.Record.Label()), t.Ref(s.meta.Office)
	if d.name.Text == "" {
		d.name.Text = s.title(q)
	}
	d.head(q, t)
	elsewhere := toldElsewhere(s.kind)
	if s.composes() {
		d.contents, elsewhere = contentsOf(q, s), append(elsewhere, "blocks")
	}
	d.facts = t.AllFacts(s.Record, elsewhere...)
	for _, id := range s.meta.Documents {
		if w := t.Ref(id); w.Text != "" {
			d.documents = append(d.documents, w)
		}
	}
	for _, src := range s.meta.Sources {
		d.sources = append(d.sources, sourceOf(t, src))
	}
	for _, id := range s.meta.SharedWith {
		if w := t.Ref(id); w.Text != "" {
			d.shared = append(d.shared, w)
		}
	}
	if s.meta.MergedInto != "" && s.meta.Withdrawn != "" {
		if w := t.Ref(s.meta.MergedInto); w.Text != "" {
			d.merged = &w
		}
	}
	if doc, ok := s.Record.(*record.Document); ok && doc.SHA256 != "" {
		d.file = s.path + "/file"
	}
	if pub, ok := s.Record.(*record.Publication); ok && s.own && publish.IsSeal(pub.Checksum) {
		if d.editions, err = a.editionsPath(q, pub.ID); err != nil {
			return d, err
		}
	}
	stands := s.meta.Withdrawn == ""
	d.may = actions{
		compose: s.composes(), edit: stands && s.editable(q), withdraw: stands && s.can(q, access.Withdraw), restore: !stands && s.can(q, access.Restore),
		merge: stands && s.can(q, access.Withdraw) && mergeable(s.kind), attach: stands && s.editable(q), history: s.own || q.actor.Role == access.Operator,
	}
	if d.comments, _, err = a.Registry.Comments(q.Context(), q.actor, s.meta.ID, "", 500); err != nil {
		return d, err
	}
	d.discusses = s.own || slices.Contains(access.ScopeOf(q.actor).Shares, q.actor.Office) && s.meta.Visibility == record.Shared
	d.says = d.discusses && q.actor.Role != access.Reader
	if err := a.arrange(q, &d, t, ties); err != nil {
		return d, err
	}
	return d, nil
}

// telling words the record for the reader: private fields too, of one's own office.
func (a *app) telling(q *request, s subject, heads map[record.Ref]publish.Head) tell.Teller {
	return tell.Teller{
		Speaker: a.speaker(q), Kind: s.kind, Private: true,
		Ref: func(id record.Ref) tell.Words {
			h, ok := heads[id]
			if !ok {
				return tell.Words{}
			}
			return linked(q, h)
		},
	}
}

func (a *app) speaker(q *request) tell.Speaker {
	return tell.Speaker{P: q.p, Lang: q.lang, Places: a.Places}
}

// linked names a record and leads to its page.
func linked(q *request, h publish.Head) tell.Words {
	text, actual := h.Title.In(string(q.lang))
	w := tell.Words{Text: text, Href: recordPath(q.lang, h.Kind, h.ID)}
	if text == "" {
		w.Text = q.p.T("page.untitled")
	} else if actual != string(q.lang) {
		w.Lang = actual
	}
	return w
}

// toldElsewhere are the fields that the page tells elsewhere, or not at all.
func toldElsewhere(kind record.Kind) []string {
	out := []string{"office", "visibility", "shared_with", "withdrawn", "merged_into", "sources", "documents", "title", "name", "statement", "sha256"}
	switch kind {
	case record.KindMission:
		out = append(out, "dates", "status", "stops", "expected", "objectives", "lead")
	case record.KindVisit, record.KindParticipation, record.KindEvent:
		out = append(out, "dates", "status")
	case record.KindOrganisation:
		out = append(out, "org_type", "place")
	}
	return out
}

func sourceOf(t tell.Teller, s record.Source) source {
	out := source{document: t.Ref(s.Document), place: t.Text(s.Place), printed: t.Text(s.Printed)}
	if s.Position > 0 {
		out.position = t.P.T("portal.position", "n", s.Position)
	}
	return out
}

// head is what the record is, at a glance: its kind, sort, dates and state.
func (d *recordData) head(q *request, t tell.Teller) {
	d.eyebrow = []string{i18n.Capital(q.p.T("kind." + string(d.kind) + ".one"))}
	for _, f := range record.FieldsOf(d.kind) {
		if f.Vocab == "" || f.Many {
			continue
		}
		switch code := d.Record.Type(); {
		case code != "" && slices.Contains(record.Vocabulary(f.Vocab), code) && f.Name != "visibility" && f.Name != "language":
			d.eyebrow = append(d.eyebrow, i18n.Capital(t.Code(f.Vocab, code)))
		case f.Name == "status" || f.Name == "stage" || f.Name == "realised":
			if state := d.Record.State(); state != "" && slices.Contains(record.Vocabulary(f.Vocab), state) {
				d.state, d.tone = i18n.Capital(t.Code(f.Vocab, state)), toneOf(state)
			}
		}
	}
	if o, ok := d.Record.(*record.Organisation); ok && !o.Place.IsZero() {
		d.eyebrow = append(d.eyebrow, t.Place(o.Place).Text)
	}
	if when := d.Record.When(); when != "" && d.kind != record.KindOrganisation {
		d.eyebrow = append(d.eyebrow, t.When(when))
	}
}

// toneOf tells the colour of a state, which its words say too.
func toneOf(state string) string {
	switch state {
	case record.StatusInForce, record.StatusSigned, "done", "reported", "under_way", "approved", "realised", "won":
		return "tag-good"
	case record.StatusEnded, "closed", "cancelled", "lost", "settled":
		return "tag-past"
	}
	return ""
}

// mergeable tells whether two records of a kind may become one.
func mergeable(k record.Kind) bool {
	return k != record.KindOffice && k != record.KindPage && k != record.KindReport
}
