package archtest

import "strings"

// Rule forbids packages to reach others, whatever the way.
type Rule struct {
	Of    []string // packages of ours, each with those below it
	Never []string // packages of ours, or others by their import path, each with those below it
	// Standard allows nothing but the standard library.
	Standard bool
	// Direct forbids only the import itself: what the packages between reach is
	// their business.
	Direct bool
	Why    string
}

// Rules is the picture of ARCHITECTURE.md: arrows go down only.
func Rules() []Rule {
	const store, registry, sql = "internal/store", "internal/registry", "database/sql"
	edges := []string{"internal/web", "internal/portal", "internal/api", "internal/opendata", "internal/jobs", "internal/backup", "cmd"}
	return []Rule{
		{
			Of: []string{"internal/record"}, Standard: true,
			Why: "the vocabulary must outlive every library and every layer",
		},
		{
			Of: []string{
				"internal/access", "internal/carbon", "internal/chart", "internal/credential", "internal/exchange", "internal/figure", "internal/fonts",
				"internal/extract", "internal/form", "internal/i18n", "internal/identity", "internal/listing", "internal/place", "internal/publish", "internal/raster", "internal/render", "internal/sheet", "internal/tell", "internal/text",
				"internal/typed", "internal/typst",
			},
			Never: append([]string{store, registry, sql, "internal/config"}, edges...),
			Why:   "pure code is given its records, and does not know who shows what it makes",
		},
		{
			Of: []string{"internal/portal", "internal/opendata"}, Never: []string{store, registry, sql},
			Why: "the outside sees published projections through a reader type, and writes nothing",
		},
		{
			Of: []string{"internal/web", "internal/api", "internal/jobs", "internal/press"}, Never: []string{store, sql}, Direct: true,
			Why: "the registry is the only way to the store: it asks who may, and keeps the history",
		},
		{
			Of: []string{store}, Never: append([]string{registry}, edges...),
			Why: "the use cases open the transaction and call the store, never the other way",
		},
		{
			Of: []string{registry}, Never: edges,
			Why: "a use case does not know whether a page, a program or a clock asked for it",
		},
		{
			Of: []string{"internal"}, Never: []string{"cmd"},
			Why: "the program is put together in one place, on top of everything",
		},
	}
}

// testOnly says whether a package serves tests and measurements only, so that
// the program must not carry it: by the name, as in storetest, or by the folder.
func testOnly(path string) bool {
	return strings.HasSuffix(path, "test") || within(path, "e2e") || within(path, "bench")
}

// mayReadEnvironment names the packages that turn the environment into
// configuration; all others are handed what they need.
func mayReadEnvironment(path string) bool {
	return within(path, "cmd") || within(path, "internal/config") || testOnly(path)
}

// longestFile is where a file has more than one idea.
const longestFile = 600
