package portal

import (
	"slices"

	"entente/internal/chart"
	"entente/internal/i18n"
	"entente/internal/record"
)

// arranged is the head of a page whose kind deserves more than a list of facts.
type arranged struct {
	eyebrow []words  // sort, place, milieu
	status  words    // of the record, when it has one
	tone    string   // of the status: "good", "past" or ""
	journey []step   // of a mission, on one line
	facts   []fact   // the few that come first
	svg     []byte   // a small map
	shown   []string // fields that the list of facts need not repeat
}

// step is one stop of a journey.
type step struct {
	place   words
	country string
	dates   string
	purpose words
	passage bool
}

// arrange gives the head of a record's page.
func (t teller) arrange(r record.Record) arranged {
	var a arranged
	switch r := r.(type) {
	case *record.Mission:
		a = t.mission(r)
	case *record.Visit:
		a = t.visit(r)
	case *record.Agreement:
		a = t.agreement(r)
	case *record.Organisation:
		a = t.organisation(r)
	case *record.Publication:
		a = arranged{eyebrow: []words{t.vocab("publication_type", r.PublicationType)}, shown: []string{"publication_type", "table"}}
	default:
		if types := sectionOf(t.kind).types; slices.Contains(record.Vocabulary(types), r.Type()) {
			a.eyebrow = append(a.eyebrow, words{text: i18n.Capital(t.v.code(types, r.Type()))})
			a.shown = append(a.shown, types, "seat")
		}
	}
	a.eyebrow = slices.DeleteFunc(a.eyebrow, func(w words) bool { return w.text == "" })
	a.facts = slices.DeleteFunc(a.facts, func(f fact) bool { return len(f.words) == 0 })
	return a
}

// first is a fact of the head; words that came out empty are left out.
func (t teller) first(name string, list ...words) fact {
	list = slices.DeleteFunc(list, func(w words) bool { return w.text == "" })
	return fact{label: t.v.label(t.kind, name), words: list}
}

func (t teller) date(d record.Date) words {
	if d == "" {
		return words{}
	}
	return words{text: t.v.when(d)}
}

func (t teller) vocab(vocabulary, code string) words {
	if code == "" {
		return words{}
	}
	return words{text: i18n.Capital(t.v.code(vocabulary, code))}
}

func (t teller) mission(m *record.Mission) arranged {
	a := arranged{shown: []string{"dates", "status", "lead", "stops", "summary", "purpose", "invited_by", "themes"}}
	a.status, a.tone = t.vocab("status", m.Status), tone(m.Status)
	for _, s := range m.Stops {
		a.journey = append(a.journey, step{
			place: t.s.shortPlace(t.v, s.Place), country: t.s.country(t.v.lang, s.Place.Country), dates: t.v.p.Date(s.Dates),
			purpose: t.v.text(s.Purpose), passage: s.Passage,
		})
	}
	a.facts = []fact{
		t.first("dates", t.date(m.Dates)), t.first("lead", t.ref(m.Lead)), t.first("invited_by", t.refs(m.InvitedBy)...),
		t.first("purpose", t.v.text(m.Purpose)), t.first("summary", t.v.text(m.Summary)), t.inline(t.first("themes", t.refs(m.Themes)...)),
	}
	var points []chart.Point
	var countries []string
	for _, s := range m.Stops {
		countries = append(countries, s.Place.Country)
		if c, ok := t.s.Places.City(s.Place.City); ok {
			points = append(points, chart.Point{Name: t.v.lang.Pick(c.NameFR, c.Name), Lat: c.Lat, Lon: c.Lon, Kind: string(record.KindMission)})
		}
	}
	a.svg = t.smallMap(points, countries, m.Title)
	return a
}

// smallMap shows points from the office's home; nil when there is nothing to show.
func (t teller) smallMap(points []chart.Point, countries []string, title record.Text) []byte {
	home, ok := t.s.Places.City(t.home.City)
	if len(points) == 0 || !ok {
		return nil
	}
	w := chart.World{
		Lang: string(t.v.lang), Title: t.v.name(title).text, Desc: t.v.p.T("portal.atlas.desc"), InsetTitle: t.v.p.T("portal.atlas.europe"),
		Home: chart.Point{Name: t.v.lang.Pick(home.NameFR, home.Name), Lat: home.Lat, Lon: home.Lon}, Points: points, Highlight: countries,
	}
	svg, err := t.s.draw(w, smallMap)
	if err != nil {
		t.s.Log.Warn("map left out", "error", err)
		return nil
	}
	return svg
}

func (t teller) visit(v *record.Visit) arranged {
	a := arranged{
		eyebrow: []words{t.vocab("visit_type", v.VisitType)},
		shown:   []string{"visit_type", "dates", "status", "origins", "summary"},
	}
	a.status, a.tone = t.vocab("status", v.Status), tone(v.Status)
	var origins []words
	for _, o := range v.Origins {
		w := t.ref(o.Who)
		place := t.s.place(t.v, o.Place)
		if w.text == "" {
			w = place
		} else {
			w.note = place.text
		}
		origins = append(origins, w)
	}
	a.facts = []fact{t.first("origins", origins...), t.first("dates", t.date(v.Dates)), t.first("summary", t.v.text(v.Summary))}
	return a
}

func (t teller) agreement(g *record.Agreement) arranged {
	a := arranged{
		eyebrow: []words{t.vocab("agreement_class", g.Class), {text: g.Number}},
		shown:   []string{"class", "number", "status", "parties", "signed", "announced", "in_force", "begun", "ended", "period", "summary"},
	}
	a.status, a.tone = t.vocab("agreement_status", g.Status), tone(g.Status)
	var parties []words
	for _, p := range g.Parties {
		w := t.ref(p.Who)
		w.note = t.ref(p.Signatory).text
		parties = append(parties, w)
	}
	a.facts = []fact{
		t.first("parties", parties...), t.first("signed", t.date(g.Signed)), t.first("announced", t.date(g.Announced)),
		t.first("in_force", t.date(g.InForce)), t.first("begun", t.date(g.Begun)), t.first("ended", t.date(g.Ended)),
		t.first("period", t.date(g.Period)), t.first("summary", t.v.text(g.Summary)),
	}
	return a
}

func (t teller) organisation(o *record.Organisation) arranged {
	place := words{}
	if !o.Place.IsZero() {
		place = t.s.place(t.v, o.Place)
	}
	milieu := t.ref(o.Milieu)
	if o.OurMilieu && milieu.text != "" {
		milieu.note = t.v.p.T("portal.our_milieu")
	}
	return arranged{
		eyebrow: []words{t.vocab("organisation_type", o.OrgType), place},
		facts:   []fact{t.first("acronym", t.v.name(o.Acronym)), t.first("milieu", milieu), t.first("about", t.v.text(o.About))},
		shown:   []string{"org_type", "place", "milieu", "our_milieu", "acronym", "about"},
	}
}

// tone tells the colour of a status, which its words say too.
func tone(status string) string {
	switch status {
	case record.StatusInForce, record.StatusSigned, "done", "reported", "under_way", "approved":
		return "good"
	case record.StatusEnded, "closed", "cancelled":
		return "past"
	}
	return ""
}
