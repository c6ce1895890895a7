package registry_test

import (
	"database/sql"
	"testing"

	"entente/internal/access"
	"entente/internal/registry/registrytest"
)

func TestProjectionsOfOlderRulesAreMadeAnew(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		url := e.URL(t)
		w := registrytest.OpenURL(t, url)
		w.LoadSample(t)
		before, err := w.Public().Generation(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		driver := "sqlite"
		if e.Name == "postgres" {
			driver = "pgx"
		}
		raw, err := sql.Open(driver, url)
		if err != nil {
			t.Fatal(err)
		}
		defer raw.Close()
		// As an older program would have left them: made by other rules, with something that may no longer be shown.
		if _, err := raw.ExecContext(t.Context(), `UPDATE published SET redaction = 0, doc = '{"secret":true}'`); err != nil {
			t.Fatal(err)
		}
		again := registrytest.OpenURL(t, url)
		res, err := again.Check(t.Context(), access.OperatorActor())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range res.Findings {
			t.Errorf("%s %s: %s: %s", f.Kind, f.Record, f.What, f.Detail)
		}
		if after, err := again.Public().Generation(t.Context()); err != nil || after == before {
			t.Errorf("pages kept from before would still be shown (generation %d, %v)", after, err)
		}
	})
}
