package form

// agreement follows a text's life: what it is, between whom, its dates kept apart, what the law asks, what it promises, what
// came later.
func agreement() []section {
	return []section{
		{"text", []string{"title", "class", "number", "status", "our_role", "sectors", "summary"}},
		{"parties", []string{"parties"}},
		{"life", []string{"negotiated", "signed", "announced", "in_force", "ended", "period", "begun", "history"}},
		{"authorisation", []string{"screening", "authorised"}},
		{"commitments", []string{"commitments", "programmes"}},
		{"later", []string{"actions", "under", "reported_new"}},
	}
}
