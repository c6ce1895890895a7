package registry_test

import (
	"reflect"
	"testing"

	"entente/internal/access"
	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/record/recordtest"
	"entente/internal/registry/registrytest"
)

// An officer is shown records without what they may not see. Saved as they were shown, or with another note, the records lose
// nothing of it, and nothing that the officer reads afterwards tells that something was there.
func TestSavingWhatOneWasShownLosesNothingHidden(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		world := recordtest.World(0)
		for _, r := range world {
			m := r.Head()
			m.Withdrawn = ""
			if m.Office == office(1) && m.Kind != record.KindOffice {
				m.Visibility, m.SharedWith = record.Private, nil
			}
		}
		var items []exchange.Item
		for _, r := range world {
			if o, ok := r.(*record.Office); ok {
				o.Main = o.ID == office(0)
			}
			items = append(items, exchange.Item{Where: "test", Record: r})
		}
		for seed := range 2 {
			data := recordtest.Bytes(seed)
			items = append(items, exchange.Item{Where: "test", File: &exchange.File{Kind: "file", ID: exchange.Checksum(data), Office: office(seed), Data: data}})
		}
		w.MustImport(t, registrytest.Of(items))
		officer, hidden := access.Member("officer", access.Admin, office(0)), 0
		for _, r := range world {
			m := r.Head()
			if m.Office != office(0) {
				continue
			}
			shown, err := w.Get(t.Context(), officer, m.ID)
			if err != nil {
				t.Fatal(err)
			}
			whole, err := w.Get(t.Context(), access.OperatorActor(), m.ID)
			if err != nil {
				t.Fatal(err)
			}
			hidden += len(record.Links(whole.Record)) - len(record.Links(shown.Record))
			if v, err := w.Save(t.Context(), officer, shown.Record, shown.Version, "test"); err != nil || v != shown.Version {
				t.Errorf("%s saved as it was shown: version %d, %v, want %d", m.Kind, v, err, shown.Version)
				continue
			}
			if p, ok := shown.Record.(*record.Publication); ok && p.Sealed {
				continue
			}
			shown.Record.Head().Note = record.Text{FR: "une autre note"}
			v, err := w.Save(t.Context(), officer, shown.Record, shown.Version, "test")
			if err != nil {
				t.Errorf("%s saved with another note: %v", m.Kind, err)
				continue
			}
			after, err := w.Get(t.Context(), access.OperatorActor(), m.ID)
			if err != nil {
				t.Fatal(err)
			}
			whole.Record.Head().Note = record.Text{FR: "une autre note"}
			if !reflect.DeepEqual(after.Record, whole.Record) {
				t.Errorf("%s saved with another note is\n%+v, want\n%+v", m.Kind, after.Record, whole.Record)
			}
			again, err := w.Get(t.Context(), officer, m.ID)
			if err != nil || again.Version != v || !reflect.DeepEqual(again.Record, shown.Record) {
				t.Errorf("%s: the officer now reads %+v, %v, want %+v", m.Kind, again.Record, err, shown.Record)
			}
		}
		if hidden == 0 {
			t.Error("nothing was hidden: the test tries nothing")
		}
		w.MustBeSound(t)
	})
}
