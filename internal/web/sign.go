package web

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// halfLife is how long the browser keeps what tells that the second factor is awaited.
const halfLife = 10 * time.Minute

// halfName is the cookie of a sign-in that lacks its second factor.
func (a *app) halfName() string { return a.sessionName() + "-half" }

// from is where a request comes from. Behind a proxy that is known to be ours, the proxy says where.
func (a *app) from(q *request) registry.From {
	return registry.From{Address: a.address(q.Request), Browser: q.UserAgent()}
}

func (a *app) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if !a.ours(host) {
		return host
	}
	// The last address that is not ours: those before it are what the reader claims.
	passed := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(passed) {
		if hop = strings.TrimSpace(hop); hop != "" && !a.ours(hop) {
			return hop
		}
	}
	return host
}

func (a *app) ours(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && slices.ContainsFunc(a.Proxies, func(p netip.Prefix) bool { return p.Contains(ip.Unmap()) })
}

// entry is a form of this area as it was filled in, with what is wrong with it.
type filled struct {
	values   url.Values
	problems []record.Problem
	wait     time.Duration // until it may be tried again
}

func (f filled) get(name string) string { return f.values.Get(name) }

// problem is what is wrong with a field, "" when nothing is.
func (f filled) problem(v view, name string) string {
	for _, p := range f.problems {
		if p.Field == name {
			return v.problem(p)
		}
	}
	return ""
}

// problem words a problem.
func (v view) problem(p record.Problem) string {
	var args []any
	for k, value := range p.Args {
		args = append(args, k, value)
	}
	return i18n.Capital(v.p.T("problem."+p.Code, args...))
}

// status is that of the page which shows the form again.
func (f filled) status() int {
	switch {
	case f.wait > 0:
		return http.StatusTooManyRequests
	case len(f.problems) > 0:
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

func (f filled) minutes() int { return int((f.wait + time.Minute - 1) / time.Minute) }

// refused puts what the registry found wrong into the form; another failure is returned as it is.
func refused(f filled, err error) (filled, error) {
	var many *registry.TooManyError
	if errors.As(err, &many) {
		f.wait = max(many.Wait, time.Second)
		return f, nil
	}
	var e *record.Error
	if errors.As(err, &e) && e.Kind == record.Invalid && len(e.Problems) > 0 {
		f.problems = e.Problems
		return f, nil
	}
	return f, err
}

// signPage sends a page that nobody keeps: what stands on it is for one person and one time.
func (a *app) signPage(q *request, m meta, f filled, page func(view, filled) templ.Component) (serve.Answer, error) {
	if m.status == 0 {
		m.status = f.status()
	}
	out, err := a.html(q, m, func(v view) templ.Component { return page(v, f) })
	if err != nil {
		return out, err
	}
	out.Headers = append(out.Headers, [2]string{"Cache-Control", "no-store"})
	if f.wait > 0 {
		out.Headers = append(out.Headers, [2]string{"Retry-After", fmt.Sprint(int(f.wait.Seconds()))})
	}
	return out, nil
}

// form reads the form that was sent.
func (q *request) form() (filled, error) {
	if err := q.ParseForm(); err != nil {
		return filled{}, record.Errorf(record.Invalid, "the form cannot be read: %v", err)
	}
	return filled{values: q.PostForm}, nil
}

func (a *app) signIn(q *request) (serve.Answer, error) {
	next := local(q.URL.Query().Get("next"))
	if q.account.ID != "" {
		return serve.Redirect(http.StatusSeeOther, a.after(q.account, next)), nil
	}
	return a.signPage(q, a.signMeta(q), filled{values: url.Values{"next": {next}}}, a.signInPage())
}

func (a *app) signMeta(q *request) meta { return meta{title: q.p.T("sign.in"), alone: true} }

func (a *app) signInPage() func(view, filled) templ.Component {
	return func(v view, f filled) templ.Component { return signInForm(v, f, a.providerName()) }
}

func (a *app) sendSignIn(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	in, err := a.Registry.SignIn(q.Context(), f.get("email"), f.get("password"), "", a.from(q))
	if err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.signPage(q, a.signMeta(q), f, a.signInPage())
	}
	return a.entered(q, in, f.get("next")), nil
}

// entered sends whoever has signed in where they wanted to go, by way of the second factor where it is asked for.
func (a *app) entered(q *request, in registry.SignedIn, next string) serve.Answer {
	next = local(next)
	if in.NeedsCode {
		to := q.path("/sign-in/code")
		if next != "" {
			to += "?next=" + url.QueryEscape(next)
		}
		out := serve.Redirect(http.StatusSeeOther, to)
		out.Cookies = append(out.Cookies, a.cookie(a.halfName(), in.Token, halfLife))
		return out
	}
	out := serve.Redirect(http.StatusSeeOther, a.after(in.Account, next))
	out.Cookies = append(out.Cookies, a.cookie(a.sessionName(), in.Token, 0), a.cookie(a.halfName(), "", -1))
	return out
}

// after is where somebody goes who has signed in: to what they asked for, else to the first page in their language.
func (a *app) after(account registry.Account, next string) string {
	if next != "" {
		return next
	}
	return "/" + account.Lang + "/app/"
}

// local is the address if it is one of the application's, else "": nobody is sent to another site from here.
func local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.ContainsAny(next, "\\\r\n\t") {
		return ""
	}
	if !strings.HasPrefix(u.Path, "/fr/app/") && !strings.HasPrefix(u.Path, "/en/app/") || strings.Contains(u.Path, "/../") {
		return ""
	}
	return next
}

func (a *app) codeMeta(q *request) meta { return meta{title: q.p.T("sign.code.title"), alone: true} }

func (a *app) code(q *request) (serve.Answer, error) {
	if q.held(a.halfName()) == "" {
		return serve.Redirect(http.StatusSeeOther, q.path("/sign-in")), nil
	}
	return a.signPage(q, a.codeMeta(q), filled{values: url.Values{"next": {local(q.URL.Query().Get("next"))}}}, codeForm)
}

func (a *app) sendCode(q *request) (serve.Answer, error) {
	f, err := q.form()
	if err != nil {
		return serve.Answer{}, err
	}
	half := q.held(a.halfName())
	if half == "" {
		return serve.Redirect(http.StatusSeeOther, q.path("/sign-in")), nil
	}
	in, err := a.Registry.SecondFactor(q.Context(), half, f.get("code"), a.from(q))
	if errors.Is(err, record.ErrNotFound) { // too late: the password is asked for again
		out := a.said(q.path("/sign-in"), flash{Key: "sign.code.late", Bad: true})
		out.Cookies = append(out.Cookies, a.cookie(a.halfName(), "", -1))
		return out, nil
	}
	if err != nil {
		if f, err = refused(f, err); err != nil {
			return serve.Answer{}, err
		}
		return a.signPage(q, a.codeMeta(q), f, codeForm)
	}
	return a.entered(q, in, f.get("next")), nil
}

func (a *app) signOut(q *request) (serve.Answer, error) {
	if c, err := q.Cookie(a.sessionName()); err == nil {
		if err := a.Registry.SignOut(q.Context(), c.Value); err != nil {
			return serve.Answer{}, err
		}
	}
	out := a.said(q.path("/sign-in"), flash{Key: "sign.out.done"})
	out.Cookies = append(out.Cookies, a.cookie(a.sessionName(), "", -1), a.cookie(a.halfName(), "", -1))
	// What the browser has kept of the pages goes with the session.
	out.Headers = append(out.Headers, [2]string{"Clear-Site-Data", `"cache"`})
	return out, nil
}

func (*app) goToSignIn(q *request) (serve.Answer, error) {
	return serve.Redirect(http.StatusSeeOther, q.path("/sign-in")), nil
}
