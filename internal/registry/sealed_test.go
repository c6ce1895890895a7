package registry_test

import (
	"strings"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// node opens the use cases on the same database with other keys.
func (c crew) node(t *testing.T, lines ...string) *registry.Registry {
	t.Helper()
	var keys credential.Keys
	if len(lines) > 0 {
		var err error
		if keys, err = credential.ReadKeys(strings.Join(lines, "\n")); err != nil {
			t.Fatal(err)
		}
	}
	g, err := registry.New(t.Context(), registry.Config{DB: c.DB, Places: c.Places, Now: c.Clock.Now, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestSecretsOfSecondFactorsAreSealed follows the secret of one from a node without a key to one whose key is lost.
func TestSecretsOfSecondFactorsAreSealed(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		me := w.other.Actor()
		kept := func() string { t.Helper(); return w.Text(t, `SELECT factor FROM account WHERE factor <> ''`) }
		seal := func(g *registry.Registry, done, lost int) {
			t.Helper()
			if d, l, err := g.SealFactors(t.Context(), access.OperatorActor()); err != nil || d != done || l != lost {
				t.Errorf("%d sealed, %d lost, want %d and %d (%v)", d, l, done, lost, err)
			}
		}
		bare := w.node(t) // as the program before kept it
		secret, err := bare.BeginFactor(t.Context(), me)
		if err != nil || kept() != secret {
			t.Fatalf("kept %q (%v)", kept(), err)
		}
		enter := func(g *registry.Registry, code string) error {
			t.Helper()
			if code == "" {
				w.Clock.Forward(30 * time.Second)
				var err error
				if code, err = credential.Code(secret, w.Clock.Now()); err != nil {
					t.Fatal(err)
				}
			}
			_, err := g.SignIn(t.Context(), "direction@example.org", password, code, here())
			return err
		}
		code, err := credential.Code(secret, w.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		recoveries, err := w.ConfirmFactor(t.Context(), me, code, here()) // a node with a key reads what is not sealed
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = w.SealFactors(t.Context(), w.admin.Actor())
		wants(t, "an administrator seals", err, record.ErrForbidden)
		seal(bare, 0, 0)
		seal(w.Registry, 1, 0)
		seal(w.Registry, 0, 0)
		if s := kept(); strings.Contains(s, secret) || !strings.HasPrefix(s, "sealed:") {
			t.Errorf("kept %q", s)
		}
		if err := enter(w.Registry, ""); err != nil {
			t.Errorf("with the key: %v", err)
		}

		other, err := credential.NewKey(strings.NewReader("another key of thirty-two bytes!"))
		if err != nil {
			t.Fatal(err)
		}
		for name, g := range map[string]*registry.Registry{"without a key": bare, "with another key": w.node(t, other)} {
			seal(g, 0, 1)
			if err := enter(g, ""); codes(err) != "code:factor_sealed" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := enter(bare, recoveries[0]); err != nil {
			t.Errorf("a recovery code without the key: %v", err)
		}

		both := w.node(t, other, registrytest.Key)
		if err := enter(both, ""); err != nil {
			t.Errorf("with the key as an older one: %v", err)
		}
		seal(both, 1, 0)
		seal(w.Registry, 0, 1)
		w.Exec(t, `UPDATE account SET factor = $1, factor_at = 'x' WHERE name = 'Voisine'`, kept())
		if d, l, err := both.SealFactors(t.Context(), access.OperatorActor()); err != nil || d != 0 || l != 1 {
			t.Errorf("the secret of another account opens: %d, %d, %v", d, l, err)
		}

		if err := w.DropFactor(t.Context(), w.admin.Actor(), w.other.ID); err != nil {
			t.Fatal(err)
		}
		if err := enter(w.Registry, " "); err != nil {
			t.Errorf("after the factor was taken off: %v", err)
		}
		if fresh, err := w.BeginFactor(t.Context(), me); err != nil || fresh == secret {
			t.Errorf("begun again: %v", err)
		}
		if again, err := both.BeginFactor(t.Context(), me); err != nil || again == "" {
			t.Errorf("on another node: %v", err)
		}
	})
}
