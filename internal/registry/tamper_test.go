package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// flip changes one character of a text column, on both engines.
const flip = `CASE WHEN %[1]s = '' THEN 'a' ELSE substr(%[1]s, 1, length(%[1]s) - 1) || (CASE substr(%[1]s, length(%[1]s), 1) WHEN 'a' THEN 'b' ELSE 'a' END) END`

// TestEveryColumnIsWatched changes one value in each column of each table beside the program, each in another record, and asks
// check for the record.
func TestEveryColumnIsWatched(t *testing.T) {
	t.Parallel()
	// Columns of which nothing that anybody is shown depends, and words that are found again from the record at any time.
	unwatched := []string{"outbox", "feedback", "generation", "setting", "goose_db_version", "job", "backup", "file.office",
		"file_text.sha256", "file_text.office", "file_text.rules", "file_text.tries", "file_text.state", "file.size", "revision.office", "search.pos", "search.words"}
	unwatched = append(unwatched, accountTables()...)
	unwatched = append(unwatched, "batch", "batch_record", "comment", "visited", "saved_view", "draft",
		"sheet_import", "sheet_piece", "sheet_row", "sheet_choice", "sheet_mapping", "edition", "edition_file") // editions have a test of their own; spreadsheets on their way in: records once they are committed
	keys := map[string]string{
		"record": "id", "document": "id", "revision": "record", "link": "source", "mark": "source", "measure": "source", "personal": "person",
		"file": "sha256", "file_text": "sha256", "published": "record", "published_link": "source", "published_mark": "source", "search": "record", "merged": "record",
	}
	documents := map[string]record.Ref{}
	for seed := range 2 {
		documents[exchange.Checksum(recordtest.Bytes(seed))] = id(record.KindDocument, seed)
	}
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.MustImport(t, worldWithFiles())
		for _, kind := range []record.Kind{record.KindStory, record.KindFinding, record.KindDossier} { // merged into the other of their pair
			gone := world()[indexOf(kind)]
			gone.Head().Withdrawn = "2026-01-01T00:00:00.000000Z"
			w.MustSave(t, gone, 1)
		}
		columns := map[string][]registrytest.Column{}
		for _, c := range w.Columns(t) {
			if slices.Contains(unwatched, c.Table) || slices.Contains(unwatched, c.Table+"."+c.Name) || strings.HasPrefix(c.Table, "search_words") {
				continue
			}
			columns[c.Table] = append(columns[c.Table], c)
		}
		tried := 0
		for table, all := range columns {
			key, ok := keys[table]
			if !ok {
				t.Errorf("the table %s is new: say here how check watches it", table)
				continue
			}
			rows := w.Texts(t, `SELECT DISTINCT `+key+` FROM `+table+` ORDER BY `+key)
			if table != "personal" && table != "file" && table != "file_text" {
				rows = slices.DeleteFunc(rows, func(s string) bool { // built-in terms have fewer rows, persons and documents their own
					return !slices.ContainsFunc(world(), func(r record.Record) bool { return string(r.Head().ID) == s })
				})
			}
			for group := range slices.Chunk(all, len(rows)) {
				var changes []registrytest.Change
				for i, c := range group {
					changes = append(changes, registrytest.Change{Text: `UPDATE ` + table + ` SET ` + c.Name + ` = ` + changed(e, c) + ` WHERE ` + key + ` = $1`, Arg: rows[i]})
				}
				found := w.Tamper(t, table, changes...)
				for i, c := range group {
					named := record.Ref(rows[i])
					if table == "file" || table == "file_text" {
						named = documents[rows[i]]
					}
					if table == "record" && c.Name == "id" {
						named = "" // its rows belong to no record
					}
					if !slices.ContainsFunc(found, func(f registry.Finding) bool { return f.Record == named }) {
						t.Errorf("%s.%s of %s: check says %+v", table, c.Name, named, found)
					}
					tried++
				}
			}
		}
		if tried < 80 {
			t.Errorf("only %d columns were tried", tried)
		}
		w.MustBeSound(t)
	})
}

// changed is another value for a column, in SQL.
func changed(e registrytest.Engine, c registrytest.Column) string {
	switch {
	case c.Table == "document" && c.Name == "data": // SQLite holds that it is JSON
		return `replace(data, '"id"', '"ID"')`
	case c.Sort == "number":
		return c.Name + " + 10"
	case c.Sort == "truth":
		return "NOT " + c.Name
	case c.Sort == "bytes" && e.Name == "sqlite":
		return "CAST(" + c.Name + " || substr(" + c.Name + ", 1, 1) AS BLOB)"
	case c.Sort == "bytes":
		return c.Name + " || substr(" + c.Name + ", 1, 1)"
	}
	if c.Table == "revision" {
		return fmt.Sprintf(flip, c.Name)
	}
	return c.Name + " || 'x'"
}

// TestRowsThatComeAndGo are found as well as those that change.
func TestRowsThatComeAndGo(t *testing.T) {
	t.Parallel()
	event, person, document, series := id(record.KindEvent, 0), id(record.KindPerson, 0), id(record.KindDocument, 0), id(record.KindSeries, 0)
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.MustImport(t, worldWithFiles())
		for note, from := range map[string]int{"deuxième": 1} {
			again := world()[indexOf(record.KindEvent)]
			again.Head().Note.FR = note
			w.MustSave(t, again, from)
		}
		private := world()[indexOf(record.KindSeries)]
		private.Head().Visibility, private.Head().SharedWith = record.Private, nil
		w.MustSave(t, private, 1)
		columns := map[string]string{}
		for _, c := range w.Columns(t) {
			columns[c.Table] = strings.TrimPrefix(columns[c.Table]+", "+c.Name, ", ")
		}
		// another makes a row like one that is there, with one column another.
		another := func(table, column, value, where string) string {
			return "INSERT INTO " + table + "(" + columns[table] + ") SELECT " + strings.Replace(", "+columns[table]+",", ", "+column+",", ", "+value+",", 1)[2:] + " FROM " + table + " WHERE " + where
		}
		trim := func(s string) string { return strings.Replace(s, ", FROM", " FROM", 1) }
		for _, c := range []struct {
			name, table, text string
			arg               any
			named             record.Ref
			what              string
		}{
			{"the last state", "revision", `DELETE FROM revision WHERE version = 2 AND record = $1`, event, event, "head"},
			{"the first state", "revision", `DELETE FROM revision WHERE version = 1 AND record = $1`, event, event, "chain"},
			{"all states", "revision", `DELETE FROM revision WHERE record = $1`, event, event, "chain"},
			{"one state more", "revision", trim(another("revision", "version", "3", "version = 2 AND record = $1")), event, event, "chain"},
			{"the document", "document", `DELETE FROM document WHERE id = $1`, event, event, "rows"},
			{"the record", "record", `DELETE FROM record WHERE id = $1`, event, "", "rows"},
			{"a link", "link", `DELETE FROM link WHERE field = 'series' AND source = $1`, event, event, "links"},
			{"a link more", "link", trim(another("link", "position", "77", "field = 'series' AND source = $1")), event, event, "links"},
			{"a mark", "mark", `DELETE FROM mark WHERE field = 'city' AND source = $1`, event, event, "marks"},
			{"a mark more", "mark", trim(another("mark", "value", "'AQ'", "field = 'country' AND source = $1")), event, event, "marks"},
			{"the measures", "measure", `DELETE FROM measure WHERE source = $1`, event, event, "measures"},
			{"a measure more", "measure", trim(another("measure", "field", "'gifts'", "source = $1 AND key = (SELECT MIN(key) FROM measure m WHERE m.source = measure.source)")), event, event, "measures"},
			{"the projection", "published", `DELETE FROM published WHERE record = $1`, event, event, "projection"},
			{"a projection of what is private", "published", trim(another("published", "record", "'"+string(series)+"'", "record = $1")), event, series, "projection"},
			{"a published link", "published_link", `DELETE FROM published_link WHERE field = 'series' AND source = $1`, event, event, "projection"},
			{"a published link that is private", "published_link", trim(another("published_link", "field", "'shared_with'", "field = 'series' AND source = $1")), event, event, "projection"},
			{"a published mark", "published_mark", `DELETE FROM published_mark WHERE source = $1`, event, event, "projection"},
			{"a published mark more", "published_mark", trim(another("published_mark", "value", "'AQ'", "field = 'country' AND source = $1")), event, event, "projection"},
			{"what is searched", "search", `DELETE FROM search WHERE record = $1`, event, event, "search"},
			{"the personal fields", "personal", `DELETE FROM personal WHERE person = $1`, person, person, "personal"},
			{"personal fields of no person", "personal", trim(another("personal", "person", "'"+string(event)+"'", "person = $1")), person, event, "personal"},
			{"an erasure that erased nothing", "personal", `UPDATE personal SET erased_at = '2026-01-01T00:00:00.000000Z' WHERE person = $1`, person, person, "personal"},
			{"the bytes of a document", "file", `DELETE FROM file WHERE sha256 = $1`, exchange.Checksum(recordtest.Bytes(0)), document, "bytes"},
		} {
			found := w.Tamper(t, c.table, registrytest.Change{Text: c.text, Arg: c.arg})
			if !slices.ContainsFunc(found, func(f registry.Finding) bool { return f.Record == c.named && f.What == c.what }) {
				t.Errorf("%s: check says %+v, want %s of %s", c.name, found, c.what, c.named)
			}
		}
		w.MustBeSound(t)
	})
}

// TestACutHistoryIsToldByTheHeads: whoever removes the last state and all that follows from it leaves a sound database. Only
// the digest of the heads, kept elsewhere, tells.
func TestACutHistoryIsToldByTheHeads(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 1)
		m := mission(0, record.Public)
		w.MustSave(t, m, 0)
		before := heads(t, w)
		m.Summary.FR = "Résumé"
		w.MustSave(t, m, 1)
		after := heads(t, w)
		if before == after || before == "" {
			t.Errorf("the heads say %q, then %q", before, after)
		}
	})
}

func heads(t *testing.T, w *registrytest.World) string {
	t.Helper()
	var out string
	for item, err := range exchange.ReadLines("archive", strings.NewReader(string(w.Archive(t)))) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Heads != nil {
			out = item.Heads.ID
		}
	}
	return out
}
