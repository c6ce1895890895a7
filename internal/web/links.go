package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// void is the page of a link that leads nowhere, whatever the reason.
func (a *app) void(q *request, err error) (serve.Answer, error) {
	if f, err := refused(filled{}, err); err == nil && f.wait > 0 {
		return a.signPage(q, meta{title: q.p.T("sign.link.void"), alone: true}, f, voidPage)
	}
	if !errors.Is(err, record.ErrNotFound) {
		return serve.Answer{}, err
	}
	return a.signPage(q, meta{title: q.p.T("sign.link.void"), alone: true, status: http.StatusNotFound}, filled{}, voidPage)
}

// first is the first start: the first administrator makes their account, and the office where there is none.
func (a *app) first(q *request) (serve.Answer, error) {
	return a.firstWith(q, filled{values: url.Values{}})
}

func (a *app) firstWith(q *request, f filled) (serve.Answer, error) {
	first, err := a.Registry.FirstOf(q.Context(), q.PathValue("token"), a.from(q))
	if err != nil {
		return a.void(q, err)
	}
	return a.signPage(q, meta{title: q.p.T("sign.first.title"), alone: true}, f, func(v view, f filled) templ.Component { return firstForm(v, f, first) })
}

func (a *app) sendFirst(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	in, err := a.Registry.Found(q.Context(), q.PathValue("token"), registry.Founder{
		Office: record.Ref(f.get("office")), OfficeName: f.get("office_name"), OfficeCode: f.get("office_code"),
		Account: registry.NewAccount{Name: f.get("name"), Email: f.get("email"), Lang: string(q.lang), Password: f.get("password")},
	}, a.from(q))
	if errors.Is(err, record.ErrNotFound) || errors.Is(err, record.ErrConflict) {
		return a.void(q, record.Errorf(record.NotFound, "no such link"))
	}
	if err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.firstWith(q, f)
	}
	return a.entered(q, in, ""), nil
}

// join is what an invitation leads to.
func (a *app) join(q *request) (serve.Answer, error) {
	return a.joinWith(q, filled{values: url.Values{}})
}

func (a *app) joinWith(q *request, f filled) (serve.Answer, error) {
	i, err := a.Registry.Invitation(q.Context(), q.PathValue("token"), a.from(q))
	if err != nil {
		return a.void(q, err)
	}
	return a.signPage(q, meta{title: q.p.T("sign.join.title"), alone: true}, f, func(v view, f filled) templ.Component { return joinForm(v, f, i) })
}

func (a *app) sendJoin(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	in, err := a.Registry.Join(q.Context(), q.PathValue("token"), f.get("name"), f.get("password"), a.from(q))
	if errors.Is(err, record.ErrNotFound) {
		return a.void(q, err)
	}
	if err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.joinWith(q, f)
	}
	return a.entered(q, in, ""), nil
}

// reset is the link by which a new password is set.
func (a *app) reset(q *request) (serve.Answer, error) {
	return a.resetWith(q, filled{values: url.Values{}})
}

func (a *app) resetWith(q *request, f filled) (serve.Answer, error) {
	account, err := a.Registry.ResetOf(q.Context(), q.PathValue("token"), a.from(q))
	if err != nil {
		return a.void(q, err)
	}
	return a.signPage(q, meta{title: q.p.T("sign.reset.title"), alone: true}, f, func(v view, f filled) templ.Component { return resetForm(v, f, account) })
}

func (a *app) sendReset(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	err = a.Registry.Reset(q.Context(), q.PathValue("token"), f.get("password"), a.from(q))
	if errors.Is(err, record.ErrNotFound) {
		return a.void(q, err)
	}
	if err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.resetWith(q, f)
	}
	return a.said(q.path("/sign-in"), flash{Key: "sign.reset.done"}), nil
}
