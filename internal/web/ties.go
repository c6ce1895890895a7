package web

import (
	"net/url"
	"slices"

	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/tell"
)

const (
	tiesRead  = 200 // of the latest, from which those shown are taken
	tiesShown = 8   // of each kind
)

// tieGroup is the records of one kind that refer to the one of the page.
type tieGroup struct {
	kind  record.Kind
	label string
	count string // in words: "12", "10 000 et plus"
	rows  []tieRow
	all   string // address of the whole list, "" when all are shown
}

type tieRow struct {
	title tell.Words
	when  string
	as    string // the field by which it refers
}

// kindsInOrder are the kinds in the order of the menu, in which people look for them.
func kindsInOrder() []record.Kind {
	return []record.Kind{
		record.KindRelation, record.KindAgreement, record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent, record.KindOutcome,
		record.KindProspect, record.KindDossier, record.KindCommittee, record.KindMembership, record.KindSeries, record.KindCollaboration, record.KindStory,
		record.KindFramework, record.KindObjective, record.KindPublication, record.KindOffset, record.KindDocument, record.KindReference, record.KindFinding,
		record.KindOrganisation, record.KindPost, record.KindPerson, record.KindTerm, record.KindPage, record.KindReport, record.KindOffice,
	}
}

// tiesOf reads what is tied to the record: how many of each kind, and the latest.
func (a *app) tiesOf(q *request, d *recordData) ([]publish.Tie, error) {
	counts, capped, err := a.Registry.TieCounts(q.Context(), q.actor, d.meta.ID)
	if err != nil {
		return nil, err
	}
	ties, _, err := a.Registry.Ties(q.Context(), q.actor, d.meta.ID, "", tiesRead)
	if err != nil {
		return nil, err
	}
	d.tiesCapped = capped
	sp := a.speaker(q)
	for _, k := range kindsInOrder() {
		if counts[k] == 0 {
			continue
		}
		g := tieGroup{kind: k, label: i18n.Capital(q.p.T("kind." + string(k) + ".other")), count: q.p.Int(int64(counts[k]))}
		if capped {
			g.count = q.p.T("page.ties.more_than", "n", q.p.Int(int64(counts[k])))
		}
		var fields []string
		seen := map[record.Ref]int{}
		for _, t := range ties {
			if t.Kind != k {
				continue
			}
			if !slices.Contains(fields, t.Field) {
				fields = append(fields, t.Field)
			}
			as := sp.Label(k, t.Field)
			if i, ok := seen[t.ID]; ok {
				if i < len(g.rows) {
					g.rows[i].as += ", " + as
				}
				continue
			}
			seen[t.ID] = len(seen)
			if len(g.rows) < tiesShown {
				g.rows = append(g.rows, tieRow{title: linked(q, t.Head), when: sp.When(t.Dates), as: as})
			}
		}
		if len(g.rows) < counts[k] || capped {
			g.all = listOf(q, k, d.meta.ID, fields)
		}
		d.ties = append(d.ties, g)
	}
	return ties, nil
}

// listOf is the address of the list of the records of a kind that refer to one.
func listOf(q *request, k record.Kind, id record.Ref, fields []string) string {
	v := url.Values{}
	for _, f := range fields {
		v.Set(listing.ValueName(f), string(id))
	}
	if len(fields) > 1 {
		v.Set(listing.Match, "any")
	}
	if len(v) == 0 {
		return listPath(q.lang, k)
	}
	return listPath(q.lang, k) + "?" + v.Encode()
}
