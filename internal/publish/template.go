package publish

import (
	"slices"

	"entente/internal/i18n"
	"entente/internal/record"
)

// Template is the annual report as we propose it, for an office to change: an introduction, highlights, missions and visits,
// disclosure and carbon, outcomes by pillar, what the office underlines, collaborators by milieu, committees, and as annexes the lists
// and every rule of counting. Its words are of both languages; its figures and lists are those of whatever year it is composed
// for.
func Template(c *i18n.Catalogs, year int) Composition {
	fr, en := c.For(i18n.FR), c.For(i18n.EN)
	say := func(key string, args ...any) record.Text {
		return record.Text{FR: fr.T(key, args...), EN: en.T(key, args...)}
	}
	token := "{" + record.TokenYear + "}"
	return Composition{
		Title: say("report.title", "year", year), Subtitle: say("report.subtitle"), French: fr,
		Blocks: []record.Block{
			{
				ID: "introduction", Level: 1, Heading: say("report.section.introduction"),
				Text: []record.Text{say("report.introduction.what", "year", token), say("report.introduction.open")},
			},
			{ID: "highlights", Sort: record.BlockHighlights, Level: 1, Heading: say("report.section.highlights")},
			{ID: "tiles", Sort: record.BlockTiles},
			{ID: "missions", Level: 1, Heading: say("compose.section.missions"), Text: nil},
			{ID: "map", Sort: record.BlockMap, Text: []record.Text{say("compose.template.map", "year", token)}},
			{ID: "regions", Sort: record.BlockChart, Of: "regions", Text: []record.Text{say("compose.template.regions")}},
			{ID: "years", Sort: record.BlockChart, Of: "years"},
			{ID: "disclosure", Sort: record.BlockDisclosure, Level: 1, Heading: say("report.section.disclosure")},
			{ID: "money", Sort: record.BlockChart, Of: "money", Text: []record.Text{say("compose.template.money")}},
			{
				ID: "outcomes", Sort: record.BlockOutcomes, Level: 1, Heading: say("report.section.outcomes"),
				Text: []record.Text{say("compose.template.outcomes", "year", token)},
			},
			{ID: "spotlight", Sort: record.BlockBox, Level: 1, Heading: say("report.section.spotlight")},
			{ID: "collaborators", Sort: record.BlockCollaborators, Level: 1, Heading: say("report.section.collaborators")},
			{ID: "committees", Sort: record.BlockCommittees, Level: 1, Heading: say("report.section.committees")},
			{ID: "differences", Sort: record.BlockDisagreements, Of: "figures", Level: 1, Heading: say("report.section.differences")},
			{ID: "annexes", Level: 1, Heading: say("report.section.annexes")},
			{ID: "annex-visits", Sort: record.BlockActivities, Of: "visit", Level: 2, Heading: say("report.annex.visits")},
			{ID: "annex-missions", Sort: record.BlockActivities, Of: "mission", Level: 2, Heading: say("report.annex.missions")},
			{ID: "annex-collaborators", Sort: record.BlockCollaborators, Of: "list", Level: 2, Heading: say("report.annex.collaborators")},
			{ID: "annex-figures", Sort: record.BlockRules, Level: 2, Heading: say("report.annex.figures")},
		},
	}
}

// Standing is the report of a year as the site and the command line show it, which nobody wrote: our template, of whatever the
// records of the year hold.
func Standing(c *i18n.Catalogs, year int) Composition {
	out := Template(c, year)
	out.Unattended = true
	out.Blocks = slices.DeleteFunc(out.Blocks, func(b record.Block) bool { return b.ID == "years" }) // which reads five years
	return out
}
