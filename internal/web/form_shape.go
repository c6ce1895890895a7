package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"entente/internal/form"
	"entente/internal/record"
)

// width sets which controls take the whole line.
func controlWidth(in form.Input) string {
	switch in.Sort {
	case form.Words, form.Prose:
		return "wide"
	case form.Number, form.Figure:
		return "narrow"
	}
	return ""
}

func manyLines(s string) bool { return strings.Contains(s, "\n") || len(s) > 160 }

// rows is how tall a text area is to begin with.
func tallness(s string) string {
	return strconv.Itoa(min(max(2, strings.Count(s, "\n")+1+len(s)/70), 14))
}

func hasOption(options []form.Option, value string) bool {
	return slices.ContainsFunc(options, func(o form.Option) bool { return o.Value == value })
}

func (f *formPage) codesOf(vocabulary string) []form.Option {
	return f.codes(vocabulary, record.Vocabulary(vocabulary))
}

// detailed tells whether more than its value is said of a quantity or an amount.
func detailed(in form.Input) bool {
	for _, s := range []string{".scope", ".as_of", ".of.fr", ".of.en", ".printed.fr", ".printed.en"} {
		if in.Get(s) != "" {
			return true
		}
	}
	return in.Get(".before_tax") == "1" || in.Sort == form.Measure && in.Get(".nature") != ""
}

// nature begins an amount that is not yet typed with the nature that such amounts have, in sight of whoever types it.
func presumedNature(in form.Input) form.Input {
	if in.Get("") != "" || in.Get(".nature") != "" || len(in.Problems) > 0 {
		return in
	}
	presumed := record.Final
	switch last := in.Path[strings.LastIndexByte(in.Path, '.')+1:]; last {
	case "ceiling":
		presumed = record.Ceiling
	case "impact", "amounts":
		presumed = record.Estimate
	}
	return in.With(url.Values{in.Name + ".nature": {presumed}})
}

// led gives the first input of a row the focus that was given to the row.
func led(f *formPage, row form.Input, i int, in form.Input) form.Input {
	if i == 0 && f.focused(row.Name) {
		f.e.focus = in.Name
	}
	return in
}
