package i18n

// Up to this number the house rule writes words in running text, and digits above.
const lastSmall = 9

// Words writes n in words: "vingt et une", "twenty-one".
func (p *Printer) Words(n int64, g Gender) string {
	words := p.grammar.words(magnitude(n), g)
	if n < 0 {
		return p.grammar.minusWord() + " " + words
	}
	return words
}

// SmallWords writes n in words up to nine and in digits above, as running text does.
func (p *Printer) SmallWords(n int64, g Gender) string {
	if n < 0 || n > lastSmall {
		return p.Int(n)
	}
	return p.Words(n, g)
}

// Ordinal writes a rank in digits: "1er", "1re", "2e"; "1st", "2nd".
func (p *Printer) Ordinal(n int64, g Gender) string { return p.grammar.ordinal(n, g) }

// OrdinalWords writes a rank in words up to nine ("première", "second") and as Ordinal does above.
func (p *Printer) OrdinalWords(n int64, g Gender) string {
	if n < 1 || n > lastSmall {
		return p.Ordinal(n, g)
	}
	return p.grammar.ordinalWord(n, g)
}
