package main

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestAccountsFromTheCommandLine(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	add := call(t, "sept huîtres à Gaspé\n", "account", "add", "--db", db, "--email", "admin@example.org", "--name", "Administration", "--role", "admin", "--json")
	if a := read[told](t, add.out); add.status != 0 || a.Office != "ville-de-quebec" || a.Role != "admin" || a.Password != "" {
		t.Errorf("status %d, %+v, %s", add.status, a, add.err)
	}
	made := read[told](t, must(t, "account", "add", "--db", db, "--generate", "--office", "mrif", "--email", "chef@example.org", "--name", "Direction", "--role", "head", "--json"))
	if !regexp.MustCompile(`^[a-z0-9]{4}(-[a-z0-9]{4}){3}$`).MatchString(made.Password) || made.Office != "mrif" {
		t.Errorf("made %+v", made)
	}
	for args, want := range map[string]string{
		"account add --email admin@example.org --name Administration --role admin --generate": "email: another account has this name or address already\nname: another account has this name or address already\n",
		"account add --email x --name X --role chief --generate":                              "email: this is not an email address\nrole: choose a role\n",
		"account disable --email admin@example.org":                                           "role: the office has no other administrator: give that role to somebody else first\n",
	} {
		if r := call(t, "", append(strings.Fields(args), "--db", db)...); r.status != exitRefused || r.err != want {
			t.Errorf("%s: status %d, %q", args, r.status, r.err)
		}
	}
	if r := call(t, "court\n", "account", "add", "--db", db, "--email", "x@example.org", "--name", "X", "--role", "reader"); r.status != exitRefused || r.err != "password: the password has fewer than 12 characters\n" {
		t.Errorf("a short password: status %d, %q", r.status, r.err)
	}
	for args, want := range map[string]int{"account": exitUsage, "account dance": exitUsage, "account add --email y@example.org --name Y --role reader": exitUsage,
		"account reset --email nobody@example.org": exitNotFound, "account list --office nowhere": exitNotFound} {
		if r := call(t, "", append(strings.Fields(args), "--db", db)...); r.status != want || strings.ContainsAny(r.err, "⟦⟧") {
			t.Errorf("%s: status %d, %q", args, r.status, r.err)
		}
	}
	link := read[told](t, must(t, "account", "invite", "--db", db, "--email", "new@example.org", "--role", "officer", "--language", "en", "--url", "https://relations.example.org/", "--json")).Link
	if u, err := url.Parse(link); err != nil || u.Host != "relations.example.org" || !regexp.MustCompile(`^/en/app/join/[A-Za-z0-9_-]{43}$`).MatchString(u.Path) {
		t.Errorf("the invitation is %s: %v", link, err)
	}
	if out := must(t, "account", "reset", "--db", db, "--email", "chef@example.org"); !strings.Contains(out, "http://127.0.0.1:8080/fr/app/reset/") {
		t.Errorf("the reset says %q", out)
	}
	if out := must(t, "account", "role", "--db", db, "--email", "chef@example.org", "--role", "reader"); out != "chef@example.org: reader, active.\n" {
		t.Errorf("the role: %q", out)
	}
	if out := must(t, "account", "disable", "--db", db, "--email", "chef@example.org"); out != "chef@example.org: reader, disabled.\n" {
		t.Errorf("disabled: %q", out)
	}
	list := read[[]told](t, must(t, "account", "list", "--db", db, "--json"))
	if len(list) != 2 || list[0].Email == list[1].Email {
		t.Errorf("listed %+v", list)
	}
	if out := must(t, "account", "list", "--db", db, "--office", "mrif"); out != "mrif  chef@example.org  Direction  reader  disabled\n" {
		t.Errorf("listed %q", out)
	}
}

func TestTheAccountsOfTheSample(t *testing.T) {
	t.Parallel()
	db, path := withSample(t), filepath.Join(t.TempDir(), "data", "accounts.txt")
	must(t, "account", "sample", "--db", db, "--file", path)
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^(?:(?:admin|head|officer|contributor|reader)@example\.org +[a-z0-9]{4}(?:-[a-z0-9]{4}){3}\n){5}$`).Match(kept) {
		t.Errorf("the file holds %q", kept)
	}
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the file may be read by others: %v, %v", st.Mode(), err)
	}
	var names []string
	for _, a := range read[[]told](t, must(t, "account", "list", "--db", db, "--json")) {
		names = append(names, a.Name)
	}
	if got := strings.Join(names, ", "); got != "Administration, Agente ou agent, Collaboration, Direction, Lecture" {
		t.Errorf("named %s", got)
	}
	if r := call(t, "", "account", "sample", "--db", db, "--file", path); r.status != exitRefused {
		t.Errorf("a second time: status %d", r.status)
	}
}

func TestSettingsOfAnOffice(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	type rules struct {
		Ceiling  int      `json:"ceiling"`
		Files    int      `json:"file_megabytes"`
		Warnings []int    `json:"warnings"`
		French   bool     `json:"french_only"`
		Factor   []string `json:"second_factor"`
		Sets     []struct {
			Year int
			Set  string
		} `json:"factor_sets"`
	}
	if r := read[rules](t, must(t, "office", "--db", db, "--json")); r.Ceiling != 3000 || r.Files != 25 || r.French || len(r.Factor) != 0 {
		t.Errorf("at first %+v", r)
	}
	must(t, "office", "--db", db, "ceiling=5000", "warnings.first=18", "french_only=true", "second_factor=admin,head", "file_megabytes=40", "factor_sets=2024:2024-plain")
	r := read[rules](t, must(t, "office", "--db", db, "--json"))
	if r.Ceiling != 5000 || r.Files != 40 || !r.French || strings.Join(r.Factor, " ") != "admin head" || r.Warnings[0] != 18 || len(r.Sets) != 1 || r.Sets[0].Set != "2024-plain" {
		t.Errorf("then %+v", r)
	}
	if r := read[rules](t, must(t, "office", "--db", db, "ceiling=", "--json")); r.Ceiling != 3000 || !r.French {
		t.Errorf("and last %+v", r)
	}
	for arg, want := range map[string]int{"ceiling=lots": exitRefused, "roof=3": exitRefused, "ceiling=-1": exitRefused, "file_megabytes=201": exitRefused, "second_factor=chief": exitRefused, "ceiling": exitUsage} {
		if r := call(t, "", "office", "--db", db, arg); r.status != want || r.err == "" {
			t.Errorf("%s: status %d, %q", arg, r.status, r.err)
		}
	}
	must(t, "check", "--db", db)
}

// TestTheProviderIsReadFromTheEnvironment: what cannot be meant is refused before the site opens.
func TestTheProviderIsReadFromTheEnvironment(t *testing.T) {
	t.Parallel()
	db := withSample(t)
	for _, c := range []struct {
		env  map[string]string
		args []string
		want string
	}{
		{map[string]string{"ENTENTE_OIDC_ISSUER": "https://login.example.org"}, nil, "needs the public address of the site"},
		{map[string]string{"ENTENTE_OIDC_ISSUER": "login"}, []string{"--url", "https://a.example.org"}, "the address of the provider"},
		{map[string]string{"ENTENTE_OIDC_ISSUER": "https://login.example.org"}, []string{"--url", "https://a.example.org"}, "needs a client"},
		{map[string]string{"ENTENTE_OIDC_ISSUER": "https://login.example.org", "ENTENTE_OIDC_CLIENT": "c", "ENTENTE_OIDC_ROLES": "staff"}, []string{"--url", "https://a.example.org"}, "“staff” is not of the form"},
		{map[string]string{"ENTENTE_OIDC_ISSUER": "https://login.example.org", "ENTENTE_OIDC_CLIENT": "c", "ENTENTE_OIDC_ROLES": "staff=boss"}, []string{"--url", "https://a.example.org"}, "“staff=boss” is not of the form"},
		{map[string]string{"ENTENTE_OIDC_ISSUER": "https://login.example.org", "ENTENTE_OIDC_CLIENT": "c", "ENTENTE_OIDC_CREATE": "yes", "ENTENTE_OIDC_OFFICE": "nowhere"}, []string{"--url", "https://a.example.org"}, "nowhere"},
		{nil, []string{"--proxy", "ten.0.0.1"}, "is not an address of a network"},
	} {
		c.env = map[string]string{"ENTENTE_LANG": "en", "ENTENTE_OIDC_ISSUER": c.env["ENTENTE_OIDC_ISSUER"], "ENTENTE_OIDC_CLIENT": c.env["ENTENTE_OIDC_CLIENT"], "ENTENTE_OIDC_ROLES": c.env["ENTENTE_OIDC_ROLES"],
			"ENTENTE_OIDC_CREATE": c.env["ENTENTE_OIDC_CREATE"], "ENTENTE_OIDC_OFFICE": c.env["ENTENTE_OIDC_OFFICE"]}
		r := callIn(t, c.env, "", append([]string{"serve", "--db", db, "--listen", "127.0.0.1:0"}, c.args...)...)
		if r.status == 0 || !strings.Contains(r.err, c.want) || strings.Contains(r.out, "http://") {
			t.Errorf("%v %v: status %d, %q, %q", c.env, c.args, r.status, r.err, r.out)
		}
	}
}
