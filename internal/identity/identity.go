// Package identity asks a provider of OpenID Connect who somebody is: discovery, the code flow with PKCE, state and nonce,
// and the claims of the token. It must not know accounts, nor what the answer allows.
package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Config says which provider to ask, and as whom.
type Config struct {
	Name     string // as people know it
	Issuer   string // https://login.example.org
	Client   string
	Secret   string
	Redirect string // where the provider sends people back to
	Scopes   []string
	Groups   string       // the claim that names groups; "groups" when ""
	HTTP     *http.Client // nil for one of our own
}

// patience is how long a provider may take to answer.
const patience = 10 * time.Second

// Provider is one that people sign in with. It is discovered when it is first needed, so that the program also starts while
// the provider does not answer.
type Provider struct {
	config Config

	mu     sync.Mutex
	found  *oidc.Provider
	oauth2 oauth2.Config
}

// New makes a provider without asking it anything yet.
func New(c Config) (*Provider, error) {
	u, err := url.Parse(c.Issuer)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("the address of the provider is %q", c.Issuer)
	}
	if c.Client == "" || c.Redirect == "" {
		return nil, errors.New("the provider needs a client and the public address of this site")
	}
	if c.Groups == "" {
		c.Groups = "groups"
	}
	if c.Name == "" {
		c.Name = u.Host
	}
	if c.HTTP == nil {
		c.HTTP = &http.Client{Timeout: patience}
	}
	if !slices.Contains(c.Scopes, oidc.ScopeOpenID) {
		c.Scopes = append([]string{oidc.ScopeOpenID, "email", "profile"}, c.Scopes...)
	}
	return &Provider{config: c}, nil
}

// Name is what people call the provider.
func (p *Provider) Name() string { return p.config.Name }

// Flow is what is remembered of a sign-in while somebody is at the provider. It is a secret of their browser.
type Flow struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	Next     string `json:"t,omitzero"` // where to go after
	Lang     string `json:"l,omitzero"`
}

// Begin is where to send somebody to sign in, and what to remember until they come back.
func (p *Provider) Begin(ctx context.Context) (string, Flow, error) {
	if err := p.discover(ctx); err != nil {
		return "", Flow{}, err
	}
	f := Flow{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	return p.oauth2.AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), f, nil
}

func (p *Provider) discover(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return nil
	}
	// The provider keeps this context to fetch its keys later, beyond the request that first needed it.
	found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.config.HTTP), p.config.Issuer)
	if err != nil {
		return fmt.Errorf("ask the provider what it is: %w", err)
	}
	p.found = found
	p.oauth2 = oauth2.Config{ClientID: p.config.Client, ClientSecret: p.config.Secret, Endpoint: found.Endpoint(), RedirectURL: p.config.Redirect, Scopes: p.config.Scopes}
	return nil
}

// Identity is who a provider says that somebody is.
type Identity struct {
	Issuer   string
	Subject  string
	Email    string
	Verified bool // the provider made sure that the address is theirs
	Name     string
	Groups   []string
}

// ErrRefused says that the provider let nobody in, or that the answer is not one to this sign-in.
var ErrRefused = errors.New("the provider let nobody in")

// Finish reads what the provider sent somebody back with.
func (p *Provider) Finish(ctx context.Context, f Flow, answer url.Values) (Identity, error) {
	if err := p.discover(ctx); err != nil {
		return Identity{}, err
	}
	if f.State == "" || subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(f.State)) != 1 {
		return Identity{}, fmt.Errorf("%w: not the sign-in that was begun", ErrRefused)
	}
	if e := answer.Get("error"); e != "" {
		return Identity{}, fmt.Errorf("%w: %.80q", ErrRefused, e)
	}
	ctx = oidc.ClientContext(ctx, p.config.HTTP)
	tokens, err := p.oauth2.Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok {
		return Identity{}, fmt.Errorf("%w: it sent no identity", ErrRefused)
	}
	token, err := p.found.Verifier(&oidc.Config{ClientID: p.config.Client}).Verify(ctx, raw)
	if err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(f.Nonce)) != 1 {
		return Identity{}, fmt.Errorf("%w: not the identity that was asked for", ErrRefused)
	}
	claims := map[string]any{}
	if err := token.Claims(&claims); err != nil {
		return Identity{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if err := p.complete(ctx, tokens, token.Subject, claims); err != nil {
		return Identity{}, err
	}
	return p.identity(token, claims), nil
}

// complete asks for what the token leaves out: many providers put only the subject into it.
func (p *Provider) complete(ctx context.Context, tokens *oauth2.Token, subject string, claims map[string]any) error {
	if p.found.UserInfoEndpoint() == "" || claims["email"] != nil && claims[p.config.Groups] != nil {
		return nil
	}
	info, err := p.found.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if info.Subject != subject {
		return fmt.Errorf("%w: it speaks of two people", ErrRefused)
	}
	more := map[string]any{}
	if err := info.Claims(&more); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	for k, v := range more {
		if claims[k] == nil {
			claims[k] = v
		}
	}
	return nil
}

func (p *Provider) identity(token *oidc.IDToken, claims map[string]any) Identity {
	text := func(name string) string {
		s, ok := claims[name].(string)
		if !ok {
			return ""
		}
		return s
	}
	out := Identity{Issuer: token.Issuer, Subject: token.Subject, Email: text("email"), Name: text("name")}
	switch v := claims["email_verified"].(type) {
	case bool:
		out.Verified = v
	case string: // some providers write it so
		out.Verified = v == "true"
	}
	switch v := claims[p.config.Groups].(type) {
	case string:
		out.Groups = []string{v}
	case []any:
		for _, g := range v {
			if s, ok := g.(string); ok {
				out.Groups = append(out.Groups, s)
			}
		}
	}
	return out
}
