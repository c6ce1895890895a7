package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// accountRoutes are those of one's own account. Whoever owes a second factor reaches those that set it up, and no other page.
func (a *app) accountRoutes() []route {
	return []route{
		get("/account", "account", a.account),
		post("/account/preferences", "account-preferences", a.sendPreferences),
		post("/account/password", "account-password", a.sendPassword),
		get("/account/factor", "account-factor", a.factor).early(),
		post("/account/factor", "account-factor", a.sendFactor).early(),
		post("/account/factor/end", "account-factor-end", a.endFactor),
		post("/account/factor/codes", "account-factor-codes", a.newCodes),
		post("/account/sessions/{id}/end", "account-session-end", a.endSession),
		post("/account/sessions/end", "account-sessions-end", a.endSessions),
	}
}

// account is one's own page: preferences, password, second factor, sessions.
func (a *app) account(q *request) (serve.Answer, error) { return a.accountWith(q, "", filled{}) }

// accountWith shows the page again with what is wrong in one of its forms.
func (a *app) accountWith(q *request, form string, f filled) (serve.Answer, error) {
	return a.accountShowing(q, accountPage{form: form, f: f})
}

// accountShowing completes the page and sends it.
func (a *app) accountShowing(q *request, p accountPage) (serve.Answer, error) {
	var err error
	if err := a.feedOf(q, &p); err != nil {
		return serve.Answer{}, err
	}
	p.account, p.current = q.account, q.session.ID
	p.sessions, err = a.Registry.Sessions(q.Context(), q.actor, q.account.ID)
	if err != nil {
		return serve.Answer{}, err
	}
	if q.account.Factor {
		if p.left, err = a.Registry.RecoveriesLeft(q.Context(), q.actor); err != nil {
			return serve.Answer{}, err
		}
	}
	return a.signPage(q, meta{title: q.p.T("account.title"), entry: "account"}, p.f, func(v view, _ filled) templ.Component { return accountBody(v, p) })
}

// accountPage is what stands on one's own page.
type accountPage struct {
	account  registry.Account
	sessions []registry.Session
	current  record.Ref
	left     int
	feed     registry.Feed // of the calendar
	link     string        // to it, that was just made
	form     string        // which of the forms f is of
	f        filled
}

// of is what was sent with one of the forms, nothing for the others.
func (p accountPage) of(form string) filled {
	if p.form == form {
		return p.f
	}
	return filled{}
}

func (a *app) sendPreferences(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	p := registry.Preferences{Lang: f.get("lang"), Theme: f.get("theme"), Shortcuts: f.get("shortcuts") != ""}
	if err := a.Registry.SetPreferences(q.Context(), q.actor, p); err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.accountWith(q, "preferences", f)
	}
	return a.said("/"+p.Lang+"/app/account", flash{Key: "account.preferences.done"}), nil
}

func (a *app) sendPassword(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	if err := a.Registry.ChangePassword(q.Context(), q.actor, f.get("present"), f.get("password"), q.session.ID, a.from(q)); err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.accountWith(q, "password", f)
	}
	return a.said(q.path("/account"), flash{Key: "account.password.done"}), nil
}

// factor is where the second factor is set up.
func (a *app) factor(q *request) (serve.Answer, error) {
	return a.factorWith(q, filled{values: url.Values{}})
}

func (a *app) factorMeta(q *request) meta {
	return meta{title: q.p.T("account.factor"), entry: "account", alone: q.account.Owes, trail: []crumb{{q.p.T("account.title"), q.path("/account")}}}
}

func (a *app) factorWith(q *request, f filled) (serve.Answer, error) {
	secret, err := a.Registry.BeginFactor(q.Context(), q.actor)
	if errors.Is(err, record.ErrConflict) {
		return serve.Redirect(http.StatusSeeOther, q.path("/account")), nil
	}
	if err != nil {
		return serve.Answer{}, err
	}
	drawn, err := drawCode(credential.SecretURL(secret, a.issuer(q), q.account.Email))
	if err != nil {
		return serve.Answer{}, err
	}
	return a.signPage(q, a.factorMeta(q), f, func(v view, f filled) templ.Component { return factorForm(v, f, secret, drawn) })
}

// issuer is what an authenticator shows beside the code.
func (a *app) issuer(q *request) string {
	name, _ := q.office.Name.In(string(q.lang))
	if name == "" {
		return "Entente"
	}
	return "Entente – " + name
}

func (a *app) sendFactor(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	codes, err := a.Registry.ConfirmFactor(q.Context(), q.actor, f.get("code"), a.from(q))
	if errors.Is(err, record.ErrConflict) {
		return serve.Redirect(http.StatusSeeOther, q.path("/account")), nil
	}
	if err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.factorWith(q, f)
	}
	return a.codes(q, codes)
}

// codes shows recovery codes, this once.
func (a *app) codes(q *request, codes []string) (serve.Answer, error) {
	m := meta{title: q.p.T("account.codes"), entry: "account", trail: []crumb{{q.p.T("account.title"), q.path("/account")}}}
	return a.signPage(q, m, filled{}, func(v view, _ filled) templ.Component { return codesPage(v, codes) })
}

func (a *app) newCodes(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	codes, err := a.Registry.NewRecoveries(q.Context(), q.actor, f.get("code"), a.from(q))
	if err != nil {
		return a.factorRefused(q, f, err)
	}
	return a.codes(q, codes)
}

func (a *app) endFactor(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	if err := a.Registry.EndFactor(q.Context(), q.actor, f.get("code"), a.from(q)); err != nil {
		return a.factorRefused(q, f, err)
	}
	return a.said(q.path("/account"), flash{Key: "account.factor.ended"}), nil
}

func (a *app) factorRefused(q *request, f filled, err error) (serve.Answer, error) {
	if errors.Is(err, record.ErrConflict) {
		return serve.Redirect(http.StatusSeeOther, q.path("/account")), nil
	}
	if f, err = refused(f, err); err != nil {
		return serve.Answer{}, err
	}
	return a.accountWith(q, "factor", f)
}

func (a *app) endSession(q *request) (serve.Answer, error) {
	if err := a.Registry.RevokeSession(q.Context(), q.actor, q.account.ID, record.Ref(q.PathValue("id"))); err != nil {
		return serve.Answer{}, err
	}
	return a.said(q.path("/account"), flash{Key: "account.session.ended"}), nil
}

func (a *app) endSessions(q *request) (serve.Answer, error) {
	n, err := a.Registry.RevokeSessions(q.Context(), q.actor, q.account.ID, q.session.ID)
	if err != nil {
		return serve.Answer{}, err
	}
	return a.said(q.path("/account"), flash{Key: "account.sessions.ended", N: n}), nil
}
