package form

import (
	"slices"
	"strings"

	"entente/internal/record"
)

// Group is a part of a form under one heading (form.group.<key>).
type Group struct {
	Key      string
	Controls []Control
}

// The headings of the general rule, in reading order.
const (
	groupMain    = "main"
	groupWhen    = "when"
	groupWho     = "who"
	groupTies    = "ties"
	groupTexts   = "texts"
	groupFigures = "figures"
	groupSources = "sources"
	groupNote    = "note"
	groupSight   = "visibility"
)

// section is a group of an arrangement made by hand: its key and the names of its fields.
type section struct {
	key    string
	fields []string
}

// arranged are the kinds that are arranged by hand; what an arrangement does not name goes where the general rule puts it.
func arranged(kind record.Kind) []section {
	switch kind {
	case record.KindOffice:
		return office()
	case record.KindMission:
		return mission()
	case record.KindVisit:
		return visit()
	case record.KindAgreement:
		return agreement()
	case record.KindRelation:
		return relation()
	case record.KindFramework:
		return framework()
	case record.KindObjective:
		return objective()
	}
	return nil
}

// Groups arranges the form of a kind.
func Groups(kind record.Kind) []Group {
	rest := Controls(kind)
	var out []Group
	for _, s := range arranged(kind) {
		g := Group{Key: s.key}
		for _, name := range s.fields {
			if i := slices.IndexFunc(rest, func(c Control) bool { return c.Path == name }); i >= 0 {
				g.Controls = append(g.Controls, rest[i])
				rest = slices.Delete(rest, i, i+1)
			}
		}
		out = append(out, g)
	}
	for _, key := range []string{groupMain, groupWhen, groupWho, groupTies, groupTexts, groupFigures, groupSources, groupNote, groupSight} {
		for _, c := range rest {
			if general(&c) == key {
				out = put(out, key, c)
			}
		}
	}
	return out
}

func put(groups []Group, key string, c Control) []Group {
	i := slices.IndexFunc(groups, func(g Group) bool { return g.Key == key })
	if i < 0 {
		return append(groups, Group{Key: key, Controls: []Control{c}})
	}
	groups[i].Controls = append(groups[i].Controls, c)
	return groups
}

// general is the heading under which a field goes by its type.
func general(c *Control) string {
	switch c.Path {
	case "sources", "documents", "file", "report", "proof", "evidence", "cites", "language", "file_name":
		return groupSources
	case "note", "external", "legal_basis", "retention":
		return groupNote
	case "visibility", "shared_with":
		return groupSight
	case "title", "name", "statement", "line", "personal", "theme":
		return groupMain
	case "period", "year", "dates", "stops", "programme", "meetings", "steps", "actions":
		return groupWhen
	}
	switch c.Sort {
	case Words, Line, Choice, YesNo, Number, Figure, Term:
		return groupMain
	case Moment, Spot:
		return groupWhen
	case Prose:
		return groupTexts
	case Measure, Money:
		return groupFigures
	case Link:
		return linked(c)
	}
	return parts(c)
}

// linked tells people and bodies from what else a record is tied to.
func linked(c *Control) string {
	for _, k := range c.Field.Refs {
		switch k {
		case record.KindOrganisation, record.KindPost, record.KindPerson, record.KindOffice:
			return groupWho
		}
	}
	return groupTies
}

// parts puts a list of parts where most of what is in it would go.
func parts(c *Control) string {
	var keys []string
	for i := range c.Inside {
		in := &c.Inside[i]
		keys = append(keys, general(in))
		if in.Sort == Link && i == 0 {
			return linked(in)
		}
	}
	switch {
	case slices.Contains(keys, groupFigures):
		return groupFigures
	case strings.HasSuffix(c.Path, "s") && slices.Contains(keys, groupWhen):
		return groupWhen
	}
	return groupTexts
}

// Begun are the lists of a kind that a new form begins with an empty row of: what every such record has.
func Begun(kind record.Kind) []string {
	switch kind {
	case record.KindMission:
		return []string{"stops", "delegation"}
	case record.KindVisit:
		return []string{"origins", "delegates"}
	case record.KindAgreement:
		return []string{"parties"}
	}
	return nil
}
