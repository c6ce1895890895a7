package record

import "slices"

// Organisation is any body: a partner, a network, a service of ours. All offices share it.
type Organisation struct {
	Meta
	Name      Text     `json:"name" vis:"public" required:"true"`
	Acronym   Text     `json:"acronym,omitzero" vis:"public"`
	Aliases   []string `json:"aliases,omitempty" vis:"public"`
	OrgType   string   `json:"org_type,omitzero" vis:"public" vocab:"organisation_type" mark:"org_type"`
	Parent    Ref      `json:"parent,omitzero" vis:"public" ref:"organisation"`
	Place     Place    `json:"place,omitzero" vis:"public"`
	Milieu    Ref      `json:"milieu,omitzero" vis:"public" ref:"term"`
	OurMilieu bool     `json:"our_milieu,omitzero" vis:"public"` // the milieu is our classification, not the source's
	Domain    Ref      `json:"domain,omitzero" vis:"public" ref:"term"`
	Presence  string   `json:"presence,omitzero" vis:"public" vocab:"presence" mark:"presence"`
	Opened    Date     `json:"opened,omitzero" vis:"public"`
	Closed    Date     `json:"closed,omitzero" vis:"public" mark:"closed"`
	Wikidata  string   `json:"wikidata,omitzero" vis:"public"`
	About     Text     `json:"about,omitzero" vis:"public"`
}

// NameOf adds the names of another record of the same body to the other names.
func (o *Organisation) NameOf(other *Organisation) {
	for _, n := range append([]string{other.Name.FR, other.Name.EN, other.Acronym.FR, other.Acronym.EN}, other.Aliases...) {
		if n != "" && !slices.Contains([]string{o.Name.FR, o.Name.EN, o.Acronym.FR, o.Acronym.EN}, n) && !slices.Contains(o.Aliases, n) {
			o.Aliases = append(o.Aliases, n)
		}
	}
}

// Label is the name.
func (o *Organisation) Label() Text { return o.Name }

// When is the life of the body, when it is known.
func (o *Organisation) When() Date { return o.Opened }

// Type is the sort of body.
func (o *Organisation) Type() string { return o.OrgType }

// State is empty.
func (*Organisation) State() string { return "" }

// Territory is the place that the organisation governs, as the mark by which activities name it: a municipality its city, a
// national government its country. Both are "" of any other body, whose place is but an address.
func (o *Organisation) Territory() (mark, code string) {
	switch o.OrgType {
	case "municipality", "metropolis":
		return "city", o.Place.City
	case "national_government":
		return "country", o.Place.Country
	}
	return "", ""
}

func (o *Organisation) check(c *Checker) {
	c.ordered(namedDate{"opened", o.Opened}, namedDate{"closed", o.Closed})
	if o.Parent != "" && o.Parent == o.ID {
		c.Add("parent", "own_parent")
	}
}
