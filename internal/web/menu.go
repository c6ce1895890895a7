package web

import (
	"entente/internal/access"
	"entente/internal/record"
)

// entry is one line of the menu at the side.
type entry struct {
	label, href, icon string
	current           bool
}

// block is a group of entries under a heading.
type block struct {
	title   string
	entries []entry
}

// kindIcon is the picture that stands for a kind wherever it is named.
func kindIcon(k record.Kind) string {
	icons := map[record.Kind]string{
		record.KindOrganisation: "building-bank", record.KindPerson: "address-book", record.KindPost: "user", record.KindMembership: "network",
		record.KindRelation: "heart-handshake", record.KindAgreement: "certificate", record.KindDossier: "folder", record.KindCommittee: "users",
		record.KindMission: "plane-departure", record.KindVisit: "plane-arrival", record.KindParticipation: "speakerphone", record.KindEvent: "presentation",
		record.KindProspect: "rocket", record.KindOutcome: "sparkles", record.KindFramework: "target-arrow", record.KindObjective: "checklist",
		record.KindPublication: "report", record.KindOffset: "leaf", record.KindDocument: "file-text", record.KindStory: "star", record.KindSeries: "refresh",
		record.KindCollaboration: "affiliate", record.KindFinding: "notes", record.KindReference: "school", record.KindPage: "file-text", record.KindReport: "report",
		record.KindTerm: "bookmark", record.KindOffice: "home",
	}
	if name, ok := icons[k]; ok {
		return name
	}
	return "file-text"
}

// menuGroup is kinds of records under the key of their heading.
type menuGroup struct {
	key   string
	kinds []record.Kind
}

// menuKinds are the kinds of records as people group them.
func menuKinds() []menuGroup {
	return []menuGroup{
		{"app.menu.directory", []record.Kind{record.KindOrganisation, record.KindPerson, record.KindPost, record.KindMembership}},
		{"app.menu.ties", []record.Kind{record.KindRelation, record.KindAgreement, record.KindDossier, record.KindCommittee}},
		{"app.menu.actions", []record.Kind{record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent, record.KindSeries, record.KindProspect}},
		{"app.menu.results", []record.Kind{record.KindOutcome, record.KindStory, record.KindCollaboration, record.KindFramework, record.KindObjective, record.KindReport, record.KindPublication, record.KindOffset}},
		{"app.menu.library", []record.Kind{record.KindDocument, record.KindReference, record.KindFinding, record.KindPage}},
	}
}

// menu is what stands at the side: the pages of every day, then the kinds of records as people group them.
func (v view) menu() []block {
	kinds := func(list ...record.Kind) []entry {
		var out []entry
		for _, k := range list {
			out = append(out, entry{label: v.kinds(k), href: v.listOf(k), icon: kindIcon(k), current: v.entry == string(k)})
		}
		return out
	}
	page := func(name, key, icon string) entry {
		return entry{label: v.T(key), href: v.path("/" + name), icon: icon, current: v.entry == name}
	}
	out := []block{
		{"", []entry{page("", "app.menu.home", "layout-dashboard"), page("calendar", "lists.calendar", "calendar"), page("map", "lists.map", "map-2")}},
	}
	for _, g := range menuKinds() {
		out = append(out, block{v.T(g.key), kinds(g.kinds...)})
	}
	var tools []entry
	if v.account.Role != access.Reader {
		tools = append(tools, page("import", "sheet.title", "table-import"))
	}
	tools = append(tools, page("batches", "page.batches.title", "history"))
	if v.account.Role == access.Admin {
		tools = append(tools, page("admin", "app.menu.admin", "settings"), page("health", "ops.health.title", "heartbeat"))
	}
	return append(out, block{v.T("app.menu.tools"), tools})
}

// listOf is where the records of a kind are listed: reports have a page of their own.
func (v view) listOf(k record.Kind) string {
	if k == record.KindReport {
		return v.path("/reports")
	}
	return listPath(v.lang, k)
}
