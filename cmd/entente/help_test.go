package main

import (
	"flag"
	"strings"
	"testing"

	"entente/internal/i18n"
)

// flagsOf are the names of the flags that a command declares.
func flagsOf(t *testing.T, name string) []string {
	t.Helper()
	_, table := subcommands()
	c := &command{environment: environment{getenv: func(string) string { return "" }}, name: name, flags: flag.NewFlagSet(name, flag.ContinueOnError)}
	table[name](c)
	out := []string{"lang"}
	c.flags.VisitAll(func(f *flag.Flag) { out = append(out, f.Name) })
	return out
}

func TestHelpOfEveryCommandInBothLanguages(t *testing.T) {
	t.Parallel()
	names, table := subcommands()
	if len(names) != len(table) {
		t.Fatalf("%d commands are listed, there are %d", len(names), len(table))
	}
	for _, lang := range i18n.Langs() {
		env := map[string]string{"ENTENTE_LANG": string(lang)}
		overview := callIn(t, env, "", "help")
		if overview.status != 0 {
			t.Errorf("help: status %d", overview.status)
		}
		options := map[i18n.Lang]string{i18n.FR: "Options\u00a0:", i18n.EN: "Options:"}[lang]
		for _, name := range names {
			if !strings.Contains(overview.out, "\n  "+name+" ") {
				t.Errorf("%s: the overview does not name %s", lang, name)
			}
			r := callIn(t, env, "", name, "--help")
			if again := callIn(t, env, "", "help", name); again != r {
				t.Errorf("%s: “help %s” and “%s --help” differ", lang, name, name)
			}
			if r.status != 0 || r.err != "" {
				t.Errorf("%s %s: status %d, %q", lang, name, r.status, r.err)
			}
			if strings.ContainsAny(r.out+overview.out, "⟦⟧") {
				t.Errorf("%s: a text is missing:\n%s%s", lang, overview.out, r.out)
			}
			if !strings.Contains(r.out, options) || !strings.Contains(r.out, "entente "+name) {
				t.Errorf("%s %s: not the help of the command in the language:\n%s", lang, name, r.out)
			}
			for _, f := range flagsOf(t, name) {
				if !documents(r.out, f) {
					t.Errorf("%s %s: --%s is not explained:\n%s", lang, name, f, r.out)
				}
			}
		}
	}
}

// documents tells whether a line of the help explains a flag.
func documents(help, name string) bool {
	for line := range strings.Lines(help) {
		if words := strings.Fields(line); len(words) > 2 && words[0] == "--"+name && strings.HasPrefix(line, "  --") {
			return true
		}
	}
	return false
}

func TestFrenchUnlessTheEnvironmentSaysEnglish(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{nil, "Commandes\u00a0:"},
		{map[string]string{"LANG": "C.UTF-8"}, "Commandes\u00a0:"},
		{map[string]string{"LANG": "en_CA.UTF-8"}, "Commands:"},
		{map[string]string{"LANG": "en_CA.UTF-8", "LC_ALL": "fr_CA.UTF-8"}, "Commandes\u00a0:"},
		{map[string]string{"LANG": "fr_CA.UTF-8", "ENTENTE_LANG": "en"}, "Commands:"},
	} {
		if r := callIn(t, c.env, "", "help"); !strings.Contains(r.out, c.want) {
			t.Errorf("%v: %q is missing from\n%s", c.env, c.want, r.out)
		}
	}
}
