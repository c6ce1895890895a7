package registry

import (
	"slices"
	"strconv"

	"entente/internal/figure"
	"entente/internal/record"
)

// blockRules holds the figures that a page or a report names against the catalogue: a number that no rule gives is none.
func blockRules(r record.Record) []record.Problem {
	var out []record.Problem
	bad := func(at, code, value string) {
		out = append(out, record.Problem{Field: at, Code: code, Args: map[string]string{"value": value}})
	}
	for i, b := range record.Blocks(r) {
		at := "blocks." + strconv.Itoa(i) + "."
		for j, key := range b.Figures {
			if _, ok := figure.Find(key); !ok {
				bad(at+"figures."+strconv.Itoa(j), "unknown_figure", key)
			}
		}
		for j, t := range b.Text {
			for _, text := range []string{t.FR, t.EN} {
				_, said := record.TokensIn(text)
				for _, token := range said {
					if !knownToken(token) {
						bad(at+"text."+strconv.Itoa(j), "unknown_token", token.String())
					}
				}
			}
		}
	}
	return out
}

func knownToken(t record.Token) bool {
	if t.Name == record.TokenYear || t.Name == record.TokenOffice {
		return t.Form == ""
	}
	_, ok := figure.Find(t.Name)
	return ok && (t.Form == "" || slices.Contains(record.TokenForms(), t.Form))
}
