package publish

import (
	"strconv"

	"entente/internal/record"
)

// token is what stands in the place of a token: a number with its noun, opening its evidence.
func (w *writer) token(t record.Token) Span {
	switch t.Name {
	case record.TokenYear:
		return Span{Text: strconv.Itoa(w.in.Year)}
	case record.TokenOffice:
		if w.in.Office == nil {
			return Span{}
		}
		return Span{Text: OfficeName(w.in.Office, w.lang())}
	}
	f, ok := w.figures[t.Name]
	if !ok {
		return Span{Text: t.String()}
	}
	declared := len(f.Declared) > 0
	switch {
	case t.Form == "declared" && declared:
		return open(f.Key, w.declaredPhrase(f.Key, f.Declared[0].Value))
	case t.Form == "number" && f.Value != nil:
		return open(f.Key, w.amount(f.Key, *f.Value))
	case t.Form == "number" && declared:
		return open(f.Key, w.said(f.Key, f.Declared[0].Value))
	case t.Form != "declared" && f.Value != nil:
		return open(f.Key, w.phrase(f.Key, *f.Value))
	case t.Form == "" && declared:
		return open(f.Key, w.declaredPhrase(f.Key, f.Declared[0].Value))
	}
	return open(f.Key, w.p.T("compose.untold", "label", w.p.T("figure."+f.Key+".label")))
}
