package web

import (
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/record"
)

// listColumn is one column of a list: a field of the kind, or what every record has.
type listColumn struct {
	key  string // in addresses and JSON: a path, or one of the names below
	path string // of the field; "" for what every record has
	sort listing.Sort
	wide bool
	num  bool // numbers, set at the right
}

// Columns that are no field of a kind.
const (
	colTitle   = "label" // always the first
	colWhen    = "when"
	colState   = "state"
	colPlaces  = "where"
	colUpdated = "updated"
	colBy      = "by"
)

// listColumns are all columns that a list of a kind can show.
func listColumns(kind record.Kind) []listColumn {
	out := []listColumn{{key: colTitle, sort: listing.ByTitle, wide: true}, {key: colWhen, sort: listing.ByDate}, {key: colPlaces}}
	if _, ok := record.StateField(kind); ok {
		out = append(out, listColumn{key: colState, sort: listing.ByState})
	}
	out = append(out, fieldColumns(record.FieldsOf(kind), "", titleField(kind), stateName(kind))...)
	return append(out, listColumn{key: colUpdated, sort: listing.ByUpdated}, listColumn{key: colBy})
}

func stateName(kind record.Kind) string {
	f, _ := record.StateField(kind)
	return f.Name
}

// titleField is the field that the first column shows.
func titleField(kind record.Kind) string {
	for _, name := range []string{"title", "name", "statement", "label"} {
		if slices.ContainsFunc(record.FieldsOf(kind), func(f record.Field) bool { return f.Name == name && f.Required }) {
			return name
		}
	}
	return ""
}

// fieldColumns are those of the fields, and of the parts that fields are made of, down to their single values.
func fieldColumns(fields []record.Field, path string, but ...string) []listColumn {
	var out []listColumn
	for _, f := range fields {
		at := path + f.Name
		switch {
		case f.Vis == "personal" || slices.Contains(but, at) || slices.Contains([]string{"id", "kind", "schema", "withdrawn", "merged_into", "personal_digest"}, at):
		case len(f.Fields) > 0:
			out = append(out, fieldColumns(f.Fields, at+".")...)
		default:
			out = append(out, listColumn{key: at, path: at, num: isNumber(f), wide: isText(f)})
		}
	}
	return out
}

func isNumber(f record.Field) bool {
	return strings.Contains(f.Type.String(), "record.Amount") || strings.HasPrefix(f.Type.String(), "int")
}

func isText(f record.Field) bool { return strings.Contains(f.Type.String(), "record.Text") }

// usualColumns are those that a list of a kind shows when nobody chose others.
func usualColumns(kind record.Kind) []string {
	usual := map[record.Kind]string{
		record.KindMission:       "where when lead state costs.total",
		record.KindVisit:         "origins.who where when visit_type state",
		record.KindParticipation: "where when mode state",
		record.KindEvent:         "where when event_type state",
		record.KindAgreement:     "parties.who class signed state",
		record.KindRelation:      "partner relation_type since tie state",
		record.KindMembership:    "body seat since fee",
		record.KindOrganisation:  "acronym org_type where parent",
		record.KindPerson:        "address updated",
		record.KindPost:          "organisation holders.person elected",
		record.KindOutcome:       "year pillar from state",
		record.KindProspect:      "where expected prospect_type state",
		record.KindCommittee:     "coordinator since updated",
		record.KindDossier:       "since follower state",
		record.KindObjective:     "framework level leads state",
		record.KindFramework:     "framework_type when owner",
		record.KindPublication:   "publication_type publisher period",
		record.KindDocument:      "date publisher media_type",
		record.KindCollaboration: "year internal",
		record.KindOffset:        "period tonnes total supplier",
		record.KindTerm:          "scheme code built_in",
	}
	if s, ok := usual[kind]; ok {
		return strings.Fields(s)
	}
	return []string{colWhen, colUpdated}
}

// chosenColumns reads which columns an address asks for, in its order; the title is always the first.
func chosenColumns(kind record.Kind, asked string) []listColumn {
	keys := strings.FieldsFunc(asked, func(r rune) bool { return r == ',' })
	if asked == "" {
		keys = usualColumns(kind)
	}
	all := listColumns(kind)
	out := []listColumn{all[0]}
	for _, k := range keys {
		i := slices.IndexFunc(all, func(c listColumn) bool { return c.key == k })
		if i > 0 && !slices.ContainsFunc(out, func(c listColumn) bool { return c.key == k }) {
			out = append(out, all[i])
		}
	}
	return out
}

// columnTitle words a column.
func columnTitle(p *i18n.Printer, kind record.Kind, c listColumn) string {
	switch c.key {
	case colTitle:
		if name := titleField(kind); name != "" {
			return fieldTitle(p, kind, name)
		}
		return i18n.Capital(p.T("kind." + string(kind) + ".one"))
	case colWhen:
		return p.T("lists.column.when")
	case colState:
		return fieldTitle(p, kind, stateName(kind))
	case colPlaces:
		return p.T("lists.column.where")
	case colUpdated:
		return p.T("lists.column.updated")
	case colBy:
		return p.T("lists.column.by")
	}
	return fieldTitle(p, kind, c.path)
}

// fieldTitle words the path of a field: the part and what is in it, "Étapes – Lieu".
func fieldTitle(p *i18n.Printer, kind record.Kind, path string) string {
	parts := strings.Split(path, ".")
	words := make([]string, len(parts))
	above := string(kind)
	for i, name := range parts {
		key := above + "." + name
		if !p.Has("field." + key) {
			key = name
		}
		words[i], above = p.T("field."+key), name
	}
	return strings.Join(words, " – ")
}
