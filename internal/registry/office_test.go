package registry_test

import (
	"errors"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// TestForWhomAnOfficeStands: nobody gets to see what is shared with an organisation by saying that they stand for it.
func TestForWhomAnOfficeStands(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := offices(t, e, 2)
		w.MustSave(t, &record.Organisation{Meta: record.Meta{ID: id(record.KindOrganisation, 0), Kind: record.KindOrganisation, Office: office(0), Visibility: record.Public}, Name: record.Text{FR: "Ministère"}}, 0)
		change := func(a access.Actor, of record.Ref, f func(*record.Office)) error {
			t.Helper()
			got, err := w.Get(t.Context(), access.OperatorActor(), of)
			if err != nil {
				t.Fatal(err)
			}
			o, ok := got.Record.(*record.Office)
			if !ok {
				t.Fatal("no office")
			}
			f(o)
			_, err = w.Save(t.Context(), a, o, got.Version, "")
			if errors.Is(err, record.ErrForbidden) {
				if _, many := w.Apply(t.Context(), a, []registry.Edit{{Record: o, From: got.Version}}, "essai"); many == nil {
					t.Error("what is refused alone is taken among many")
				}
			}
			return err
		}
		admin := func(of record.Ref) access.Actor { return access.Member("a", access.Admin, of) }
		stand := func(o *record.Office) { o.Organisation = id(record.KindOrganisation, 0) }
		wants(t, "an office says for whom it stands", change(admin(office(1)), office(1), stand), record.ErrForbidden)
		wants(t, "an office takes the short addresses", change(admin(office(1)), office(1), func(o *record.Office) { o.Main = !o.Main }), record.ErrForbidden)
		wants(t, "an officer sets up the office", change(access.Member("o", access.Officer, office(1)), office(1), func(o *record.Office) { o.Name.FR = "Autre" }), record.ErrForbidden)
		if err := change(access.OperatorActor(), office(1), stand); err != nil {
			t.Error(err)
		}
		if err := change(admin(office(1)), office(1), func(o *record.Office) { o.Rules.Ceiling = 4000 }); err != nil {
			t.Errorf("the rules: %v", err)
		}
	})
}
