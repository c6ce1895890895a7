package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

func (a *app) listRoutes() []route {
	return []route{
		get("/records/{kind}", "list", a.list),
		get("/records/{kind}/export.csv", "list.csv", a.exportList),
		get("/records/{kind}/export.xlsx", "list.xlsx", a.exportList),
		get("/records/{kind}/export.json", "list.json", a.exportList),
		get("/records/{kind}/export.ics", "list.ics", a.exportCalendar),
		get("/records/{kind}/calendar", "list.calendar", a.listCalendar),
		get("/records/{kind}/map", "list.map", a.listMap),
		post("/records/{kind}/views", "list.save", a.saveView),
		post("/views/{kind}/{id}/drop", "list.drop", a.dropView),
		post("/records/{kind}/bulk", "list.bulk", a.bulk),
		post("/records/{kind}/bulk/preview", "list.bulk.preview", a.bulkPreview),
		post("/records/{kind}/bulk/apply", "list.bulk.apply", a.bulkApply),
		get("/calendar", "calendar", a.calendar),
		get("/map", "map", a.worldMap),
	}
}

// asked is a list as its address asks for it.
type asked struct {
	kind    record.Kind
	query   listing.Query
	columns []listColumn
	cols    string // as the address has them; "" for the usual ones
}

const colsName = "cols"

// ask reads what a request wants of the records of a kind.
func (a *app) ask(q *request) (asked, error) {
	kind := record.Kind(q.PathValue("kind"))
	if _, ok := record.DefinitionOf(kind); !ok {
		return asked{}, missing("kind", string(kind))
	}
	return askedOf(kind, q.URL.Query(), q.lang), nil
}

func askedOf(kind record.Kind, v url.Values, lang i18n.Lang) asked {
	out := asked{kind: kind, query: listing.Read(typedDates(v, kind), kind), cols: v.Get(colsName)}
	if add := v.Get(addName); add != "" {
		out.cols += "," + add
	}
	out.query.Lang = string(lang)
	if out.query.Sort == "" && v.Get(listing.Direction) == "" {
		out.query.Sort, out.query.Down = usualOrder(kind)
	}
	out.columns = chosenColumns(kind, out.cols)
	return out
}

// usualOrder is that of a kind when nobody asks for another: what happens, newest first; what is, by name.
func usualOrder(kind record.Kind) (listing.Sort, bool) {
	switch kind {
	case record.KindOrganisation, record.KindPerson, record.KindPost, record.KindMembership, record.KindTerm, record.KindCommittee, record.KindSeries,
		record.KindObjective, record.KindFramework, record.KindReference, record.KindOffice, record.KindPage:
		return listing.ByTitle, false
	}
	return listing.ByDate, true
}

// values writes what is asked as an address does.
func (l asked) values() url.Values {
	v := l.query.Values()
	if sort, down := usualOrder(l.kind); l.query.Order() == sort && l.query.Down == down {
		v.Del(listing.SortBy)
		v.Del(listing.Direction)
	} else if !l.query.Down {
		v.Set(listing.Direction, "up")
	}
	if l.cols != "" {
		v.Set(colsName, l.cols)
	}
	return v
}

// href is the address of a list, or of another view of it.
func (l asked) href(lang i18n.Lang, below string) string {
	return address(listPath(lang, l.kind)+below, l.values())
}

func address(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// listPage is what the template of a list is given.
type listPage struct {
	asked

	heads      []listHead
	rows       []listRow
	count      string // "8 missions"
	total      listing.Count
	next, prev string
	filters    []listFilter
	chips      []chip
	views      []savedView
	chooser    []listChoice
	others     []listChoice // columns that are not shown
	mayWrite   bool
	mayShare   bool
	dated      bool
	placed     bool
}

type listHead struct {
	col    listColumn
	title  string
	href   string // sorts; "" where nothing does
	sorted string // "ascending", "descending", ""
}

type listRow struct {
	id        record.Ref
	name      string
	cells     []listCell
	mine      bool // the reader may change it
	withdrawn bool
	private   bool
}

// listChoice is a column in the chooser.
type listChoice struct {
	key, title          string
	earlier, later, off string // addresses
}

type chip struct{ title, text, off string }

type savedView struct {
	registry.SavedView

	href    string
	current bool
	may     bool // be removed
}

func (a *app) list(q *request) (serve.Answer, error) {
	l, err := a.ask(q)
	if err != nil {
		return serve.Answer{}, err
	}
	data, err := a.listPage(q, l)
	if err != nil {
		return serve.Answer{}, err
	}
	title := i18n.Capital(q.p.T("kind." + string(l.kind) + ".other"))
	return a.html(q, meta{title: title, entry: string(l.kind), plain: true}, func(v view) templ.Component { return listBody(v, data) })
}

func (a *app) listPage(q *request, l asked) (listPage, error) {
	data := listPage{asked: l, mayWrite: access.Can(q.actor, access.Write, &record.Meta{Office: q.actor.Office, Visibility: record.Private})}
	data.mayShare = data.mayWrite
	found, err := a.Registry.Records(q.Context(), q.actor, l.query)
	if err != nil {
		return data, err
	}
	t := a.teller(q, found.Heads)
	for _, e := range found.Entries {
		m := e.Record.Head()
		cells := t.cells(e, l.columns)
		data.rows = append(data.rows, listRow{id: m.ID, name: cells[0].lines[0].text, cells: cells, mine: access.Can(q.actor, access.Write, m), withdrawn: m.Withdrawn != "", private: m.Visibility != record.Public})
	}
	page := func(after, before string) string {
		v := l.values()
		for name, cursor := range map[string]string{listing.After: after, listing.Before: before} {
			if cursor != "" {
				v.Set(name, cursor)
			}
		}
		return address(listPath(q.lang, l.kind), v)
	}
	if found.Next != "" {
		data.next = page(found.Next, "")
	}
	if found.Prev != "" {
		data.prev = page("", found.Prev)
	}
	if err := a.listAround(q, &data); err != nil {
		return data, err
	}
	data.heads = listHeads(q, l)
	data.chooser, data.others = columnChooser(q, l)
	_, data.dated = listing.Find(listing.Date, l.kind)
	data.dated = data.dated && slices.Contains(datedKinds(), l.kind)
	_, data.placed = listing.Find(listing.Country, l.kind)
	return data, a.listViews(q, &data)
}

// listAround adds what stands around the rows: their number, the filters and what is asked of them.
func (a *app) listAround(q *request, data *listPage) error {
	count, err := a.Registry.Count(q.Context(), q.actor, data.query)
	if err != nil {
		return err
	}
	data.total, data.count = count, countWords(q.p, data.kind, count)
	data.filters, data.chips, err = a.listFilters(q, data.asked)
	return err
}

// countWords words a number of records: "8 missions", "10 000 missions et plus".
func countWords(p *i18n.Printer, kind record.Kind, n listing.Count) string {
	what := p.T("kind."+string(kind), "n", n.N)
	switch {
	case n.Unknown:
		return ""
	case n.More:
		return p.T("lists.count.more", "n", n.N, "what", what)
	}
	return p.T("lists.count", "n", n.N, "what", what)
}

func listHeads(q *request, l asked) []listHead {
	out := make([]listHead, len(l.columns))
	for i, c := range l.columns {
		h := listHead{col: c, title: columnTitle(q.p, l.kind, c)}
		if c.sort != "" {
			to := l
			to.query.Sort, to.query.Down, to.query.After, to.query.Before = c.sort, c.sort == listing.ByDate || c.sort == listing.ByUpdated, "", ""
			if l.query.Order() == c.sort {
				to.query.Down = !l.query.Down
				h.sorted = "ascending"
				if l.query.Down {
					h.sorted = "descending"
				}
			}
			h.href = to.href(q.lang, "")
		}
		out[i] = h
	}
	return out
}

// columnChooser gives the columns shown, each with the addresses that move or remove it, and those that can be added.
func columnChooser(q *request, l asked) (shown, others []listChoice) {
	keys := make([]string, 0, len(l.columns))
	for _, c := range l.columns[1:] {
		keys = append(keys, c.key)
	}
	with := func(keys []string) string {
		to := l
		to.cols = strings.Join(keys, ",")
		if to.cols == "" {
			to.cols = colTitle
		}
		return to.href(q.lang, "")
	}
	swapped := func(i, j int) string {
		if j < 0 || j >= len(keys) {
			return ""
		}
		k := slices.Clone(keys)
		k[i], k[j] = k[j], k[i]
		return with(k)
	}
	for i, c := range l.columns[1:] {
		shown = append(shown, listChoice{key: c.key, title: columnTitle(q.p, l.kind, c), earlier: swapped(i, i-1), later: swapped(i, i+1),
			off: with(slices.Delete(slices.Clone(keys), i, i+1))})
	}
	for _, c := range listColumns(l.kind)[1:] {
		if !slices.Contains(keys, c.key) {
			others = append(others, listChoice{key: c.key, title: columnTitle(q.p, l.kind, c)})
		}
	}
	i18n.SortBy(q.p, others, func(c listChoice) string { return c.title })
	return shown, others
}

// mayMake tells whether the reader may make a record of the kind. Offices are made by whoever runs the program.
func (d listPage) mayMake() bool { return d.mayWrite && d.kind != record.KindOffice }
