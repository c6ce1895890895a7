package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"entente/internal/i18n"
	"entente/internal/identity"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

// Provider is a provider of identities with what is made of its answers.
type Provider struct {
	*identity.Provider

	Policy registry.ProviderPolicy
}

// flowLife is how long somebody may take at the provider.
const flowLife = 10 * time.Minute

func (a *app) flowName() string { return a.sessionName() + "-flow" }

// providerName is what people call the provider, "" when there is none.
func (a *app) providerName() string {
	if a.Provider == nil {
		return ""
	}
	return a.Provider.Name()
}

// toProvider sends somebody to the provider.
func (a *app) toProvider(q *request) (serve.Answer, error) {
	if a.Provider == nil {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	to, flow, err := a.Provider.Begin(q.Context())
	if err != nil {
		a.Log.ErrorContext(q.Context(), "provider of identities", "request", q.id, "error", err)
		return a.said(q.path("/sign-in"), flash{Key: "sign.provider.silent", Name: a.providerName(), Bad: true}), nil
	}
	flow.Next, flow.Lang = local(q.URL.Query().Get("next")), string(q.lang)
	data, err := json.Marshal(flow)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("remember a sign-in: %w", err)
	}
	out := serve.Redirect(http.StatusSeeOther, to)
	out.Cookies = append(out.Cookies, a.cookie(a.flowName(), base64.RawURLEncoding.EncodeToString(data), flowLife))
	return out, nil
}

// fromProvider is where the provider sends people back to.
func (a *app) fromProvider(q *request) (serve.Answer, error) {
	if a.Provider == nil {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	flow := a.flow(q)
	lang := q.lang
	if flow.Lang != "" {
		lang = i18n.Lang(flow.Lang)
	}
	back := func(f flash) (serve.Answer, error) {
		f.Name, f.Bad = a.providerName(), true
		out := a.said(home(lang)+"sign-in", f)
		out.Cookies = append(out.Cookies, a.cookie(a.flowName(), "", -1))
		return out, nil
	}
	who, err := a.Provider.Finish(q.Context(), flow, q.URL.Query())
	if err != nil {
		a.Log.InfoContext(q.Context(), "provider of identities", "request", q.id, "error", err)
		if errors.Is(err, identity.ErrRefused) {
			return back(flash{Key: "sign.provider.refused"})
		}
		return back(flash{Key: "sign.provider.silent"})
	}
	in, err := a.Registry.SignInWith(q.Context(), registry.Identity{Issuer: who.Issuer, Subject: who.Subject, Email: who.Email, Verified: who.Verified,
		Name: who.Name, Groups: who.Groups, Via: a.providerName()}, a.Provider.Policy, a.from(q))
	var refused *record.Error
	if errors.As(err, &refused) && refused.Kind == record.Invalid && len(refused.Problems) > 0 {
		return back(flash{Key: providerWords(refused.Problems[0].Code)})
	}
	if err != nil {
		return serve.Answer{}, err
	}
	out := a.entered(q, in, flow.Next)
	out.Cookies = append(out.Cookies, a.cookie(a.flowName(), "", -1))
	return out, nil
}

// flow is what the browser remembers of the sign-in that was begun; nothing when it cannot be read.
func (a *app) flow(q *request) identity.Flow {
	var f identity.Flow
	c, err := q.Cookie(a.flowName())
	if err != nil {
		return f
	}
	data, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(data, &f) != nil {
		return identity.Flow{}
	}
	if f.Lang != string(i18n.EN) {
		f.Lang = string(i18n.FR)
	}
	return f
}

// providerWords says why somebody whom the provider knows is not let in.
func providerWords(code string) string {
	switch code {
	case "provider_no_role":
		return "sign.provider.no_role"
	case "provider_not_linked":
		return "sign.provider.not_linked"
	case "provider_not_verified":
		return "sign.provider.not_verified"
	}
	return "sign.provider.unknown"
}
