package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"entente/internal/i18n"
	"entente/internal/place"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/store"
	"entente/internal/typst"
)

// environment is all of the outside that a command sees.
type environment struct {
	self           string // the path of this program, where it may start itself again
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// Exit statuses, the same for every command. They are part of what scripts rely on.
const (
	exitFailed   = 1 // something went wrong; see the message
	exitUsage    = 2 // the command was called wrongly
	exitRefused  = 3 // the input was refused; nothing was changed
	exitNotFound = 4 // what was asked for is not there
	exitUnsound  = 5 // check found something wrong
)

// exitError ends the program with a status. An empty msg means that all was said already.
type exitError struct {
	code int
	msg  string
}

func (e *exitError) Error() string { return e.msg }

func statusOf(err error) *exitError {
	var e *exitError
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, record.ErrInvalid):
		return &exitError{exitRefused, err.Error()}
	case errors.Is(err, record.ErrNotFound):
		return &exitError{exitNotFound, err.Error()}
	}
	return &exitError{exitFailed, err.Error()}
}

// command is a subcommand while it runs.
type command struct {
	environment
	name     string
	p        *i18n.Printer
	catalogs *i18n.Catalogs
	flags    *flag.FlagSet
	lang     string
	db       string
	json     bool
	sealing  bool     // whether the command needs the keys of the installation
	args     []string // what is not a flag
}

// subcommand declares its flags and returns what to run once they are read.
type subcommand func(c *command) func(ctx context.Context) error

func subcommands() ([]string, map[string]subcommand) {
	names := []string{
		"serve", "import", "export", "report", "paper", "figures", "check", "verify", "backup", "restore", "upgrade", "health", "erase", "account", "office", "feedback", "version",
	}
	return names, map[string]subcommand{
		"serve": serveCommand, "import": importCommand, "export": exportCommand, "report": reportCommand, "paper": paperCommand, "figures": figuresCommand,
		"check": checkCommand, "verify": verifyCommand, "backup": backupCommand, "restore": restoreCommand, "upgrade": upgradeCommand, "health": healthCommand,
		"erase": eraseCommand, "account": accountCommand, "office": officeCommand, "feedback": feedbackCommand, "version": versionCommand,
	}
}

func run(ctx context.Context, args []string, env environment) error {
	if len(args) == 1 && args[0] == pdfWorker {
		return typst.Work(ctx, env.stdin, env.stdout)
	}
	catalogs, err := i18n.New()
	if err != nil {
		return err
	}
	p := catalogs.For(language(env.getenv))
	names, table := subcommands()
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		if len(args) > 1 && table[args[1]] != nil {
			return run(ctx, []string{args[1], "--help"}, env)
		}
		printHelp(env.stdout, p, names)
		if len(args) == 0 {
			return &exitError{code: exitUsage}
		}
		return nil
	}
	sub := table[args[0]]
	if sub == nil {
		fmt.Fprintln(env.stderr, p.T("cli.unknown", "command", args[0]))
		return &exitError{code: exitUsage}
	}
	c := &command{environment: env, name: args[0], p: p, catalogs: catalogs, flags: flag.NewFlagSet(args[0], flag.ContinueOnError)}
	c.flags.SetOutput(io.Discard)
	c.flags.StringVar(&c.lang, "lang", string(p.Lang()), "")
	do := sub(c)
	if err := c.parse(args[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			c.printHelp(env.stdout)
			return nil
		}
		return c.usage(err.Error())
	}
	if c.lang != "fr" && c.lang != "en" {
		return c.usage(c.p.T("cli.bad-lang", "value", c.lang))
	}
	c.p = catalogs.For(i18n.Lang(c.lang))
	return do(ctx)
}

// language is that of the person at the terminal: French unless the environment says English.
func language(getenv func(string) string) i18n.Lang {
	for _, name := range []string{"ENTENTE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			if strings.HasPrefix(v, "en") {
				return i18n.EN
			}
			return i18n.FR
		}
	}
	return i18n.FR
}

// parse reads flags wherever they stand among the other words.
func (c *command) parse(args []string) error {
	for {
		if err := c.flags.Parse(args); err != nil {
			return err
		}
		if c.flags.NArg() == 0 {
			return nil
		}
		c.args = append(c.args, c.flags.Arg(0))
		args = c.flags.Args()[1:]
	}
}

// usage says what is wrong with the call and where help is.
func (c *command) usage(msg string) error {
	fmt.Fprintln(c.stderr, "entente "+c.name+": "+msg)
	fmt.Fprintln(c.stderr, c.p.T("cli.see-help", "command", c.name))
	return &exitError{code: exitUsage}
}

func (c *command) database() {
	def := c.getenv("ENTENTE_DB")
	if def == "" {
		def = "data/entente.db"
	}
	c.flags.StringVar(&c.db, "db", def, "")
}

func (c *command) jsonFlag() { c.flags.BoolVar(&c.json, "json", false, "") }

// one takes the single word that a command needs besides flags.
func (c *command) one(what string) (string, error) {
	if len(c.args) != 1 {
		return "", c.usage(c.p.T("cli.one-argument", "what", what))
	}
	return c.args[0], nil
}

func (c *command) none() error {
	if len(c.args) > 0 {
		return c.usage(c.p.T("cli.no-argument", "value", c.args[0]))
	}
	return nil
}

// exists refuses a file that is not there.
func (c *command) exists() error {
	if store.IsPostgres(c.db) {
		return nil
	}
	if _, err := os.Stat(c.db); err != nil {
		return &exitError{exitNotFound, c.p.T("cli.no-database", "path", c.db)}
	}
	return nil
}

// open opens the database and runs f with the use cases. mustExist refuses to make an empty one by a slip of the pen.
func (c *command) open(ctx context.Context, mustExist bool, f func(*registry.Registry, *place.Gazetteer) error) error {
	return c.openDB(ctx, mustExist, func(_ *store.DB, g *registry.Registry, places *place.Gazetteer) error { return f(g, places) })
}

// openDB is open for what concerns the database as a whole. An SQLite file of an older schema is copied beside itself and
// migrated; of PostgreSQL nothing would be copied, so that is left to the command that does.
func (c *command) openDB(ctx context.Context, mustExist bool, f func(*store.DB, *registry.Registry, *place.Gazetteer) error) (err error) {
	if mustExist {
		if err := c.exists(); err != nil {
			return err
		}
	}
	places, err := place.Load()
	if err != nil {
		return err
	}
	config := store.Config{URL: c.db}
	if store.IsPostgres(c.db) {
		config.Older = store.Refuse
	}
	db, err := store.Open(ctx, config)
	if errors.Is(err, store.ErrOlder) {
		return &exitError{exitFailed, c.p.T("cli.older")}
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if db.Backup != "" {
		fmt.Fprintln(c.stderr, c.p.T("cli.backed-up", "path", db.Backup))
	}
	cases := registry.Config{DB: db, Places: places, Words: c.wordsIn()}
	if c.sealing {
		if cases.Keys, err = c.keys(); err != nil {
			return err
		}
	}
	g, err := registry.New(ctx, cases)
	if err != nil {
		return err
	}
	return f(db, g, places)
}
