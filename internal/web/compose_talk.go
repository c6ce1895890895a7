package web

import (
	"slices"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// sayings reads all that was said of a composition and of its blocks.
func (a *app) sayings(q *request, c composing) ([]registry.Comment, error) {
	out, _, err := a.Registry.Comments(q.Context(), q.actor, c.meta.ID, "", 500)
	return out, err
}

// saidOf counts what was said of each block; of the whole under "".
func (a *app) saidOf(q *request, c composing) (map[string]int, error) {
	list, err := a.sayings(q, c)
	out := map[string]int{}
	for _, s := range list {
		out[s.Part]++
	}
	return out, err
}

func (a *app) maySay(q *request, c composing) bool {
	takesPart := c.own || slices.Contains(access.ScopeOf(q.actor).Shares, q.actor.Office) && c.meta.Visibility == record.Shared
	return takesPart && q.actor.Role != access.Reader
}

// sayOfBlock adds a comment to a block.
func (a *app) sayOfBlock(q *request, f *blockForm) (serve.Answer, error) {
	if _, err := a.Registry.SayOf(q.Context(), q.actor, f.meta.ID, f.block.ID, q.PostFormValue("words")); err != nil {
		return a.notSaved(q, f.subject, err)
	}
	return a.said(f.address("/compose/blocks/"+f.block.ID+"#talk"), flash{Key: "page.said.commented"}), nil
}

// talked words how many comments there are, or that one may begin.
func (v view) talked(n int) string {
	if n == 0 {
		return v.T("editor.talk.start")
	}
	return v.T("editor.talk.n", "n", n)
}
