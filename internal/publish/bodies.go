package publish

import (
	"slices"

	"entente/internal/figure"
	"entente/internal/record"
)

// bodiesOf are the organisations with which an activity or a tie was made, each once, in the order in which the record names them:
// hosts, guests, partners, parties. Our own are left out.
func (w *writer) bodiesOf(r record.Record) []*record.Organisation {
	var out []*record.Organisation
	add := func(id record.Ref) {
		if post, ok := figure.Lookup(w.in, id).(*record.Post); ok {
			id = post.Organisation
		}
		o, ok := figure.Lookup(w.in, id).(*record.Organisation)
		if ok && !w.ourOwn(o.ID) && !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	parts := func(list []record.Part) {
		for _, p := range list {
			add(p.Who)
		}
	}
	switch r := r.(type) {
	case *record.Mission:
		for _, id := range r.InvitedBy {
			add(id)
		}
		parts(r.Partners)
	case *record.Visit:
		for _, o := range r.Origins {
			add(o.Who)
		}
		parts(r.Delegates)
		parts(r.Partners)
	case *record.Participation:
		add(r.Body)
		if m, ok := figure.Lookup(w.in, r.Membership).(*record.Membership); ok {
			add(m.Body)
		}
		parts(r.Partners)
	case *record.Event:
		parts(r.Partners)
	case *record.Relation:
		add(r.Partner)
	case *record.Agreement:
		for _, p := range r.Parties {
			if !p.Ours {
				add(p.Who)
			}
		}
	case *record.Membership:
		if r.Ours {
			add(r.Body)
		}
	}
	return out
}

// ourOwn tells whether an organisation is the office's body, one of its parts, or a body that it is part of.
func (w *writer) ourOwn(id record.Ref) bool {
	return w.in.Office != nil && w.in.Office.Organisation != "" && figure.OneHouse(w.in, id, w.in.Office.Organisation)
}

// partOfWorld is where in the world a body is: its country where that is ours, else its region.
func (w *writer) partOfWorld(o *record.Organisation) string {
	if o.Place.Country != "" && w.in.Office != nil && o.Place.Country == w.in.Office.Home.Country {
		return w.place(record.Place{Country: o.Place.Country})
	}
	if w.c.Places != nil {
		if c, ok := w.c.Places.Country(o.Place.Country); ok {
			return w.region(c.Region)
		}
	}
	return w.p.T("site.region.none")
}
