package registry_test

import (
	"testing"

	"entente/internal/access"
	"entente/internal/registry/registrytest"
)

func TestSampleIsSoundOnBothEngines(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.LoadSample(t)
		res, err := w.Check(t.Context(), access.OperatorActor())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range res.Findings {
			t.Errorf("%s %s: %s: %s", f.Kind, f.Record, f.What, f.Detail)
		}
		if res.Records < 200 {
			t.Errorf("only %d records", res.Records)
		}
	})
}
