package registry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/figure"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// Offices of the test: the owner of all records, one that is told nothing, one that records are shared with, one of a
// committee that they are shared with.
const (
	owner = iota
	stranger
	guest
	member
)

// secret is in every text of what is tried; nobody finds the word who may not see the record.
const secret = "zarzuela"

// tried is a record whose visibility is tried, with who sees it besides its office and the operator.
type tried struct {
	name   string
	record record.Record
	sees   []string // stranger, guest, member, public
}

// kinds that are tried: one that is dated and counted, one with bytes, one that others refer to, one with personal fields.
func trials() []tried {
	everybody := []string{"stranger", "guest", "member", "public"}
	states := []struct {
		name      string
		v         record.Visibility
		with      []record.Ref
		withdrawn string
		sees      []string
	}{
		{"private", record.Private, nil, "", nil},
		{"shared with an office", record.Shared, []record.Ref{office(guest)}, "", []string{"guest"}},
		{"shared with a committee", record.Shared, []record.Ref{id(record.KindCommittee, 0)}, "", []string{"member"}},
		{"shared with nobody", record.Shared, nil, "", nil},
		{"public", record.Public, nil, "", everybody},
		{"public and shared", record.Public, []record.Ref{office(guest)}, "", everybody},
		{"withdrawn", record.Public, nil, "2026-01-01T00:00:00.000000Z", nil},
		{"shared and withdrawn", record.Shared, []record.Ref{office(guest)}, "2026-01-01T00:00:00.000000Z", nil},
	}
	var out []tried
	for i, s := range states {
		meta := func(kind record.Kind) record.Meta {
			return record.Meta{ID: id(kind, 100+i), Kind: kind, Office: office(owner), Visibility: s.v, SharedWith: s.with, Withdrawn: s.withdrawn}
		}
		text := record.Text{FR: secret + fmt.Sprintf(" numéro%d", i)}
		data := fmt.Appendf(nil, "%s %d", secret, i)
		for _, r := range []record.Record{
			&record.Mission{Meta: meta(record.KindMission), Activity: record.Activity{Title: text, Dates: "2024-05", Services: []record.Ref{id(record.KindOrganisation, 0)}},
				Stops: []record.Stop{{Place: record.Place{Country: "FR", City: "2988507"}}}},
			&record.Document{Meta: meta(record.KindDocument), Title: text, FileName: "lettre.txt", SHA256: exchange.Checksum(data), Size: int64(len(data))},
			&record.Term{Meta: meta(record.KindTerm), Scheme: "theme", Code: fmt.Sprintf("%s-%d", secret, i), Name: text},
			&record.Person{Meta: meta(record.KindPerson), Name: text.FR, Personal: &record.Personal{Notes: secret}},
		} {
			out = append(out, tried{s.name + " " + string(r.Head().Kind), r, s.sees})
		}
	}
	return out
}

// around are the records that everybody sees: they refer to each of those tried, by each sort of reference.
func around() []record.Record {
	meta := func(kind record.Kind, seed int) record.Meta {
		return record.Meta{ID: id(kind, seed), Kind: kind, Office: office(owner), Visibility: record.Public, Note: record.Text{FR: secret}}
	}
	var out []record.Record
	for seed := owner; seed <= member; seed++ {
		m := meta(record.KindOffice, seed)
		m.Office, m.Note = office(seed), record.Text{}
		out = append(out, &record.Office{Meta: m, Name: record.Text{FR: fmt.Sprintf("Bureau %d", seed)}, Code: fmt.Sprintf("b-%d", seed), Main: seed == owner})
	}
	out = append(out,
		&record.Organisation{Meta: meta(record.KindOrganisation, 0), Name: record.Text{FR: "Organisme"}},
		&record.Committee{Meta: meta(record.KindCommittee, 0), Title: record.Text{FR: "Comité"}, Meetings: []record.Meeting{{On: "2024-02-02", Text: record.Text{FR: secret}}}})
	all := trials()
	visit := &record.Visit{Meta: meta(record.KindVisit, 0), VisitType: record.Courtesy, Activity: record.Activity{Title: record.Text{FR: "Accueil"}, Dates: "2024-06"}}
	post := &record.Post{Meta: meta(record.KindPost, 0), Title: record.Text{FR: "Fonction"}}
	for _, x := range all {
		m := x.record.Head()
		switch m.Kind {
		case record.KindMission:
			out = append(out, &record.Participation{Meta: meta(record.KindParticipation, len(out)), Activity: record.Activity{Title: record.Text{FR: "Assemblée"}, Dates: "2024-07"}, Mission: m.ID})
		case record.KindDocument:
			visit.Documents = append(visit.Documents, m.ID)
			visit.Sources = append(visit.Sources, record.Source{Document: m.ID, Place: record.Text{FR: "p. 3"}})
		case record.KindTerm:
			visit.Themes = append(visit.Themes, m.ID)
		case record.KindPerson:
			visit.Delegates = append(visit.Delegates, record.Part{Who: m.ID, Role: record.RoleDelegate})
			post.Holders = append(post.Holders, record.Holding{Person: m.ID, Period: "2024"})
		}
	}
	return append(out, visit, post)
}

type reader struct {
	name  string
	a     access.Actor
	class string // operator, owner, stranger, guest, member, public
}

func readers() []reader {
	out := []reader{{"operator", access.OperatorActor(), "operator"}, {"public", access.Public(), "public"}, {"nobody", access.Actor{}, "public"},
		{"without an office", access.Actor{Name: "x", Role: access.Officer}, "public"}}
	for seed, class := range []string{"owner", "stranger", "guest", "member"} {
		for _, role := range []access.Role{access.Admin, access.Head, access.Officer, access.Contributor, access.Reader} {
			a := access.Member(string(role), role, office(seed))
			if seed == member {
				a.Committees = []record.Ref{id(record.KindCommittee, 0)}
			}
			out = append(out, reader{string(role) + " of " + class, a, class})
		}
	}
	return out
}

func (r reader) sees(x tried) bool {
	return r.class == "operator" || r.class == "owner" || slices.Contains(x.sees, r.class)
}

// path is a way by which something can be learned. One asks about a record by its id; whole gives all that it gives.
type path struct {
	one   func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error)
	whole func(t *testing.T, w *registrytest.World, a access.Actor) (any, error)
	// of tells what whole must hold of a record that the actor sees: its id unless it says otherwise, "" for nothing.
	of func(a access.Actor, r record.Record) string
}

func never(access.Actor, record.Record) string { return "" }

// nothing are the methods that read no record, and why.
func nothing() []string {
	return slices.Concat(accountNothing(), opsNothing(), workNothing(), sheetNothing(), pressNothing(), []string{
		"Registry.Public",    // gives the reader whose methods stand below
		"Registry.NewID",     // makes an id
		"Registry.Attach",    // gives back the checksum of what was given
		"Registry.Feedback",  // takes the opinion of a reader
		"Registry.Feedbacks", // gives such opinions, by office
		"Public.Generation",  // counts writing transactions
	})
}

func pages(list func(q publish.Query) (publish.Page, error)) (any, error) {
	var out []publish.Page
	for _, q := range []publish.Query{
		{Limit: 3}, {Limit: 3, Newest: true}, {Kind: record.KindMission}, {Kind: record.KindDocument}, {Year: 2024}, {Office: office(owner), Limit: 7},
		{Marks: map[string][]string{"city": {"2988507"}}}, {Marks: map[string][]string{"country": {"FR", "CA"}}, Kind: record.KindMission},
	} {
		for {
			p, err := list(q)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
			if q.After = p.Next; p.Next == "" {
				break
			}
		}
	}
	return out, nil
}

func searches(search func(publish.SearchQuery) (publish.SearchPage, error)) (any, error) {
	var out []publish.SearchPage
	for _, q := range []string{secret, "accueil", "assemblée", "numéro0 OR numéro1", "comité", "bureau"} {
		for _, theme := range []record.Ref{"", id(record.KindTerm, 100)} {
			p, err := search(publish.SearchQuery{Text: q, Lang: "fr", Limit: 100, Theme: theme})
			if err != nil {
				return nil, err
			}
			if theme != "" && len(p.Hits) > 0 { // the id that was asked for says nothing
				p.Themes = slices.DeleteFunc(p.Themes, func(publish.Facet[record.Ref]) bool { return false })
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// known are records that every actor sees and that refer to those tried.
func known() []record.Ref {
	out := []record.Ref{id(record.KindVisit, 0), id(record.KindPost, 0), id(record.KindOrganisation, 0), id(record.KindCommittee, 0)}
	for seed := owner; seed <= member; seed++ {
		out = append(out, office(seed))
	}
	return append(out, record.TermID("theme", "culture"))
}

func inputOf(in figure.Input, ids []record.Ref) any {
	var around []record.Record
	for _, id := range ids {
		if r := in.Neighbour(id); r != nil {
			around = append(around, r)
		}
	}
	return []any{in.Year, in.Office, in.Records, around, figure.Compute(in)}
}

func allIDs() []record.Ref {
	out := known()
	for _, x := range trials() {
		out = append(out, x.record.Head().ID)
	}
	return out
}

func ofKinds(kinds ...record.Kind) func(access.Actor, record.Record) string {
	return func(_ access.Actor, r record.Record) string {
		if slices.Contains(kinds, r.Head().Kind) {
			return string(r.Head().ID)
		}
		return ""
	}
}

// paths are all ways to learn something, by the name of the method.
func paths() map[string]path {
	write := func(f func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) error) path {
		return path{one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
			return nil, f(t, w, a, id)
		}}
	}
	mine := func(a access.Actor, ref record.Ref) *record.Visit { // a new record of the actor's own
		return &record.Visit{Meta: record.Meta{ID: id(record.KindVisit, 500), Kind: record.KindVisit, Office: a.Office, Visibility: record.Private, Documents: []record.Ref{ref}},
			Activity: record.Activity{Title: record.Text{FR: "Essai"}}, VisitType: "none"} // never valid, so never written
	}
	all := map[string]path{}
	maps.Copy(all, accountPaths())
	maps.Copy(all, opsPaths())
	maps.Copy(all, listPaths())
	maps.Copy(all, workPaths())
	maps.Copy(all, sitePaths())
	maps.Copy(all, formPaths())
	maps.Copy(all, paperPaths())
	maps.Copy(all, editorPaths())
	maps.Copy(all, sheetPaths())
	maps.Copy(all, composePaths())
	maps.Copy(all, pressPaths())
	maps.Copy(all, map[string]path{
		"Registry.Get": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
				return w.Get(t.Context(), a, id)
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				var out []registry.Entry
				for _, id := range known() {
					e, err := w.Get(t.Context(), a, id)
					if err != nil {
						return nil, err
					}
					out = append(out, e)
				}
				return out, nil
			},
			of: ofKinds(record.KindDocument, record.KindTerm, record.KindPerson),
		},
		"Registry.List": {whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
			return pages(func(q publish.Query) (publish.Page, error) { return w.List(t.Context(), a, q) })
		}},
		"Registry.Ties": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
				rows, _, err := w.Ties(t.Context(), a, id, "", 10)
				return rows, err
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				return ties(func(id record.Ref, after string) ([]publish.Tie, string, error) {
					return w.Ties(t.Context(), a, id, after, 2)
				})
			},
			of: ofKinds(record.KindMission),
		},
		"Registry.History": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
				return w.History(t.Context(), a, id)
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				var out []registry.Change
				for _, id := range known() {
					h, err := w.History(t.Context(), a, id)
					if err != nil && !errors.Is(err, record.ErrNotFound) {
						return nil, err
					}
					out = append(out, h...)
				}
				return out, nil
			},
			of: never,
		},
		"Registry.File": {one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
			b, err := w.File(t.Context(), a, id)
			return string(b), err
		}},
		"Registry.Export": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				var b bytes.Buffer
				err := w.Export(t.Context(), a, &b, registry.ExportOptions{})
				return b.String(), err
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" {
					return ""
				}
				return string(r.Head().ID)
			},
		},
		"Registry.Year": {
			one: func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) (any, error) {
				return w.Year(t.Context(), a, id, 2024)
			},
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				in, err := w.Year(t.Context(), a, office(owner), 2024)
				if err != nil {
					return nil, err
				}
				return inputOf(in, allIDs()), nil
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" || r.Head().Kind != record.KindMission {
					return ""
				}
				return string(r.Head().ID)
			},
		},
		"Registry.Offices": {whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
			return w.Offices(t.Context(), a)
		}, of: never},
		"Registry.Search": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				return searches(func(q publish.SearchQuery) (publish.SearchPage, error) { return w.Search(t.Context(), a, q) })
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" {
					return ""
				}
				return string(r.Head().ID)
			},
		},
		"Registry.Suggest": {
			whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
				return w.Suggest(t.Context(), a, secret[:5], 500)
			},
			of: func(_ access.Actor, r record.Record) string {
				if r.Head().Withdrawn != "" {
					return ""
				}
				return string(r.Head().ID)
			},
		},
		"Registry.Check": {whole: func(t *testing.T, w *registrytest.World, a access.Actor) (any, error) {
			res, err := w.Check(t.Context(), a)
			if a.Role != access.Operator {
				wants(t, "a check by "+a.Name, err, record.ErrForbidden)
			}
			return res.Findings, nil
		}, of: never},
		// What is refused must not tell either.
		"Registry.Save": write(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) error {
			over := mine(a, office(owner))
			over.ID = id
			_, err := w.Save(t.Context(), a, over, 7, "")
			_, tied := w.Save(t.Context(), a, mine(a, id), 0, "")
			return errors.Join(err, tied)
		}),
		"Registry.Import": write(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) error {
			_, err := w.Import(t.Context(), a, registrytest.Records(mine(a, id)), "", func(int) {})
			var refused *registry.ImportError
			if errors.As(err, &refused) {
				return fmt.Errorf("%w: %+v", err, refused.Refused)
			}
			return err
		}),
		"Registry.Withdraw": write(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) error {
			_, err := w.Withdraw(t.Context(), a, id, 7, "")
			return err
		}),
		"Registry.Restore": write(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) error {
			_, err := w.Restore(t.Context(), a, id, 7, "")
			return err
		}),
		"Registry.Erase": write(func(t *testing.T, w *registrytest.World, a access.Actor, id record.Ref) error {
			if a.Role == access.Operator || a.Office == office(owner) {
				return nil // who may, would
			}
			return w.Erase(t.Context(), a, id)
		}),

		"Public.Offices": {whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
			return w.Public().Offices(t.Context())
		}, of: never},
		"Public.Projection": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				return w.Public().Projection(t.Context(), id.Short())
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				var out []publish.Projection
				for _, id := range known() {
					p, err := w.Public().Projection(t.Context(), id.Short())
					if err != nil {
						return nil, err
					}
					out = append(out, p)
				}
				return out, nil
			},
			of: ofKinds(record.KindDocument, record.KindTerm, record.KindPerson),
		},
		"Public.Projections": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				return w.Public().Projections(t.Context(), []record.Ref{id})
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				return w.Public().Projections(t.Context(), allIDs())
			},
		},
		"Public.Heads": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				return w.Public().Heads(t.Context(), []record.Ref{id})
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				return w.Public().Heads(t.Context(), allIDs())
			},
		},
		"Public.List": {whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
			return pages(func(q publish.Query) (publish.Page, error) { return w.Public().List(t.Context(), q) })
		}},
		"Public.Ties": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				rows, _, err := w.Public().Ties(t.Context(), id, "", 10)
				return rows, err
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				return ties(func(id record.Ref, after string) ([]publish.Tie, string, error) {
					return w.Public().Ties(t.Context(), id, after, 2)
				})
			},
			of: ofKinds(record.KindMission),
		},
		"Public.Year": {
			one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
				return w.Public().Year(t.Context(), id, 2024)
			},
			whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
				in, err := w.Public().Year(t.Context(), office(owner), 2024)
				if err != nil {
					return nil, err
				}
				return inputOf(in, allIDs()), nil
			},
			of: ofKinds(record.KindMission),
		},
		"Public.Years": {one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
			return w.Public().Years(t.Context(), id)
		}},
		"Public.File": {one: func(t *testing.T, w *registrytest.World, _ access.Actor, id record.Ref) (any, error) {
			body, doc, err := w.Public().File(t.Context(), id)
			if err != nil {
				return nil, err
			}
			defer body.Close()
			b, err := io.ReadAll(body)
			return []any{string(b), doc}, err
		}},
		"Public.Search": {whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
			return searches(func(q publish.SearchQuery) (publish.SearchPage, error) { return w.Public().Search(t.Context(), q) })
		}},
		"Public.Suggest": {whole: func(t *testing.T, w *registrytest.World, _ access.Actor) (any, error) {
			return w.Public().Suggest(t.Context(), secret[:5], 500)
		}},
	})
	return all
}

// TestEveryMethodIsTried: whoever adds a way to read says here how it is tried, or why it reads nothing.
func TestEveryMethodIsTried(t *testing.T) {
	t.Parallel()
	ways, exempt := paths(), nothing()
	seen := map[string]bool{}
	for prefix, typ := range map[string]reflect.Type{"Registry.": reflect.TypeFor[*registry.Registry](), "Public.": reflect.TypeFor[*registry.Public]()} {
		for m := range typ.Methods() {
			name := prefix + m.Name
			seen[name] = true
			if _, tried := ways[name]; tried == slices.Contains(exempt, name) {
				t.Errorf("%s must be among the paths of this test, or among what reads nothing", name)
			}
		}
	}
	for name := range ways {
		if !seen[name] {
			t.Errorf("%s is no longer there", name)
		}
	}
}

func accessWorld(t *testing.T, e registrytest.Engine) *registrytest.World {
	t.Helper()
	w := registrytest.Open(t, e)
	var items []exchange.Item
	for i, x := range trials() {
		items = append(items, exchange.Item{Where: x.name, Record: x.record})
		data := fmt.Appendf(nil, "%s %d", secret, i/4)
		items = append(items, exchange.Item{File: &exchange.File{Kind: "file", ID: exchange.Checksum(data), Office: office(owner), Data: data}})
	}
	for _, r := range around() {
		items = append(items, exchange.Item{Where: "around", Record: r})
	}
	w.MustImport(t, registrytest.Of(items))
	return w
}

// TestWhatOneMayNotSeeIsNotThere tries every actor, every record and every path.
func TestWhatOneMayNotSeeIsNotThere(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := accessWorld(t, e)
		ways := paths()
		for _, r := range readers() {
			for name, p := range ways {
				public := strings.HasPrefix(name, "Public.")
				if public && r.name != "public" {
					continue // the same for everybody
				}
				if p.one != nil {
					asOne(t, w, r, name, p)
				}
				if p.whole != nil {
					asWhole(t, w, r, name, p)
				}
			}
		}
		w.MustBeSound(t)
	})
}

// asOne asks for each hidden record by its id, and once of each kind for one that never was: the answers differ by the id alone.
func asOne(t *testing.T, w *registrytest.World, r reader, name string, p path) {
	t.Helper()
	ofNothing := map[record.Kind]string{}
	for _, x := range trials() {
		ref := x.record.Head().ID
		got, err := p.one(t, w, r.a, ref)
		if r.sees(x) {
			seenOne(t, r, name, x, err)
			continue
		}
		kind := x.record.Head().Kind
		if _, asked := ofNothing[kind]; !asked {
			absent := id(kind, 999)
			none, noneErr := p.one(t, w, r.a, absent)
			ofNothing[kind] = answer(t, none, noneErr, absent)
		}
		had, would := answer(t, got, err, ref), ofNothing[kind]
		if had != would {
			t.Errorf("%s, %s, %s:\ngot            %s\nof nothing it is %s", r.name, name, x.name, had, would)
		}
		if strings.Contains(had, secret) {
			t.Errorf("%s, %s, %s: %s", r.name, name, x.name, had)
		}
	}
}

// seenOne: who sees a record gets it.
func seenOne(t *testing.T, r reader, name string, x tried, err error) {
	t.Helper()
	switch name {
	case "Registry.Get", "Registry.Ties", "Public.Projection":
		if err != nil {
			t.Errorf("%s, %s, %s: %v", r.name, name, x.name, err)
		}
	case "Registry.File", "Public.File":
		if x.record.Head().Kind == record.KindDocument && err != nil {
			t.Errorf("%s, %s, %s: %v", r.name, name, x.name, err)
		}
	case "Registry.History":
		if owns := r.class == "owner" || r.class == "operator"; owns != (err == nil) || !owns && !errors.Is(err, record.ErrNotFound) {
			t.Errorf("%s, %s, %s: %v", r.name, name, x.name, err)
		}
	}
}

// answer writes what was answered, with the id that was asked for called ID.
func answer(t *testing.T, got any, err error, ref record.Ref) string {
	t.Helper()
	var known *record.Error
	kind := record.ErrorKind(0)
	if errors.As(err, &known) {
		kind = known.Kind
	}
	out := fmt.Sprintf("%s | %v | kind %d", text(t, got), err, kind)
	return strings.ReplaceAll(strings.ReplaceAll(out, string(ref), "ID"), ref.Short(), "SHORT")
}

func text(t *testing.T, v any) string {
	t.Helper()
	if in, ok := v.(figure.Input); ok {
		v = []any{in.Year, in.Office, in.Records}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// asWhole looks through all that a path gives for what it must not hold, and for what it must.
func asWhole(t *testing.T, w *registrytest.World, r reader, name string, p path) {
	t.Helper()
	got, err := p.whole(t, w, r.a)
	if err != nil {
		t.Errorf("%s, %s: %v", r.name, name, err)
		return
	}
	all := text(t, got)
	any := false
	for _, x := range trials() {
		m := x.record.Head()
		if r.sees(x) {
			any = true
			want := string(m.ID)
			if p.of != nil {
				want = p.of(r.a, x.record)
			}
			if !strings.Contains(all, want) {
				t.Errorf("%s, %s: %s is missing", r.name, name, x.name)
			}
			continue
		}
		for _, trace := range []string{string(m.ID), m.ID.Short()} {
			if strings.Contains(all, trace) {
				t.Errorf("%s, %s: %s can be told from %s", r.name, name, x.name, near(all, trace))
			}
		}
		if d, ok := x.record.(*record.Document); ok && strings.Contains(all, d.SHA256) {
			t.Errorf("%s, %s: the bytes of %s can be told", r.name, name, x.name)
		}
	}
	if !any {
		t.Errorf("%s sees nothing at all", r.name)
	}
	// Private fields are the office's, and so is whom a record is shared with.
	if r.class != "owner" && r.class != "operator" {
		for _, private := range []string{`"note"`, `"shared_with"`, `"meetings"`, `"personal`, "shared_with"} {
			if strings.Contains(all, private) {
				t.Errorf("%s, %s: %s can be told from %s", r.name, name, private, near(all, private))
			}
		}
	}
}

// near is what stands around a trace.
func near(all, trace string) string {
	i := strings.Index(all, trace)
	return all[max(0, i-300):min(len(all), i+100)]
}

// TestCountsTellNothing: whatever is counted for a reader is what that reader sees.
func TestCountsTellNothing(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := accessWorld(t, e)
		for _, r := range readers() {
			want := 0
			for _, x := range trials() {
				if x.record.Head().Kind == record.KindMission && x.record.Head().Withdrawn == "" && r.sees(x) {
					want++
				}
			}
			in, err := w.Year(t.Context(), r.a, office(owner), 2024)
			if err != nil {
				t.Fatal(err)
			}
			counted(t, r.name, in, want)
			if r.class == "public" {
				in, err := w.Public().Year(t.Context(), office(owner), 2024)
				if err != nil {
					t.Fatal(err)
				}
				counted(t, "the public reader", in, want)
			}
			page, err := w.Search(t.Context(), r.a, publish.SearchQuery{Text: secret, Kind: record.KindMission, Limit: 100})
			if err != nil || page.Total != want {
				t.Errorf("%s finds %d missions, want %d: %v", r.name, page.Total, want, err)
			}
			if r.class == "owner" || r.class == "operator" {
				continue
			}
			// The word stands in the private notes of everything else: others find it in none of them.
			page, err = w.Search(t.Context(), r.a, publish.SearchQuery{Text: secret, Limit: 100})
			if err != nil || page.Total != 4*want {
				t.Errorf("%s finds %d records, want %d: %v", r.name, page.Total, 4*want, err)
			}
			if r.class == "public" {
				page, err = w.Public().Search(t.Context(), publish.SearchQuery{Text: secret, Limit: 100})
				if err != nil || page.Total != 4*want {
					t.Errorf("the public reader finds %d records, want %d: %v", page.Total, 4*want, err)
				}
			}
		}
	})
}

func counted(t *testing.T, who string, in figure.Input, missions int) {
	t.Helper()
	for _, f := range figure.Compute(in) {
		if f.Key == figure.MissionsKey && (f.Value == nil || string(*f.Value) != fmt.Sprint(missions)) {
			t.Errorf("%s counts %v missions, want %d", who, f.Value, missions)
		}
		if f.Key == figure.ParticipationsKey && string(*f.Value) != fmt.Sprint(len(trials())/4) {
			t.Errorf("%s counts %s participations", who, *f.Value)
		}
	}
}

// TestRoles holds who may write what.
func TestRoles(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		next := 0
		for _, c := range []struct {
			role                            access.Role
			private, public, withdraw, back bool
		}{
			{access.Admin, true, true, true, true}, {access.Head, true, true, true, true}, {access.Officer, true, true, true, false},
			{access.Contributor, true, false, false, false}, {access.Reader, false, false, false, false}, {access.Anyone, false, false, false, false},
		} {
			a := access.Member(string(c.role), c.role, office(0))
			try := func(what string, may bool, f func(ctx context.Context) error) {
				t.Helper()
				err := f(t.Context())
				if may && err != nil || !may && !errors.Is(err, record.ErrForbidden) {
					t.Errorf("%s, %s: %v", c.role, what, err)
				}
			}
			save := func(visibility record.Visibility, owner record.Ref) func(context.Context) error {
				return func(ctx context.Context) error {
					next++
					m := mission(next, visibility)
					m.Office = owner
					_, err := w.Save(ctx, a, m, 0, "")
					return err
				}
			}
			try("write", c.private, save(record.Private, office(0)))
			try("publish", c.public, save(record.Public, office(0)))
			try("write for another office", false, save(record.Private, office(1)))
			next++
			public := mission(next, record.Public)
			w.MustSave(t, public, 0)
			// Making what is public private is a change of what is public.
			hidden := *public
			hidden.Visibility = record.Private
			if !c.public {
				try("hide what is public", false, func(ctx context.Context) error { _, err := w.Save(ctx, a, &hidden, 1, ""); return err })
			}
			away := *public
			away.Office = office(1)
			try("give away", false, func(ctx context.Context) error { _, err := w.Save(ctx, a, &away, 1, ""); return err })
			try("withdraw", c.withdraw, func(ctx context.Context) error { _, err := w.Withdraw(ctx, a, public.ID, 1, ""); return err })
			if !c.withdraw {
				if _, err := w.Withdraw(t.Context(), access.OperatorActor(), public.ID, 1, ""); err != nil {
					t.Fatal(err)
				}
			}
			if c.role != access.Anyone {
				try("restore", c.back, func(ctx context.Context) error { _, err := w.Restore(ctx, a, public.ID, 2, ""); return err })
			}
			try("keep a file", c.private, func(ctx context.Context) error { _, err := w.Attach(ctx, a, []byte("x")); return err })
		}
	})
}
