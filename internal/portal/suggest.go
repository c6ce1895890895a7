package portal

import (
	"encoding/json"
	"fmt"
	"strings"

	"entente/internal/i18n"
	"entente/internal/serve"
)

// suggestionsShown is how many suggestions a search box gets.
const suggestionsShown = 8

// suggestions is what the script of the search boxes is told while one types.
type suggestions struct {
	Said  string       `json:"said"` // how many there are, for those who hear the page
	Items []suggestion `json:"items"`
}

type suggestion struct {
	Title string `json:"title"`
	Lang  string `json:"lang,omitzero"` // when it is not the page's
	Sort  string `json:"sort"`
	Href  string `json:"href"`
}

func suggestPath(lang i18n.Lang) string { return searchPath(lang) + "/suggestions" }

// suggest gives the pages and records whose title holds what is being typed.
func (s *site) suggest(q *query) (serve.Answer, error) {
	asked := typed(q)
	v := s.view(q, meta{})
	out := suggestions{Items: []suggestion{}}
	posts, err := s.signposts(q, asked)
	if err != nil {
		return serve.Answer{}, err
	}
	for _, p := range posts {
		out.Items = append(out.Items, suggestion{Title: p.label, Sort: q.p.T("search.page"), Href: p.href})
	}
	heads, err := s.Reader.Suggest(q.Context(), asked, suggestionsShown-len(out.Items))
	if err != nil {
		return serve.Answer{}, fmt.Errorf("suggest: %w", err)
	}
	for _, h := range heads {
		r := v.row(h)
		out.Items = append(out.Items, suggestion{Title: r.title.text, Lang: r.title.lang, Sort: join(" · ", r.kind, r.when), Href: r.title.href})
	}
	if strings.TrimSpace(asked) != "" {
		out.Said = q.p.T("search.suggested", "n", len(out.Items))
	}
	body, err := json.Marshal(out)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("write suggestions: %w", err)
	}
	return serve.Answer{Media: "application/json; charset=utf-8", Body: body, Headers: [][2]string{{"X-Robots-Tag", "noindex"}}}, nil
}
