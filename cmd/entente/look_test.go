package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheReportWearsTheOfficesLook: its own name, service and colours, and none of the program's.
func TestTheReportWearsTheOfficesLook(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, from := filepath.Join(dir, "entente.db"), filepath.Join(dir, "office")
	if err := os.Mkdir(from, 0o700); err != nil {
		t.Fatal(err)
	}
	const yaml = `office: vert
defaults: {visibility: public}
records:
  - kind: office
    key: vert
    code: vert
    main: true
    name: {fr: "Bureau vert", en: "Green office"}
    home: "Québec, CA"
    papers:
      name: {fr: "Ville verte", en: "Green City"}
      unit: {fr: "Direction des relations", en: "Relations branch"}
      accent: "#0a6b3d"
      deep: "#06351f"
      mark: "#b3541e"
`
	if err := os.WriteFile(filepath.Join(from, "office.yaml"), []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "import", from, "--db", db)
	page := must(t, "report", "2024", "--format", "html", "--db", db)
	for _, want := range []string{"--own-accent:#0a6b3d;--own-deep:#06351f;--own-mark:#b3541e;", "Green City", "Relations branch"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
	if data := must(t, "report", "2024", "--format", "json", "--db", db); !strings.Contains(data, `"deep": "#06351f"`) {
		t.Error("the data do not say how the report looks")
	}
}
