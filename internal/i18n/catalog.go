package i18n

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
)

//go:embed messages
var embedded embed.FS

// Catalogs holds the messages of every language. It does not change once made.
type Catalogs struct {
	printers map[Lang]*Printer
}

// New loads the catalogs that are part of the program.
func New() (*Catalogs, error) { return load(embedded) }

// For returns the printer of a language; that of French, the authoritative language, when there is none.
func (c *Catalogs) For(lang Lang) *Printer {
	if p, ok := c.printers[lang]; ok {
		return p
	}
	return c.printers[FR]
}

func load(fsys fs.FS) (*Catalogs, error) {
	c := &Catalogs{printers: map[Lang]*Printer{}}
	for _, lang := range Langs() {
		files, err := fs.Glob(fsys, "messages/"+string(lang)+"/*.json")
		if err != nil {
			return nil, fmt.Errorf("list messages in %s: %w", lang, err)
		}
		messages := map[string]message{}
		for _, name := range files {
			if err := readFile(fsys, name, lang, messages); err != nil {
				return nil, fmt.Errorf("read messages of %s: %w", path.Join(string(lang), path.Base(name)), err)
			}
		}
		if c.printers[lang], err = newPrinter(lang, messages); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func readFile(fsys fs.FS, name string, lang Lang, into map[string]message) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	entries, err := readObject(data)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := add(into, e, lang); err != nil {
			return fmt.Errorf("key %q: %w", e.key, err)
		}
	}
	return nil
}

// entry is a key of a catalog file with its JSON value.
type entry struct {
	key   string
	value json.RawMessage
}

// readObject reads the members of a JSON object in order. Decoding to a map would hide a key that is written twice.
func readObject(data []byte) ([]entry, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("want one JSON object"), err)
	}
	var out []entry
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, fmt.Errorf("value of %q: %w", key, err)
		}
		out = append(out, entry{key.(string), value})
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if dec.More() {
		return nil, errors.New("text after the JSON object")
	}
	return out, nil
}

// keyForm is the form of a key: parts of letters, digits, _ and -, with a dot between them.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$`)

// add puts one entry in the catalog: a text, or a set of plural forms and each form under its own key.
func add(into map[string]message, e entry, lang Lang) error {
	if !keyForm.MatchString(e.key) {
		return errors.New("want words with dots between them")
	}
	if e.value[0] == '"' {
		m, err := textMessage(e.value, lang)
		if err != nil {
			return err
		}
		return put(into, e.key, m)
	}
	members, err := readObject(e.value)
	if err != nil {
		return fmt.Errorf("want a text or an object of plural forms: %w", err)
	}
	forms := map[string]text{}
	for _, m := range members {
		if !slices.Contains([]string{"one", "many", "other"}, m.key) {
			return fmt.Errorf("plural form %q: want one, many or other", m.key)
		}
		form, err := textMessage(m.value, lang)
		if err != nil {
			return fmt.Errorf("plural form %q: %w", m.key, err)
		}
		forms[m.key] = form.text
		form.formOf = e.key
		if err := put(into, e.key+"."+m.key, form); err != nil {
			return err
		}
	}
	if forms["other"] == nil {
		return errors.New("no plural form other")
	}
	return put(into, e.key, message{text: forms["other"], forms: forms})
}

func put(into map[string]message, key string, m message) error {
	if _, ok := into[key]; ok {
		return fmt.Errorf("%q is defined twice", key)
	}
	into[key] = m
	return nil
}

func textMessage(value json.RawMessage, lang Lang) (message, error) {
	var s string
	if err := json.Unmarshal(value, &s); err != nil {
		return message{}, err
	}
	t, err := parseText(Typo(lang, s))
	return message{text: t}, err
}
