package portal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/internal/text"
)

// signpostsShown is how many pages that are no record a search shows.
const signpostsShown = 3

// signposts finds the lists and other pages that are no records by what people call them, so that "rapport annuel" or "missions
// 2024" leads where they want to go. Every word typed must be one of a page's; a year leads to its report, or narrows a list.
func (s *site) signposts(q *query, typed string) ([]navigation, error) {
	var names, years []string
	for _, w := range text.Words(typed) {
		switch _, isYear := parseYear(w.Fold); {
		case w.Stop:
		case isYear:
			years = append(years, w.Fold)
		default:
			names = append(names, w.Fold)
		}
	}
	if len(names) == 0 || len(years) > 1 {
		return nil, nil
	}
	year, err := s.yearTyped(q, years)
	if err != nil || len(years) > 0 && year == 0 {
		return nil, err
	}
	var out []navigation
	for _, h := range headings() {
		for _, x := range h.halls {
			page, ok := x.in(q, year)
			called := append(text.Words(page.label), text.Words(q.p.T(x.words()))...)
			if !ok || slices.ContainsFunc(names, func(w string) bool { return !isCalled(called, w) }) {
				continue
			}
			if out = append(out, page); len(out) == signpostsShown {
				return out, nil
			}
		}
	}
	return out, nil
}

// in is the page of a hall, narrowed to a year when one is given; ok is false where the year changes nothing.
func (h hall) in(q *query, year int) (page navigation, ok bool) {
	page = navigation{label: h.title(q.p), href: h.path(q.lang)}
	switch {
	case year == 0:
		return page, true
	case h == hall{}:
		return navigation{label: q.p.T("portal.report.of", "year", year), href: reportPath(q.lang, "", year)}, true
	case h.kind != "" && sectionOf(h.kind).dated:
		return navigation{label: page.label + " " + strconv.Itoa(year), href: withQuery(page.href, "year="+strconv.Itoa(year))}, true
	}
	return page, false
}

// words is the key of the other words by which a page is looked for.
func (h hall) words() string {
	switch {
	case h.kind != "":
		return "search.words." + string(h.kind)
	case h.page != "":
		return "search.words." + h.page
	}
	return "search.words.reports"
}

// isCalled tells whether a word that was typed is, or begins, one of those; of an ending in s or x, plurals may lack it.
func isCalled(by []text.Word, typed string) bool {
	const shortest = 3
	return slices.ContainsFunc(by, func(w text.Word) bool {
		if w.Stop {
			return false
		}
		return w.Fold == typed || strings.TrimRight(w.Fold, "sx") == strings.TrimRight(typed, "sx") || len(typed) >= shortest && strings.HasPrefix(w.Fold, typed)
	})
}

// yearTyped is the year that was typed, 0 when there is none, or nothing in it.
func (s *site) yearTyped(q *query, typed []string) (int, error) {
	if len(typed) == 0 {
		return 0, nil
	}
	years, err := s.Reader.Years(q.Context(), q.main().ID)
	if err != nil {
		return 0, fmt.Errorf("read years: %w", err)
	}
	if y, ok := parseYear(typed[0]); ok && slices.Contains(years, y) {
		return y, nil
	}
	return 0, nil
}
