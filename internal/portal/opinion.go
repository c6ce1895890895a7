package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// Inbox takes what readers say of a page to the office. It is the one thing that the site can write.
type Inbox interface {
	// Feedback keeps an opinion; record.ErrInvalid when it is none, record.ErrUnavailable when too many came.
	Feedback(ctx context.Context, o publish.Opinion) error
}

const (
	opinionBytes = 32 << 10 // of a whole form
	commentMost  = 2000     // characters, as the office takes them
)

// opinionPath is where opinions are sent.
func opinionPath(lang i18n.Lang) string {
	return "/" + string(lang) + "/" + lang.Pick("avis", "feedback")
}

func thanksPath(lang i18n.Lang) string {
	return opinionPath(lang) + "/" + lang.Pick("merci", "thank-you")
}

// opinionForm is the form as it is shown: empty at the foot of a page, or with what was typed and what is wrong with it.
type opinionForm struct {
	page, comment, problem string
}

// opinion takes the form. It is answered by a redirection, so that going back sends nothing twice.
func (s *site) opinion(q *query) (serve.Answer, error) {
	q.Body = http.MaxBytesReader(nil, q.Body, opinionBytes)
	if err := q.ParseForm(); err != nil {
		return serve.Answer{}, record.Errorf(record.Invalid, "not a form: %v", err)
	}
	form := opinionForm{page: q.PostForm.Get("page"), comment: q.PostForm.Get("comment")}
	useful := q.PostForm.Get("useful")
	if !strings.HasPrefix(form.page, "/") || strings.HasPrefix(form.page, "//") || useful != "yes" && useful != "no" {
		return serve.Answer{}, record.Errorf(record.Invalid, "no page, or neither yes nor no")
	}
	err := s.Inbox.Feedback(q.Context(), publish.Opinion{Office: q.main().ID, Path: form.page, Lang: string(q.lang), Useful: useful == "yes", Words: form.comment})
	var e *record.Error
	switch {
	case err == nil:
		return serve.Redirect(http.StatusSeeOther, thanksPath(q.lang)+"?page="+url.QueryEscape(form.page)), nil
	case errors.As(err, &e) && len(e.Problems) > 0:
		form.problem = q.p.T("problem."+e.Problems[0].Code, "most", commentMost)
		m := meta{title: q.p.T("portal.opinion.title"), paths: both(homePath), noIndex: true, status: http.StatusUnprocessableEntity}
		return s.html(q, m, func(v view) templ.Component { return opinionPage(v, form) })
	}
	return serve.Answer{}, fmt.Errorf("opinion: %w", err)
}

// opinionGet is for whoever reloads the address of the form.
func (*site) opinionGet(q *query) (serve.Answer, error) {
	return serve.Redirect(http.StatusSeeOther, homePath(q.lang)), nil
}

// thanks says that the opinion arrived, and leads back to the page.
func (s *site) thanks(q *query) (serve.Answer, error) {
	back := q.FormValue("page")
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.Contains(back, `\`) {
		back = homePath(q.lang)
	}
	m := meta{title: q.p.T("portal.opinion.thanks"), paths: both(thanksPath), noIndex: true}
	return s.html(q, m, func(v view) templ.Component { return thanksPage(v, back) })
}
