package registry_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/credential"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
)

// crew is a world whose first office has an administrator and somebody else, and whose second has an administrator.
type crew struct {
	*registrytest.World
	admin, other, theirs registry.Account
}

func withCrew(t *testing.T, e registrytest.Engine) crew {
	t.Helper()
	w := offices(t, e, 2)
	add := func(office record.Ref, name string, role access.Role) registry.Account {
		t.Helper()
		a, err := w.CreateAccount(t.Context(), access.OperatorActor(), registry.NewAccount{Office: office, Name: name, Email: strings.ToLower(name) + "@example.org", Role: role, Password: password})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	return crew{w, add(office(0), "Administration", access.Admin), add(office(0), "Direction", access.Head), add(office(1), "Voisine", access.Admin)}
}

// TestWhoLooksAfterAccounts tries everything that administrators do as everybody who is none of the office.
func TestWhoLooksAfterAccounts(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		_, made, err := w.Invite(t.Context(), w.admin.Actor(), office(0), "new@example.org", access.Reader, "fr")
		if err != nil {
			t.Fatal(err)
		}
		attempts := func(a access.Actor, account, of record.Ref) map[string]error {
			out := map[string]error{}
			_, out["accounts"] = w.Accounts(t.Context(), a, of)
			_, out["account"] = w.Account(t.Context(), a, account)
			_, out["create"] = w.CreateAccount(t.Context(), a, registry.NewAccount{Office: of})
			_, _, out["invite"] = w.Invite(t.Context(), a, of, "administration@example.org", access.Reader, "fr")
			_, out["invitations"] = w.Invitations(t.Context(), a, of)
			out["uninvite"] = w.Uninvite(t.Context(), a, of, made.ID)
			_, out["reset"] = w.MakeReset(t.Context(), a, account)
			out["role"] = w.SetRole(t.Context(), a, account, access.Reader)
			out["rename"] = w.RenameAccount(t.Context(), a, account, "Autre")
			out["disable"] = w.DisableAccount(t.Context(), a, account)
			out["enable"] = w.EnableAccount(t.Context(), a, account)
			out["factor"] = w.DropFactor(t.Context(), a, account)
			_, out["sessions"] = w.Sessions(t.Context(), a, account)
			out["revoke"] = w.RevokeSession(t.Context(), a, account, made.ID)
			_, out["revoke all"] = w.RevokeSessions(t.Context(), a, account, "")
			_, _, out["events"] = w.AccountEvents(t.Context(), a, of, "", "", 10)
			return out
		}
		nobody, nowhere := id(record.KindPerson, 0), id(record.KindOffice, 77)
		for name, a := range map[string]access.Actor{
			"head": access.Member("h", access.Head, office(0)), "officer": access.Member("o", access.Officer, office(0)),
			"contributor": access.Member("c", access.Contributor, office(0)), "reader": access.Member("r", access.Reader, office(0)),
			"administrator elsewhere": w.theirs.Actor(), "administrator of nothing": {Role: access.Admin}, "public": access.Public(), "nobody": {},
		} {
			had, would := attempts(a, w.other.ID, office(0)), attempts(a, nobody, nowhere)
			for what, err := range had {
				if !errors.Is(err, record.ErrNotFound) {
					t.Errorf("%s, %s: %v", name, what, err)
					continue
				}
				told := strings.NewReplacer(string(w.other.ID), "ID", string(nobody), "ID", string(office(0)), "OFFICE", string(nowhere), "OFFICE")
				if told.Replace(err.Error()) != told.Replace(would[what].Error()) {
					t.Errorf("%s, %s: %v, of nothing it is %v", name, what, err, would[what])
				}
			}
		}
		if left, err := w.Invitations(t.Context(), w.admin.Actor(), office(0)); err != nil || len(left) != 1 {
			t.Errorf("invitations %v: %v", left, err)
		}
		if a, err := w.Account(t.Context(), w.other.Actor(), w.other.ID); err != nil || a.Name != "Direction" {
			t.Errorf("one's own account: %+v, %v", a, err)
		}
		// The operator does all of it.
		for what, err := range attempts(access.OperatorActor(), w.other.ID, office(0)) {
			if err != nil && !errors.Is(err, record.ErrInvalid) {
				t.Errorf("operator, %s: %v", what, err)
			}
		}
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		for what, err := range map[string]error{
			"demoted":  w.SetRole(t.Context(), w.admin.Actor(), w.admin.ID, access.Reader),
			"disabled": w.DisableAccount(t.Context(), w.admin.Actor(), w.admin.ID),
		} {
			if codes(err) != "role:last_admin" {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := w.SetRole(t.Context(), w.admin.Actor(), w.other.ID, access.Admin); err != nil {
			t.Fatal(err)
		}
		if err := w.SetRole(t.Context(), w.admin.Actor(), w.admin.ID, access.Reader); err != nil {
			t.Error(err)
		}
		if codes(w.DisableAccount(t.Context(), access.OperatorActor(), w.other.ID)) != "role:last_admin" {
			t.Error("the operator disables the last administrator")
		}
	})
}

func TestWhatIsTakenAwayIsGoneAtOnce(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		in, err := w.SignIn(t.Context(), "direction@example.org", password, "", here())
		if err != nil {
			t.Fatal(err)
		}
		reset, err := w.MakeReset(t.Context(), w.admin.Actor(), w.other.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.SetRole(t.Context(), w.admin.Actor(), w.other.ID, access.Reader); err != nil {
			t.Fatal(err)
		}
		if a, _, err := w.Session(t.Context(), in.Token); err != nil || a.Actor().Role != access.Reader {
			t.Errorf("the role is %s: %v", a.Role, err)
		}
		if err := w.DisableAccount(t.Context(), w.admin.Actor(), w.other.ID); err != nil {
			t.Fatal(err)
		}
		_, _, err = w.Session(t.Context(), in.Token)
		wants(t, "the session", err, record.ErrNotFound)
		wants(t, "the link", w.Reset(t.Context(), reset, "un cheval agrafe la lune", here()), record.ErrNotFound)
		_, err = w.MakeReset(t.Context(), w.admin.Actor(), w.other.ID)
		if codes(err) != "email:account_disabled" {
			t.Errorf("a link for who is disabled: %v", err)
		}
		if err := w.EnableAccount(t.Context(), w.admin.Actor(), w.other.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.SignIn(t.Context(), "direction@example.org", password, "", here()); err != nil {
			t.Error(err)
		}
		_, _, err = w.Session(t.Context(), in.Token)
		wants(t, "the session of before", err, record.ErrNotFound)
		events, _, err := w.AccountEvents(t.Context(), w.admin.Actor(), office(0), w.other.ID, "", 50)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, e := range events {
			told = append(told, e.What+" by "+e.Actor)
			if e.Name != "Direction" {
				t.Errorf("of %q", e.Name)
			}
		}
		if want := []string{"signed_in by Direction", "enabled by Administration", "disabled by Administration", "role by Administration", "reset_made by Administration", "signed_in by Direction", "created by operator"}; !slices.Equal(told, want) {
			t.Errorf("events %v", told)
		}
		for before, n := record.Ref(""), 0; ; {
			page, next, err := w.AccountEvents(t.Context(), w.admin.Actor(), office(0), w.other.ID, before, 3)
			if err != nil {
				t.Fatal(err)
			}
			if n += len(page); next == "" {
				if n != 7 {
					t.Errorf("%d events in pages", n)
				}
				break
			}
			before = next
		}
	})
}

func TestInvitations(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		invite := func(email string) string {
			t.Helper()
			token, _, err := w.Invite(t.Context(), w.admin.Actor(), office(0), email, access.Officer, "en")
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		void := invite("New@example.org")
		token := invite("new@Example.org ")
		_, err := w.Invitation(t.Context(), void, here())
		wants(t, "an invitation made anew", err, record.ErrNotFound)
		i, err := w.Invitation(t.Context(), token, here())
		if err != nil || i.Email != "new@example.org" || i.Role != access.Officer || i.Office != office(0) {
			t.Fatalf("invited to %+v: %v", i, err)
		}
		_, err = w.Join(t.Context(), token, " ", "court", here())
		if codes(err) != "name:required password:password_too_short" {
			t.Errorf("an account without anything: %v", err)
		}
		_, err = w.Join(t.Context(), token, "Nouvelle", "", here())
		if codes(err) != "password:password_too_short" {
			t.Errorf("an account without a password: %v", err)
		}
		_, err = w.Join(t.Context(), token, "Direction", password, here())
		if codes(err) != "name:account_taken" {
			t.Errorf("somebody else's name: %v", err)
		}
		in, err := w.Join(t.Context(), token, "Nouvelle", password, here())
		if err != nil || in.Account.Role != access.Officer || in.Account.Lang != "en" || in.Account.CreatedBy != "Administration" {
			t.Fatalf("joined as %+v: %v", in.Account, err)
		}
		if _, _, err := w.Session(t.Context(), in.Token); err != nil {
			t.Error(err)
		}
		_, err = w.Join(t.Context(), token, "Encore", password, here())
		wants(t, "a link that was followed", err, record.ErrNotFound)
		_, _, err = w.Invite(t.Context(), w.admin.Actor(), office(0), "direction@example.org", access.Reader, "fr")
		if codes(err) != "email:account_taken" {
			t.Errorf("inviting who is there: %v", err)
		}
		late := invite("late@example.org")
		w.Clock.Forward(7*24*time.Hour + time.Minute)
		_, err = w.Invitation(t.Context(), late, here())
		wants(t, "a link of last week", err, record.ErrNotFound)
		gone := invite("gone@example.org")
		list, err := w.Invitations(t.Context(), w.admin.Actor(), office(0))
		if err != nil || len(list) != 1 || list[0].Email != "gone@example.org" {
			t.Fatalf("invitations %+v: %v", list, err)
		}
		for range 2 {
			if err := w.Uninvite(t.Context(), w.admin.Actor(), office(0), list[0].ID); err != nil {
				t.Error(err)
			}
		}
		_, err = w.Join(t.Context(), gone, "Partie", password, here())
		wants(t, "a link that was taken back", err, record.ErrNotFound)
		for range 70 {
			_, err = w.Invitation(t.Context(), "guess", registry.From{Address: "192.0.2.99"})
		}
		wants(t, "guessing links", err, record.ErrUnavailable)
	})
}

func TestPasswordsAreSetAnew(t *testing.T) {
	t.Parallel()
	const another = "un cheval agrafe la lune"
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		before, err := w.SignIn(t.Context(), "direction@example.org", password, "", here())
		if err != nil {
			t.Fatal(err)
		}
		void, err := w.MakeReset(t.Context(), w.admin.Actor(), w.other.ID)
		if err != nil {
			t.Fatal(err)
		}
		token, err := w.MakeReset(t.Context(), w.admin.Actor(), w.other.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.ResetOf(t.Context(), void, here())
		wants(t, "a link made anew", err, record.ErrNotFound)
		if a, err := w.ResetOf(t.Context(), token, here()); err != nil || a.ID != w.other.ID {
			t.Errorf("the link is of %+v: %v", a, err)
		}
		if err := w.Reset(t.Context(), token, "Direction1234", here()); codes(err) != "password:password_common" {
			t.Errorf("one's own name: %v", err)
		}
		if err := w.Reset(t.Context(), token, another, here()); err != nil {
			t.Fatal(err)
		}
		wants(t, "a link that was followed", w.Reset(t.Context(), token, another, here()), record.ErrNotFound)
		_, _, err = w.Session(t.Context(), before.Token)
		wants(t, "the session of before", err, record.ErrNotFound)
		_, err = w.SignIn(t.Context(), "direction@example.org", password, "", here())
		wants(t, "the password of before", err, record.ErrInvalid)
		one, err := w.SignIn(t.Context(), "direction@example.org", another, "", here())
		if err != nil {
			t.Fatal(err)
		}
		two, err := w.SignIn(t.Context(), "direction@example.org", another, "", here())
		if err != nil {
			t.Fatal(err)
		}
		if err := w.ChangePassword(t.Context(), two.Account.Actor(), password, password, two.Session.ID, here()); codes(err) != "present:bad_present_password" {
			t.Errorf("not the present password: %v", err)
		}
		if err := w.ChangePassword(t.Context(), two.Account.Actor(), another, "court", two.Session.ID, here()); codes(err) != "password:password_too_short" {
			t.Errorf("a short one: %v", err)
		}
		if err := w.ChangePassword(t.Context(), two.Account.Actor(), another, password, two.Session.ID, here()); err != nil {
			t.Fatal(err)
		}
		_, _, err = w.Session(t.Context(), one.Token)
		wants(t, "the other session", err, record.ErrNotFound)
		if _, _, err := w.Session(t.Context(), two.Token); err != nil {
			t.Errorf("the session that asked: %v", err)
		}
	})
}

func TestTheSecondFactor(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		me := w.other.Actor()
		secret, err := w.BeginFactor(t.Context(), me)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := w.BeginFactor(t.Context(), me); err != nil || again != secret {
			t.Errorf("another secret for the same page: %v", err)
		}
		code := func() string {
			t.Helper()
			c, err := credential.Code(secret, w.Clock.Now())
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		enter := func(code string) (registry.SignedIn, error) {
			return w.SignIn(t.Context(), "direction@example.org", password, code, here())
		}
		if in, err := enter(""); err != nil || in.NeedsCode {
			t.Errorf("a second factor that is not confirmed is asked for: %v", err)
		}
		if _, err := w.ConfirmFactor(t.Context(), me, "000000", here()); codes(err) != "code:bad_code_of_factor" {
			t.Errorf("a wrong code: %v", err)
		}
		used := code()
		recoveries, err := w.ConfirmFactor(t.Context(), me, used, here())
		if err != nil || len(recoveries) != 10 {
			t.Fatalf("%d recovery codes: %v", len(recoveries), err)
		}
		half, err := enter("")
		if err != nil || !half.NeedsCode || half.Account.ID != "" {
			t.Fatalf("without the code: %+v, %v", half, err)
		}
		_, _, err = w.Session(t.Context(), half.Token)
		wants(t, "half a session", err, record.ErrNotFound)
		_, err = w.SecondFactor(t.Context(), half.Token, used, here())
		if codes(err) != "code:bad_code_of_factor" {
			t.Errorf("a code that was used: %v", err)
		}
		w.Clock.Forward(30 * time.Second)
		next := code()
		in, err := w.SecondFactor(t.Context(), half.Token, next, here())
		if err != nil || in.Token == half.Token {
			t.Fatalf("with the code: %v", err)
		}
		if a, _, err := w.Session(t.Context(), in.Token); err != nil || !a.Factor {
			t.Errorf("the session: %+v, %v", a, err)
		}
		_, err = w.SecondFactor(t.Context(), half.Token, recoveries[0], here())
		wants(t, "the half of before", err, record.ErrNotFound)
		if _, err := enter(next); codes(err) != "code:bad_code_of_factor" {
			t.Errorf("the same code again: %v", err)
		}
		if _, err := enter(strings.ToUpper(recoveries[0])); err != nil {
			t.Errorf("a recovery code: %v", err)
		}
		if _, err := enter(recoveries[0]); codes(err) != "code:bad_code_of_factor" {
			t.Errorf("the same recovery code again: %v", err)
		}
		if n, err := w.RecoveriesLeft(t.Context(), me); n != 9 || err != nil {
			t.Errorf("%d codes are left: %v", n, err)
		}
		fresh, err := w.NewRecoveries(t.Context(), me, recoveries[1], here())
		if err != nil || len(fresh) != 10 {
			t.Fatal(err)
		}
		if _, err := enter(recoveries[2]); err == nil {
			t.Error("a code of the set before is taken")
		}
		for _, kept := range w.Texts(t, `SELECT digest FROM account_recovery`) {
			if slices.Contains(fresh, kept) || len(kept) != 64 {
				t.Errorf("kept of a recovery code: %s", kept)
			}
		}
		for range 9 {
			_, err = enter("123456")
		}
		wants(t, "guessing codes", err, record.ErrUnavailable)
		w.Clock.Forward(16 * time.Minute)
		if err := w.EndFactor(t.Context(), me, "123456", here()); codes(err) != "code:bad_code_of_factor" {
			t.Errorf("ended without a code: %v", err)
		}
		if err := w.EndFactor(t.Context(), me, code(), here()); err != nil {
			t.Fatal(err)
		}
		if in, err := enter(""); err != nil || in.NeedsCode {
			t.Errorf("still asked for: %v", err)
		}
	})
}

// TestACodeIsUsedOnce: of two sign-ins with the same code at once, one succeeds.
func TestACodeIsUsedOnce(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		secret, err := w.BeginFactor(t.Context(), w.other.Actor())
		if err != nil {
			t.Fatal(err)
		}
		code, err := credential.Code(secret, w.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.ConfirmFactor(t.Context(), w.other.Actor(), code, here()); err != nil {
			t.Fatal(err)
		}
		w.Clock.Forward(time.Minute)
		if code, err = credential.Code(secret, w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		results := make(chan error, 4)
		for range cap(results) {
			go func() {
				_, err := w.SignIn(t.Context(), "direction@example.org", password, code, here())
				results <- err
			}()
		}
		in := 0
		for range cap(results) {
			if err := <-results; err == nil {
				in++
			} else if codes(err) != "code:bad_code_of_factor" {
				t.Error(err)
			}
		}
		if in != 1 {
			t.Errorf("%d sign-ins with one code", in)
		}
	})
}

func TestRolesThatOweASecondFactor(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		got, err := w.Get(t.Context(), access.OperatorActor(), office(0))
		if err != nil {
			t.Fatal(err)
		}
		o, _ := got.Record.(*record.Office)
		o.Rules.SecondFactor = []string{"head"}
		w.MustSave(t, o, got.Version)
		for email, want := range map[string]bool{"direction@example.org": true, "administration@example.org": false, "voisine@example.org": false} {
			in, err := w.SignIn(t.Context(), email, password, "", here())
			if err != nil || in.Account.Owes != want {
				t.Errorf("%s owes a second factor: %t, %v", email, in.Account.Owes, err)
			}
		}
	})
}

func TestTheFirstStart(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := registrytest.Open(t, e)
		_, err := w.MakeFirst(t.Context(), access.Member("a", access.Admin, office(0)))
		wants(t, "by somebody", err, record.ErrForbidden)
		void, err := w.MakeFirst(t.Context(), access.OperatorActor())
		if err != nil {
			t.Fatal(err)
		}
		token, err := w.MakeFirst(t.Context(), access.OperatorActor())
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.FirstOf(t.Context(), void, here())
		wants(t, "the link of the start before", err, record.ErrNotFound)
		if f, err := w.FirstOf(t.Context(), token, here()); err != nil || len(f.Offices) != 0 {
			t.Errorf("%+v: %v", f, err)
		}
		_, err = w.Found(t.Context(), token, registry.Founder{OfficeCode: "Ville de Québec"}, here())
		if codes(err) != "office_name:required office_code:bad_code name:required email:required password:password_too_short" {
			t.Errorf("an empty form: %s, %v", codes(err), err)
		}
		f := registry.Founder{OfficeName: "Ville de Québec", OfficeCode: "ville-de-quebec",
			Account: registry.NewAccount{Name: "Administration", Email: "admin@example.org", Password: password, Role: access.Reader}}
		in, err := w.Found(t.Context(), token, f, here())
		if err != nil || in.Account.Role != access.Admin {
			t.Fatalf("the first administrator is %+v: %v", in.Account, err)
		}
		if a, _, err := w.Session(t.Context(), in.Token); err != nil || a.Name != "Administration" {
			t.Errorf("signed in as %+v: %v", a, err)
		}
		got, err := w.Get(t.Context(), access.Public(), in.Account.Office)
		if o, ok := got.Record.(*record.Office); err != nil || !ok || o.Name.FR != "Ville de Québec" || !o.Main {
			t.Errorf("the office is %+v: %v", got.Record, err)
		}
		_, err = w.Found(t.Context(), token, f, here())
		wants(t, "the same link again", err, record.ErrNotFound)
		_, err = w.MakeFirst(t.Context(), access.OperatorActor())
		wants(t, "when there is an account", err, record.ErrConflict)
		w.MustBeSound(t)
	})
}

func TestPreferences(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		w := withCrew(t, e)
		if err := w.SetPreferences(t.Context(), w.other.Actor(), registry.Preferences{Lang: "de", Theme: "pink"}); codes(err) != "lang:bad_choice theme:bad_choice" {
			t.Errorf("got %v", err)
		}
		if err := w.SetPreferences(t.Context(), w.other.Actor(), registry.Preferences{Lang: "en", Theme: "dark"}); err != nil {
			t.Fatal(err)
		}
		a, err := w.Account(t.Context(), w.other.Actor(), w.other.ID)
		if err != nil || a.Lang != "en" || a.Theme != "dark" || a.Shortcuts {
			t.Errorf("kept %+v: %v", a, err)
		}
	})
}
