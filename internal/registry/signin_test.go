package registry_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

const password = "sept huîtres à Gaspé"

func here() registry.From { return registry.From{Address: "192.0.2.7", Browser: "Mozilla/5.0 (essai)"} }

// withAccount is a world with one account of an office.
func withAccount(t *testing.T, e registrytest.Engine, role access.Role) (*registrytest.World, registry.Account) {
	t.Helper()
	w := offices(t, e, 2)
	a, err := w.CreateAccount(t.Context(), access.OperatorActor(), registry.NewAccount{Office: office(0), Name: "Direction", Email: "Direction@Example.org", Role: role, Password: password})
	if err != nil {
		t.Fatal(err)
	}
	return w, a
}

// codes are the codes of the problems that an error tells.
func codes(err error) string {
	var e *record.Error
	if !errors.As(err, &e) {
		return ""
	}
	var out []string
	for _, p := range e.Problems {
		out = append(out, p.Field+":"+p.Code)
	}
	return strings.Join(out, " ")
}

func TestSigningIn(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, made := withAccount(t, e, access.Head)
		in, err := w.SignIn(t.Context(), " direction@example.ORG ", password, "", here())
		if err != nil {
			t.Fatal(err)
		}
		if in.NeedsCode || in.Account.ID != made.ID || in.Account.Name != "Direction" || in.Session.Via != "password" {
			t.Errorf("signed in as %+v", in)
		}
		a, s, err := w.Session(t.Context(), in.Token)
		if err != nil || a.ID != made.ID || s.ID != in.Session.ID || s.Browser != "Mozilla/5.0 (essai)" {
			t.Fatalf("the session is %+v of %+v: %v", s, a, err)
		}
		actor := a.Actor()
		if actor.ID != made.ID || actor.Role != access.Head || actor.Office != office(0) || actor.Name != "Direction" {
			t.Errorf("the actor is %+v", actor)
		}
		again, err := w.SignIn(t.Context(), "direction@example.org", password, "", here())
		if err != nil || again.Token == in.Token {
			t.Errorf("the same token twice: %v", err)
		}
		if err := w.SignOut(t.Context(), in.Token); err != nil {
			t.Fatal(err)
		}
		if err := w.SignOut(t.Context(), in.Token); err != nil {
			t.Errorf("signing out twice: %v", err)
		}
		_, _, err = w.Session(t.Context(), in.Token)
		wants(t, "a session that was ended", err, record.ErrNotFound)
		if _, _, err := w.Session(t.Context(), again.Token); err != nil {
			t.Errorf("the other session: %v", err)
		}
		for _, kept := range w.Texts(t, `SELECT digest FROM session`) {
			if kept == again.Token || len(kept) != 64 {
				t.Errorf("kept of a token: %s", kept)
			}
		}
		for _, kept := range w.Texts(t, `SELECT bucket FROM attempt`) {
			if strings.Contains(kept, "192.0.2") || strings.Contains(kept, "example") {
				t.Errorf("kept of who tried: %s", kept)
			}
		}
	})
}

func TestWhoIsNotLetInLearnsNothing(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, made := withAccount(t, e, access.Head)
		answers := map[string]bool{}
		for email, word := range map[string]string{
			"direction@example.org": "un autre mot de passe", "nobody@example.org": password, "": "", "direction": password, "d\x00@example.org": password,
			"head@example.org": strings.Repeat("x", 5000),
		} {
			_, err := w.SignIn(t.Context(), email, word, "", here())
			wants(t, email, err, record.ErrInvalid)
			answers[err.Error()] = true
		}
		w.Exec(t, `UPDATE account SET disabled_at = '2026-01-01T00:00:00.000000Z' WHERE id = $1`, string(made.ID))
		_, err := w.SignIn(t.Context(), "direction@example.org", password, "", here())
		wants(t, "disabled", err, record.ErrInvalid)
		answers[err.Error()] = true
		if len(answers) != 1 {
			t.Errorf("answers differ: %v", answers)
		}
		if codes(err) != "password:bad_sign_in" {
			t.Errorf("problems %s", codes(err))
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, made := withAccount(t, e, access.Head)
		enter := func() string {
			t.Helper()
			in, err := w.SignIn(t.Context(), "direction@example.org", password, "", here())
			if err != nil {
				t.Fatal(err)
			}
			return in.Token
		}
		lasts := func(token string) bool {
			t.Helper()
			_, _, err := w.Session(t.Context(), token)
			if err != nil && !errors.Is(err, record.ErrNotFound) {
				t.Fatal(err)
			}
			return err == nil
		}
		unused := enter()
		w.Clock.Forward(11*time.Hour + 50*time.Minute)
		if !lasts(unused) {
			t.Error("ended before half a day")
		}
		w.Clock.Forward(11*time.Hour + 50*time.Minute)
		if !lasts(unused) {
			t.Error("ended though it was used")
		}
		w.Clock.Forward(12*time.Hour + time.Minute)
		if lasts(unused) {
			t.Error("lasts though it was not used for half a day")
		}
		used := enter()
		for range 13 {
			w.Clock.Forward(11 * time.Hour)
			if !lasts(used) {
				t.Fatal("ended though it was used")
			}
		}
		w.Clock.Forward(11 * time.Hour)
		w.Clock.Forward(11 * time.Hour)
		w.Clock.Forward(3 * time.Hour)
		if lasts(used) {
			t.Error("lasts longer than a week")
		}
		one, two, three := enter(), enter(), enter()
		sessions, err := w.Sessions(t.Context(), made.Actor(), made.ID)
		if err != nil || len(sessions) != 3 {
			t.Fatalf("%d sessions: %v", len(sessions), err)
		}
		_, first, err := w.Session(t.Context(), one)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.RevokeSession(t.Context(), made.Actor(), made.ID, first.ID); err != nil {
			t.Fatal(err)
		}
		_, last, err := w.Session(t.Context(), three)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := w.RevokeSessions(t.Context(), made.Actor(), made.ID, last.ID); n != 1 || err != nil {
			t.Errorf("%d sessions ended: %v", n, err)
		}
		if lasts(one) || lasts(two) || !lasts(three) {
			t.Error("not the sessions that were to end")
		}
	})
}

func TestTooManyAttempts(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, _ := withAccount(t, e, access.Head)
		other := registrytest.OpenURL(t, w.URL) // another node
		try := func(on *registrytest.World, email, word, address string) error {
			t.Helper()
			_, err := on.SignIn(t.Context(), email, word, "", registry.From{Address: address})
			return err
		}
		for i := range 10 {
			wants(t, "a wrong password", try([]*registrytest.World{w, other}[i%2], "direction@example.org", "wrong", "2001:db8::1"), record.ErrInvalid)
		}
		err := try(w, "direction@example.org", password, "2001:db8::ffff")
		var many *registry.TooManyError
		if !errors.As(err, &many) || many.Wait < 14*time.Minute || many.Wait > 15*time.Minute || !errors.Is(err, record.ErrUnavailable) {
			t.Fatalf("the eleventh attempt from the same network: %v", err)
		}
		wants(t, "one more", try(w, "direction@example.org", password, "2001:db8::3"), record.ErrUnavailable)
		events, _, err := w.AccountEvents(t.Context(), access.OperatorActor(), office(0), "", "", 50)
		told := 0
		for _, e := range events {
			if e.What == "refused_many" {
				told++
			}
		}
		if err != nil || told != 1 {
			t.Errorf("two attempts too many are told %d times: %v", told, err)
		}
		wants(t, "and after the program started anew", try(registrytest.OpenURL(t, w.URL), "direction@example.org", password, "2001:db8::2"), record.ErrUnavailable)
		wants(t, "of an account that is none", func() (err error) {
			for range 11 {
				err = try(w, "nobody@example.org", "wrong", "192.0.2.9")
			}
			return err
		}(), record.ErrUnavailable)
		if err := try(w, "direction@example.org", password, "192.0.2.8"); err != nil {
			t.Errorf("from elsewhere: %v", err)
		}
		w.Clock.Forward(16 * time.Minute)
		if err := try(w, "direction@example.org", password, "2001:db8::1"); err != nil {
			t.Errorf("a quarter of an hour later: %v", err)
		}
		// Success makes the count void: an office behind one address is not locked out by its mistakes.
		for range 11 {
			wants(t, "a mistake", try(w, "direction@example.org", "wrong", "192.0.2.10"), record.ErrInvalid)
			if err := try(w, "direction@example.org", password, "192.0.2.10"); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestAccountsAreOfTheirOffice(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w, _ := withAccount(t, e, access.Head)
		for _, c := range []struct {
			who  access.Actor
			n    registry.NewAccount
			want string
			kind error
		}{
			{access.OperatorActor(), registry.NewAccount{Office: office(0), Name: " direction ", Email: "DIRECTION@example.org", Role: access.Head}, "email:account_taken name:account_taken", record.ErrInvalid},
			{access.OperatorActor(), registry.NewAccount{Office: office(0), Role: "operator", Password: "court"}, "name:required email:required role:bad_role password:password_too_short", record.ErrInvalid},
			{access.OperatorActor(), registry.NewAccount{Office: office(0), Name: "X", Email: "Jean <x@example.org>", Role: access.Head, Password: "motdepasse2024"}, "email:bad_email password:password_common", record.ErrInvalid},
			{access.OperatorActor(), registry.NewAccount{Office: office(7), Name: "X", Email: "x@example.org", Role: access.Head}, "", record.ErrNotFound},
			{access.OperatorActor(), registry.NewAccount{Office: record.TermID("theme", "culture"), Name: "X", Email: "x@example.org", Role: access.Head}, "", record.ErrNotFound},
			{access.Member("m", access.Admin, office(1)), registry.NewAccount{Office: office(0), Name: "X", Email: "x@example.org", Role: access.Head}, "", record.ErrNotFound},
			{access.Member("m", access.Head, office(0)), registry.NewAccount{Office: office(0), Name: "X", Email: "x@example.org", Role: access.Head}, "", record.ErrNotFound},
			{access.Public(), registry.NewAccount{Name: "X", Email: "x@example.org", Role: access.Head}, "", record.ErrNotFound},
			{access.Member("m", access.Admin, office(1)), registry.NewAccount{Office: office(1), Name: "Direction", Email: "x@example.org", Role: access.Head}, "", nil},
		} {
			_, err := w.CreateAccount(t.Context(), c.who, c.n)
			if c.kind == nil && err != nil || c.kind != nil && !errors.Is(err, c.kind) || codes(err) != c.want {
				t.Errorf("%+v by %s: %v, %s", c.n, c.who.Name, err, codes(err))
			}
		}
		if n := w.Texts(t, `SELECT what FROM account_event ORDER BY id`); !slices.Equal(n, []string{"created", "created"}) {
			t.Errorf("events %v", n)
		}
	})
}

// TestCommitteesOfAnAccount: what is shared with a committee is seen by whoever's organisation sits on it.
func TestCommitteesOfAnAccount(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		w.LoadSample(t)
		list, err := w.Offices(t.Context(), access.OperatorActor())
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range list {
			_, err := w.CreateAccount(t.Context(), access.OperatorActor(), registry.NewAccount{Office: o.ID, Name: "Lecture", Email: o.Code + "@example.org", Role: access.Reader, Password: password})
			if err != nil {
				t.Fatal(err)
			}
			in, err := w.SignIn(t.Context(), o.Code+"@example.org", password, "", here())
			if err != nil || len(in.Account.Committees) != 1 {
				t.Errorf("%s sits on %v: %v", o.Code, in.Account.Committees, err)
			}
		}
	})
}
