package form

// office is what a bureau is, what its site shows, how its documents look, and the rules that it works under.
func office() []section {
	return []section{
		{"office", []string{"name", "acronym", "code", "organisation", "profile", "home", "zone", "main"}},
		{"site", []string{"site_name", "site_lead", "theme", "logo"}},
		{"papers", []string{"papers"}},
		{"rules", []string{"rules"}},
	}
}
