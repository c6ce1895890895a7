package form

// visit follows the work: who comes and when, from where, what they do here, with whom, and what it cost.
func visit() []section {
	return []section{
		{"welcome", []string{"title", "visit_type", "status", "dates", "place", "event"}},
		{"visitors", []string{"origins", "delegates"}},
		{"programme", []string{"summary", "programme"}},
		{"partners", []string{"partners", "services", "funding"}},
		{"purpose", []string{"themes", "pillars", "objectives", "carries_out", "parkes"}},
		{"costs", []string{"hospitality"}},
	}
}
