package form

// mission follows the work: what is planned and where, who goes, why, what lets it be made, what it cost, and what came of it.
func mission() []section {
	return []section{
		{"journey", []string{"title", "status", "dates", "stops"}},
		{"travellers", []string{"lead", "delegation"}},
		{"purpose", []string{"purpose", "summary", "expected", "invited_by", "events", "themes", "pillars", "objectives", "carries_out", "parkes"}},
		{"partners", []string{"partners", "services", "funding"}},
		{"approvals", []string{"approvals"}},
		{"costs", []string{"costs"}},
		{"transport", []string{"legs"}},
		{"after", []string{"learning", "report"}},
	}
}
