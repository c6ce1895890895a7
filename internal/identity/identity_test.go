package identity_test

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/internal/identity"
)

const redirect = "http://127.0.0.1:1/fr/app/sign-in/provider/back"

// provider runs a real provider, and is a client of it.
func provider(t *testing.T, config identity.Config) *identity.Provider {
	t.Helper()
	modules, err := filepath.Abs("../../assets/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "testdata/provider.mjs", modules, redirect)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Log(err)
		}
	})
	issuer, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the provider does not start: %v", err)
	}
	config.Issuer, config.Redirect = strings.TrimSpace(issuer), redirect
	if config.Client == "" {
		config.Client, config.Secret = "entente", "between the two of them"
	}
	p, err := identity.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var action = regexp.MustCompile(`(?s)<form[^>]*action="([^"]+)"`)

// visit goes to the provider as somebody does who signs in, and returns what they come back with.
func visit(t *testing.T, to, login string) url.Values {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	back := url.Values{}
	client := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), redirect) {
			back = r.URL.Query()
			return http.ErrUseLastResponse
		}
		return nil
	}}
	answer, err := client.Get(to)
	for range 3 {
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err := errors.Join(err, answer.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if len(back) > 0 {
			return back
		}
		form := action.FindSubmatch(body)
		if form == nil {
			t.Fatalf("no form on %s:\n%s", answer.Request.URL, body)
		}
		where, err := answer.Request.URL.Parse(string(form[1]))
		if err != nil {
			t.Fatal(err)
		}
		prompt := "login"
		if !strings.Contains(string(body), `name="login"`) {
			prompt = "consent"
		}
		answer, err = client.PostForm(where.String(), url.Values{"prompt": {prompt}, "login": {login}, "password": {"x"}})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(back) == 0 {
		t.Fatal("the provider never sends anybody back")
	}
	return back
}

func TestSigningInAtAProvider(t *testing.T) {
	t.Parallel()
	p := provider(t, identity.Config{Name: "Répertoire", Scopes: []string{"groups"}})
	begin := func() (string, identity.Flow) {
		t.Helper()
		to, flow, err := p.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return to, flow
	}
	to, flow := begin()
	u, err := url.Parse(to)
	if err != nil || u.Query().Get("code_challenge_method") != "S256" || u.Query().Get("state") != flow.State || u.Query().Get("nonce") != flow.Nonce {
		t.Errorf("sent to %s: %v", to, err)
	}
	answer := visit(t, to, "marie+ri")
	who, err := p.Finish(t.Context(), flow, answer)
	if err != nil {
		t.Fatal(err)
	}
	if who.Subject != "marie+ri" || who.Email != "marie@example.org" || !who.Verified || who.Name != "marie" || !slices.Equal(who.Groups, []string{"ri"}) || !strings.HasPrefix(who.Issuer, "http://127.0.0.1:") {
		t.Errorf("it is %+v", who)
	}
	_, err = p.Finish(t.Context(), flow, answer)
	refused(t, "the same answer twice", err)

	to, flow = begin()
	answer = visit(t, to, "jean!")
	other := flow
	other.State = "another"
	_, err = p.Finish(t.Context(), other, answer)
	refused(t, "the sign-in of somebody else", err)
	_, err = p.Finish(t.Context(), identity.Flow{}, url.Values{"code": answer["code"], "state": {""}})
	refused(t, "a sign-in that nobody began", err)
	if who, err := p.Finish(t.Context(), flow, answer); err != nil || who.Verified || len(who.Groups) != 0 {
		t.Errorf("it is %+v: %v", who, err)
	}

	to, flow = begin()
	answer = visit(t, to, "marie")
	wrong := flow
	wrong.Verifier = strings.Repeat("v", 43)
	_, err = p.Finish(t.Context(), wrong, answer)
	refused(t, "a code that somebody else was given", err)

	to, flow = begin()
	answer = visit(t, to, "marie")
	wrong = flow
	wrong.Nonce = "another"
	_, err = p.Finish(t.Context(), wrong, answer)
	refused(t, "an identity asked for by another", err)

	_, flow = begin()
	_, err = p.Finish(t.Context(), flow, url.Values{"state": {flow.State}, "error": {"access_denied"}})
	refused(t, "who changes their mind", err)
}

func refused(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, identity.ErrRefused) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestAClientThatTheProviderDoesNotKnow(t *testing.T) {
	t.Parallel()
	p := provider(t, identity.Config{Client: "entente", Secret: "not the secret"})
	to, flow, err := p.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Finish(t.Context(), flow, visit(t, to, "marie"))
	refused(t, "a wrong secret", err)
}

// TestAProviderThatIsDown may come up later: nothing is kept of its silence.
func TestAProviderThatIsDown(t *testing.T) {
	t.Parallel()
	up := false
	var issuer string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if !up {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"issuer":"`+issuer+`","authorization_endpoint":"`+issuer+`/auth","token_endpoint":"`+issuer+`/token","jwks_uri":"`+issuer+`/keys"}`)
	}))
	defer s.Close()
	issuer = s.URL
	p, err := identity.New(identity.Config{Issuer: issuer, Client: "c", Redirect: redirect})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Begin(t.Context()); err == nil {
		t.Error("it answers")
	}
	up = true
	if to, _, err := p.Begin(t.Context()); err != nil || !strings.HasPrefix(to, issuer+"/auth?") {
		t.Errorf("up again: %s, %v", to, err)
	}
	if p.Name() != strings.TrimPrefix(issuer, "http://") {
		t.Errorf("it is called %q", p.Name())
	}
}
