package portal_test

import (
	"bytes"
	"cmp"
	"context"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"

	"entente/internal/figure"
	"entente/internal/publish"
	"entente/internal/record"
)

// shelf is a Reader over a few records held in memory, by the rules of the real one: only what is public is given.
type shelf struct {
	records []record.Record
	files   map[record.Ref]string
	broken  error
	asked   int               // how often the years were asked for: once for each home page that is made
	said    []publish.Opinion // what readers said
	refuses error             // what the inbox answers

	editions []publish.Edition
	versions map[record.Ref]int // of the records that editions draw on
}

func (s *shelf) Feedback(_ context.Context, o publish.Opinion) error {
	if s.refuses == nil {
		s.said = append(s.said, o)
	}
	return s.refuses
}

func (s *shelf) public() []record.Record {
	return slices.DeleteFunc(slices.Clone(s.records), func(r record.Record) bool { return r.Head().Visibility != record.Public })
}

func (s *shelf) seen(id record.Ref) bool {
	return slices.ContainsFunc(s.public(), func(r record.Record) bool { return r.Head().ID == id })
}

func headOf(r record.Record) publish.Head {
	m, start, label := r.Head(), r.When(), r.Label()
	slug := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		case c == ' ':
			return '-'
		}
		return -1
	}, strings.ToLower(label.FR))
	_, end, _ := start.Parts()
	return publish.Head{
		ID: m.ID, Kind: m.Kind, Type: r.Type(), Office: m.Office, Status: r.State(), Slug: map[string]string{"fr": slug, "en": slug + "-en"},
		Title: label, Starts: start.SortKey(), Ends: string(end), Dates: start, Updated: "2025-03-01T12:00:00.000000Z",
	}
}

func (s *shelf) Offices(context.Context) ([]*record.Office, error) {
	var out []*record.Office
	for _, r := range s.public() {
		if o, ok := r.(*record.Office); ok {
			out = append(out, o)
		}
	}
	return out, s.broken
}

func (s *shelf) Projection(_ context.Context, short string) (publish.Projection, error) {
	for _, r := range s.public() {
		if r.Head().ID.Short() == short {
			c := record.Clone(r)
			record.Redact(c)
			record.Prune(c, s.seen)
			return publish.Projection{Head: headOf(r), Record: c}, nil
		}
	}
	return publish.Projection{}, record.Errorf(record.NotFound, "nothing at %s", short)
}

// Moved follows a record that is not public to the one it went into.
func (s *shelf) Moved(_ context.Context, short string) (publish.Head, error) {
	for _, gone := range s.records {
		for _, r := range s.public() {
			if gone.Head().ID.Short() == short && gone.Head().MergedInto == r.Head().ID {
				return headOf(r), nil
			}
		}
	}
	return publish.Head{}, record.Errorf(record.NotFound, "nothing at %s", short)
}

func (s *shelf) Heads(_ context.Context, ids []record.Ref) (map[record.Ref]publish.Head, error) {
	out := map[record.Ref]publish.Head{}
	for _, r := range s.public() {
		if slices.Contains(ids, r.Head().ID) {
			out[r.Head().ID] = headOf(r)
		}
	}
	return out, nil
}

func (s *shelf) List(_ context.Context, q publish.Query) (publish.Page, error) {
	var all []publish.Head
	for _, r := range s.public() {
		h := headOf(r)
		if (q.Kind == "" || h.Kind == q.Kind) && (q.Type == "" || h.Type == q.Type) && (q.Year == 0 || r.When().Within(q.Year)) && marked(r, q.Marks) {
			all = append(all, h)
		}
	}
	slices.SortFunc(all, func(a, b publish.Head) int { return cmp.Compare(a.ID, b.ID) })
	all = slices.DeleteFunc(all, func(h publish.Head) bool { return string(h.ID) <= q.After })
	limit := cmp.Or(q.Limit, 50)
	if len(all) > limit {
		return publish.Page{Heads: all[:limit], Next: string(all[limit-1].ID)}, nil
	}
	return publish.Page{Heads: all}, nil
}

// marked tells whether a record has one of the values asked for, of each field.
func marked(r record.Record, asked map[string][]string) bool {
	for field, values := range asked {
		found := slices.ContainsFunc(record.Marks(r), func(m record.Mark) bool { return m.Field == field && slices.Contains(values, m.Value) }) ||
			slices.ContainsFunc(record.Places(r), func(p record.PlaceAt) bool {
				return field == "city" && slices.Contains(values, p.Place.City) || field == "country" && slices.Contains(values, p.Place.Country)
			})
		if !found {
			return false
		}
	}
	return true
}

// Search gives the records whose French title holds the text as it was typed.
func (s *shelf) Search(_ context.Context, q publish.SearchQuery) (publish.SearchPage, error) {
	if strings.TrimSpace(q.Text) == "" {
		return publish.SearchPage{Empty: true}, s.broken
	}
	var out publish.SearchPage
	for _, r := range s.public() {
		h := headOf(r)
		before, after, ok := strings.Cut(h.Title.FR, q.Text)
		if !ok || q.Kind != "" && q.Kind != h.Kind {
			continue
		}
		out.Kinds = append(out.Kinds, publish.Facet[record.Kind]{Value: h.Kind, N: 1})
		out.Years = []publish.Facet[int]{{Value: 2024, N: out.Total + 1}, {Value: 2023, N: 1}}
		out.Countries = []publish.Facet[string]{{Value: "CH", N: 1}, {Value: "FR", N: 1}}
		runs := []publish.Run{{Text: before}, {Text: q.Text, Marked: true}, {Text: after}}
		out.Hits = append(out.Hits, publish.Hit{Head: h, Label: publish.Excerpt{Lang: "fr", Runs: runs}, Passage: publish.Excerpt{Lang: "fr", Runs: runs}})
		out.Total++
	}
	if out.Total > 1 {
		out.Hits, out.Next = out.Hits[:1], 1
	}
	if strings.HasPrefix(q.Text, "V") {
		out.Total, out.More = publish.SearchTotal, true
	}
	return out, s.broken
}

func (s *shelf) Suggest(_ context.Context, typed string, limit int) ([]publish.Head, error) {
	var out []publish.Head
	for _, r := range s.public() {
		if h := headOf(r); typed != "" && strings.Contains(h.Title.FR, typed) && len(out) < limit {
			out = append(out, h)
		}
	}
	return out, s.broken
}

func (s *shelf) Latest(_ context.Context, kinds []record.Kind, limit int) ([]publish.Head, error) {
	var out []publish.Head
	for _, r := range s.public() {
		if slices.Contains(kinds, r.Head().Kind) && len(out) < limit {
			out = append(out, headOf(r))
		}
	}
	return out, s.broken
}

func (s *shelf) Ties(_ context.Context, id record.Ref, _ string, limit int) ([]publish.Tie, string, error) {
	var out []publish.Tie
	for _, r := range s.public() {
		for _, l := range record.Links(r) {
			if l.Target == id && l.Public && r.Head().ID != id && l.Field != "office" {
				out = append(out, publish.Tie{Head: headOf(r), Field: l.Field})
			}
		}
	}
	return out[:min(limit, len(out))], "", nil
}

// tiesOf are all ties of one kind, the newest first.
func (s *shelf) tiesOf(id record.Ref, kind record.Kind) []publish.Tie {
	all, _, _ := s.Ties(context.Background(), id, "", len(s.records)*10)
	all = slices.DeleteFunc(all, func(t publish.Tie) bool { return t.Kind != kind })
	slices.SortStableFunc(all, func(a, b publish.Tie) int { return cmp.Compare(b.Starts, a.Starts) })
	return all
}

// TiesOf has cursors that are numbers.
func (s *shelf) TiesOf(_ context.Context, id record.Ref, kind record.Kind, after string, limit int) ([]publish.Tie, string, error) {
	all := s.tiesOf(id, kind)
	from, _ := strconv.Atoi(after)
	all = all[min(from, len(all)):]
	if len(all) > limit {
		return all[:limit], strconv.Itoa(from + limit), nil
	}
	return all, "", nil
}

func (s *shelf) NewestTies(ctx context.Context, id record.Ref, limit int) ([]publish.Tie, map[record.Kind]string, error) {
	var out []publish.Tie
	more := map[record.Kind]string{}
	for _, d := range record.Definitions() {
		ties, next, _ := s.TiesOf(ctx, id, d.Kind, "", limit)
		out = append(out, ties...)
		if next != "" {
			more[d.Kind] = next
		}
	}
	return out, more, nil
}

func (s *shelf) YearWith(_ context.Context, office record.Ref, year int, _ publish.Need) (figure.Input, error) {
	in := figure.Input{Year: year, Records: s.public()}
	in.Neighbour = func(id record.Ref) record.Record {
		for _, r := range s.public() {
			if r.Head().ID == id {
				return r
			}
		}
		return nil
	}
	o, ok := in.Neighbour(office).(*record.Office)
	if !ok {
		return in, record.Errorf(record.NotFound, "no office %s", office)
	}
	in.Office = o
	in.Records = slices.DeleteFunc(in.Records, func(r record.Record) bool { return r.Head().Office != office })
	return in, nil
}

// Generation follows from what is on the shelf.
func (s *shelf) Generation(context.Context) (int64, error) {
	h := fnv.New32a()
	for _, r := range s.records {
		b, err := record.Encode(r)
		if err != nil {
			return 0, err
		}
		_, _ = h.Write(b)
	}
	return int64(h.Sum32()), s.broken
}

func (s *shelf) Years(_ context.Context, office record.Ref) ([]int, error) {
	s.asked++
	var out []int
	for _, r := range s.public() {
		y := r.When().Year()
		if _, ok := r.(*record.Mission); ok && r.Head().Office == office && !slices.Contains(out, y) {
			out = append(out, y)
		}
	}
	slices.SortFunc(out, func(a, b int) int { return b - a })
	return out, nil
}

func (s *shelf) File(_ context.Context, id record.Ref) (io.ReadCloser, *record.Document, error) {
	for _, r := range s.public() {
		if d, ok := r.(*record.Document); ok && d.ID == id {
			return io.NopCloser(bytes.NewBufferString(s.files[id])), d, nil
		}
	}
	return nil, nil, record.Errorf(record.NotFound, "no document %s", id)
}

// Editions are listed without their snapshots.
func (s *shelf) Editions(_ context.Context, office record.Ref, year int) ([]publish.Edition, error) {
	var out []publish.Edition
	for _, e := range s.editions {
		if s.seen(e.Publication) && (office == "" || e.Office == office) && (year == 0 || e.Year == year) {
			e.Snapshot = ""
			out = append(out, e)
		}
	}
	return out, s.broken
}

func (s *shelf) Edition(_ context.Context, id record.Ref) ([]publish.Edition, error) {
	out := slices.DeleteFunc(slices.Clone(s.editions), func(e publish.Edition) bool { return e.Publication != id || !s.seen(id) })
	if len(out) == 0 {
		return nil, record.Errorf(record.NotFound, "no edition of %s", id)
	}
	return out, s.broken
}

func (s *shelf) EditionFile(_ context.Context, f publish.EditionFile) (io.ReadCloser, error) {
	if f.SHA256 == "" {
		return nil, record.Errorf(record.NotFound, "no file of %s", f.Publication)
	}
	return io.NopCloser(bytes.NewBufferString(s.files[record.Ref(f.SHA256)])), s.broken
}

func (s *shelf) Versions(_ context.Context, ids []record.Ref) (map[record.Ref]int, error) {
	out := map[record.Ref]int{}
	for _, id := range ids {
		if s.seen(id) {
			out[id] = s.versions[id]
		}
	}
	return out, s.broken
}
