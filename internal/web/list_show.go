package web

import (
	"slices"
	"strings"

	"entente/internal/i18n"
	"entente/internal/listing"
	"entente/internal/record"
)

// mostLines is how many values a cell shows before it says that there are more.
const mostLines = 3

// addName is the name of a column that is to be added to those shown.
const addName = "add"

// export is the address of the list as a file.
func (d listPage) export(lang i18n.Lang, format, separator string) string {
	v := d.values()
	if separator != "" {
		v.Set("separator", separator)
	}
	return address(listPath(lang, d.kind)+"/export."+format, v)
}

func (d listPage) narrowed() bool { return d.query.Narrowed() }

// pairs are what the address asks, the columns written out, as the hidden fields of a form.
func (d listPage) pairs() [][2]string {
	v := d.values()
	keys := make([]string, 0, len(d.columns))
	for _, c := range d.columns[1:] {
		keys = append(keys, c.key)
	}
	v.Set(colsName, strings.Join(keys, ","))
	var out [][2]string
	for name, values := range v {
		for _, s := range values {
			out = append(out, [2]string{name, s})
		}
	}
	slices.SortFunc(out, func(a, b [2]string) int { return strings.Compare(a[0]+"\x00"+a[1], b[0]+"\x00"+b[1]) })
	return out
}

// usual is the list with the columns that nobody chose.
func (d listPage) usual(lang i18n.Lang) string {
	d.cols = ""
	return d.href(lang, "")
}

// stateTag is the look of a state: done, past, or on its way. The words say it; the colour only helps.
func stateTag(code string) string {
	switch code {
	case "done", "reported", "in_force", "active", "won", "realised", "signed", "settled":
		return "tag-good"
	case "closed", "cancelled", "ended", "lost", "dormant":
		return "tag-past"
	case "submitted", "to_review", "negotiation", "bid":
		return "tag-warn"
	}
	return ""
}

// meant says which records a bulk edit is about.
func (b bulkPage) meant(v view) string {
	if len(b.ids) > 0 {
		return v.T("lists.bulk.of_chosen", "n", len(b.ids), "what", v.T("kind."+string(b.kind), "n", len(b.ids)))
	}
	return v.T("lists.bulk.of_all", "count", countWords(v.p, b.kind, b.count))
}

// ops are what can be done to the field.
func (b bulkPage) ops(v view) []filterOption {
	all := []string{bulkSet, bulkClear}
	if b.field.field.Many {
		all = []string{bulkAdd, bulkRemove, bulkSet, bulkClear}
	}
	if b.field.field.Required || b.field.key == listing.Visibility {
		all = slices.DeleteFunc(all, func(s string) bool { return s == bulkClear || s == bulkRemove })
	}
	out := make([]filterOption, len(all))
	for i, op := range all {
		out[i] = filterOption{value: op, label: v.T("lists.bulk.op." + op), checked: op == b.op || b.op == "" && i == 0}
	}
	return out
}

// searches tells whether the value is a record to be found by its name.
func (b bulkPage) searches() bool {
	f := b.field.field
	return len(f.Refs) > 0 && !slices.Equal(f.Refs, []record.Kind{record.KindTerm})
}

// says words what a bulk edit will do.
func (b bulkPage) says(v view) string {
	return v.T("lists.bulk.says."+b.op, "field", b.field.title, "value", b.value)
}
