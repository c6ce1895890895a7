package typed

import (
	"slices"
	"strings"
	"sync"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
)

// Reader reads what takes words to be understood: units and codes by their labels, places by their names. It does not
// change once made and may be shared.
type Reader struct {
	catalogs *i18n.Catalogs
	places   *place.Gazetteer
	units    map[string]string                         // folded label of any form → code
	codes    func(vocabulary string) map[string]string // folded label → code
	nations  map[string][]string                       // folded name → codes of countries
	divided  func() map[string][]string                // folded name → codes of subdivisions
}

// New makes a Reader. Without a gazetteer it reads no place.
func New(catalogs *i18n.Catalogs, places *place.Gazetteer) *Reader {
	r := &Reader{catalogs: catalogs, places: places, nations: map[string][]string{}}
	all := map[string]map[string]string{}
	for _, v := range record.Vocabularies() {
		all[v] = r.labels(v)
	}
	r.codes = func(vocabulary string) map[string]string { return all[vocabulary] }
	r.units = all["unit"]
	if places != nil {
		for _, c := range places.Countries() {
			for _, name := range []string{c.Code, c.FR, c.EN} {
				r.name(name, c.Code)
			}
		}
		for name, code := range aliases() {
			r.name(name, code)
		}
	}
	r.divided = sync.OnceValue(r.divisions)
	return r
}

func (r *Reader) name(name, code string) {
	if key := place.Fold(name); !slices.Contains(r.nations[key], code) {
		r.nations[key] = append(r.nations[key], code)
	}
}

// labels are the words of a vocabulary in both languages and all plural forms, without case and accents.
func (r *Reader) labels(vocabulary string) map[string]string {
	out := map[string]string{}
	for _, lang := range i18n.Langs() {
		p := r.catalogs.For(lang)
		for _, code := range record.Vocabulary(vocabulary) {
			key := "vocabulary." + vocabulary + "." + code
			for _, n := range []int{1, 2, 1_000_000} {
				if p.Has(key) {
					args := []any{"n", n}
					out[label(p.T(key, args...))] = code
				}
			}
			out[label(code)] = code
		}
	}
	return out
}

// label folds a label: no case, no accents, subscripts plain, and one space for every mark.
func label(s string) string {
	return strings.Join(strings.FieldsFunc(fold(s), func(c rune) bool { return strings.ContainsRune(" '-_./()", c) }), " ")
}
