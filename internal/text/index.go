package text

// Part is a run of text with its language: "fr", "en", or "" for a name that is the same in both.
type Part struct{ Lang, Text string }

// Lexemes are what an index keeps of some texts.
type Lexemes struct {
	Words []string // in their order, for phrases and beginnings of words; "" where one text ends and the next begins
	Stems []string // each once
}

const (
	// mostWords is how much of one record's text is searchable by phrases and beginnings of words: more than any engine keeps
	// the positions of.
	mostWords = 12000
	// mostStems is how many different words of a long text are searchable.
	mostStems = 20000
)

// Lexemes finds what an index keeps of parts.
func (a *Analyzer) Lexemes(parts []Part) Lexemes {
	var out Lexemes
	seen := map[string]bool{}
	for i, p := range parts {
		if i > 0 && len(out.Words) < mostWords {
			out.Words = append(out.Words, "")
		}
		for _, w := range Words(p.Text) {
			if w.Stop {
				continue
			}
			if len(out.Words) < mostWords {
				out.Words = append(out.Words, w.Fold)
			}
			for _, s := range a.Stems(p.Lang, w.Fold) {
				if !seen[s] && len(out.Stems) < mostStems {
					seen[s] = true
					out.Stems = append(out.Stems, s)
				}
			}
		}
	}
	return out
}
