package i18n

// Lang is a language of the interface, by its ISO 639-1 code.
type Lang string

// The languages of the interface. French is the authoritative one.
const (
	FR Lang = "fr"
	EN Lang = "en"
)

// Pick is the word of the language.
func (l Lang) Pick(fr, en string) string {
	if l == EN {
		return en
	}
	return fr
}

// Langs lists the languages of the interface, the authoritative one first.
func Langs() []Lang { return []Lang{FR, EN} }

// Gender is the gender of the noun that a French number agrees with. English ignores it.
type Gender int

// The genders of French nouns.
const (
	Masculine Gender = iota
	Feminine
)

const (
	nbsp  = "\u00a0" // no-break space
	minus = "\u2212"
)

// grammar is what differs from one language to the other once a message is chosen; french and english have it.
type grammar interface {
	groupMark() string
	decimalMark() string
	money(number, currency string) string
	percent(number string) string

	words(n uint64, g Gender) string
	minusWord() string
	ordinal(n int64, g Gender) string
	ordinalWord(n int64, g Gender) string

	lastSeparator(items int) string

	dates
}

type (
	french  struct{}
	english struct{}
)

func (l Lang) grammar() grammar {
	if l == EN {
		return english{}
	}
	return french{}
}
