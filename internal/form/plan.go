package form

// framework is a strategy: what it is, whose, for when.
func framework() []section {
	return []section{
		{"strategy", []string{"title", "framework_type", "owner", "parent"}},
		{"period", []string{"adopted", "period"}},
		{"content", []string{"summary", "clienteles", "contents", "file"}},
	}
}

// objective is a node of a strategy: where it stands in it, who answers for it, how one knows that it is reached.
func objective() []section {
	return []section{
		{"objective", []string{"title", "framework", "parent", "level", "number", "status"}},
		{"content", []string{"summary", "leads", "clienteles"}},
		{"indicators", []string{"indicators"}},
	}
}
