package pdf

import (
	"entente/internal/publish"
	"entente/internal/render"
	"entente/internal/typst"
)

// Job is what the typesetter is given of a paper, so that tests can give the same to another build of it.
func (p *Press) Job(paper *publish.Paper, links render.Links) (typst.Job, error) {
	return p.job(paper, links, map[string]bool{})
}
