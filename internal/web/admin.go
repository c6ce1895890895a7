package web

import (
	"net/url"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// adminRoutes are those of who administers an office.
func (a *app) adminRoutes() []route {
	return []route{
		get("/admin", "admin", a.admin).admin(),
		get("/admin/accounts", "admin-accounts", a.accounts).admin(),
		post("/admin/accounts", "admin-invite", a.invite).admin(),
		get("/admin/accounts/{id}", "admin-account", a.oneAccount).admin(),
		post("/admin/accounts/{id}/name", "admin-name", a.sendName).admin(),
		post("/admin/accounts/{id}/role", "admin-role", a.sendRole).admin(),
		post("/admin/accounts/{id}/disable", "admin-disable", a.disable).admin(),
		post("/admin/accounts/{id}/enable", "admin-enable", a.enable).admin(),
		post("/admin/accounts/{id}/reset", "admin-reset", a.makeReset).admin(),
		post("/admin/accounts/{id}/factor", "admin-factor", a.dropFactor).admin(),
		post("/admin/accounts/{id}/sessions", "admin-sessions", a.dropSessions).admin(),
		post("/admin/invitations/{id}/end", "admin-uninvite", a.uninvite).admin(),
		get("/admin/events", "admin-events", a.events).admin(),
	}
}

// admin is where everything that is administered is found.
func (a *app) admin(q *request) (serve.Answer, error) {
	return a.html(q, meta{title: q.p.T("admin.title"), entry: "admin"}, func(v view) templ.Component { return adminHome(v) })
}

func (a *app) adminMeta(q *request, title string, above ...crumb) meta {
	return meta{title: title, entry: "admin", trail: append([]crumb{{q.p.T("admin.title"), q.path("/admin")}}, above...)}
}

// accountsPage is what stands on the list of accounts.
type accountsPage struct {
	accounts    []registry.Account
	invitations []registry.Invitation
	link        string // that was just made
	to          string // whom it is for
}

func (a *app) accounts(q *request) (serve.Answer, error) {
	return a.accountsWith(q, accountsPage{}, filled{values: url.Values{"role": {string(access.Officer)}, "lang": {"fr"}}})
}

func (a *app) accountsWith(q *request, p accountsPage, f filled) (serve.Answer, error) {
	var err error
	if p.accounts, err = a.Registry.Accounts(q.Context(), q.actor, q.actor.Office); err != nil {
		return serve.Answer{}, err
	}
	if p.invitations, err = a.Registry.Invitations(q.Context(), q.actor, q.actor.Office); err != nil {
		return serve.Answer{}, err
	}
	return a.signPage(q, a.adminMeta(q, q.p.T("admin.accounts")), f, func(v view, f filled) templ.Component { return accountsBody(v, p, f) })
}

func (a *app) invite(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	token, made, err := a.Registry.Invite(q.Context(), q.actor, q.actor.Office, f.get("email"), access.Role(f.get("role")), f.get("lang"))
	if err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.accountsWith(q, accountsPage{}, f)
	}
	p := accountsPage{link: a.link(q, made.Lang, "join", token), to: made.Email}
	return a.accountsWith(q, p, filled{values: url.Values{"role": {f.get("role")}, "lang": {made.Lang}}})
}

// link is the whole address of a link that is handed to somebody.
func (a *app) link(q *request, lang, what, token string) string {
	base := a.BaseURL
	if base == "" {
		base = "http://" + q.Host
	}
	return base + "/" + lang + "/app/" + what + "/" + token
}

func (a *app) uninvite(q *request) (serve.Answer, error) {
	if err := a.Registry.Uninvite(q.Context(), q.actor, q.actor.Office, record.Ref(q.PathValue("id"))); err != nil {
		return serve.Answer{}, err
	}
	return a.said(q.path("/admin/accounts"), flash{Key: "admin.uninvited"}), nil
}

// adminAccount is what stands on the page of one account.
type adminAccount struct {
	account  registry.Account
	sessions []registry.Session
	events   []registry.AccountEvent
	link     string
}

func (a *app) oneAccount(q *request) (serve.Answer, error) { return a.accountPage(q, "", filled{}) }

func (a *app) accountPage(q *request, link string, f filled) (serve.Answer, error) {
	account, err := a.managed(q)
	if err != nil {
		return serve.Answer{}, err
	}
	p := adminAccount{account: account, link: link}
	if p.sessions, err = a.Registry.Sessions(q.Context(), q.actor, account.ID); err != nil {
		return serve.Answer{}, err
	}
	if p.events, _, err = a.Registry.AccountEvents(q.Context(), q.actor, q.actor.Office, account.ID, "", 20); err != nil {
		return serve.Answer{}, err
	}
	m := a.adminMeta(q, account.Name, crumb{q.p.T("admin.accounts"), q.path("/admin/accounts")})
	return a.signPage(q, m, f, func(v view, f filled) templ.Component { return adminAccountBody(v, p, f) })
}

// managed is the account of the address, if it is one that the reader administers.
func (a *app) managed(q *request) (registry.Account, error) {
	account, err := a.Registry.Account(q.Context(), q.actor, record.Ref(q.PathValue("id")))
	if err == nil && account.Office != q.actor.Office {
		err = missing("account", q.PathValue("id"))
	}
	return account, err
}

// manage does something with the account of the address, says so on its page, and shows there what is wrong with it.
func (a *app) manage(q *request, done string, do func(id record.Ref, f filled) error) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	account, err := a.managed(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if err := do(account.ID, f); err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.accountPage(q, "", f)
	}
	return a.said(q.path("/admin/accounts/"+string(account.ID)), flash{Key: done, Name: account.Name}), nil
}

func (a *app) sendName(q *request) (serve.Answer, error) {
	return a.manage(q, "admin.renamed", func(id record.Ref, f filled) error {
		return a.Registry.RenameAccount(q.Context(), q.actor, id, f.get("name"))
	})
}

func (a *app) sendRole(q *request) (serve.Answer, error) {
	return a.manage(q, "admin.role.done", func(id record.Ref, f filled) error {
		return a.Registry.SetRole(q.Context(), q.actor, id, access.Role(f.get("role")))
	})
}

func (a *app) disable(q *request) (serve.Answer, error) {
	return a.manage(q, "admin.disabled", func(id record.Ref, _ filled) error {
		return a.Registry.DisableAccount(q.Context(), q.actor, id)
	})
}

func (a *app) enable(q *request) (serve.Answer, error) {
	return a.manage(q, "admin.enabled", func(id record.Ref, _ filled) error {
		return a.Registry.EnableAccount(q.Context(), q.actor, id)
	})
}

func (a *app) dropFactor(q *request) (serve.Answer, error) {
	return a.manage(q, "admin.factor.dropped", func(id record.Ref, _ filled) error {
		return a.Registry.DropFactor(q.Context(), q.actor, id)
	})
}

func (a *app) dropSessions(q *request) (serve.Answer, error) {
	return a.manage(q, "admin.sessions.ended", func(id record.Ref, _ filled) error {
		_, err := a.Registry.RevokeSessions(q.Context(), q.actor, id, q.session.ID)
		return err
	})
}

// makeReset makes a link for a new password and shows it, this once.
func (a *app) makeReset(q *request) (serve.Answer, error) {
	account, err := a.managed(q)
	if err != nil {
		return serve.Answer{}, err
	}
	token, err := a.Registry.MakeReset(q.Context(), q.actor, account.ID)
	if err != nil {
		f, err := refused(filled{}, err)
		if err != nil {
			return serve.Answer{}, err
		}
		return a.accountPage(q, "", f)
	}
	return a.accountPage(q, a.link(q, account.Lang, "reset", token), filled{})
}

func (a *app) events(q *request) (serve.Answer, error) {
	events, next, err := a.Registry.AccountEvents(q.Context(), q.actor, q.actor.Office, "", record.Ref(q.URL.Query().Get("before")), 50)
	if err != nil {
		return serve.Answer{}, err
	}
	return a.html(q, a.adminMeta(q, q.p.T("admin.events")), func(v view) templ.Component { return eventsPage(v, events, next) })
}
