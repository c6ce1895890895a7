package form

// relation says who is tied to whom, what each calls it, why, and how it stands.
func relation() []section {
	return []section{
		{"tie", []string{"title", "ours", "partner", "relation_type", "their_label", "since"}},
		{"motive", []string{"motive", "sectors"}},
		{"standing", []string{"legal", "tie", "review", "reported_new"}},
	}
}
