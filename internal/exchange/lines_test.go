package exchange_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"entente/internal/exchange"
	"entente/internal/record"
	"entente/internal/record/recordtest"
)

func read(name string, text string) (items []exchange.Item, errs []error) {
	for it, err := range exchange.ReadLines(name, strings.NewReader(text)) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		items = append(items, it)
	}
	return items, errs
}

func TestLinesLoseNothing(t *testing.T) {
	t.Parallel()
	full := recordtest.Full(record.KindAgreement, 0)
	doc, err := record.Encode(full)
	if err != nil {
		t.Fatal(err)
	}
	data := []byte{0, 255, '\n', 1}
	revision := exchange.Revision{Kind: "revision", ID: "x/1", Record: full.Head().ID, Version: 1, At: "a", Actor: "b <&>", Reason: "« c »\nd", Data: string(doc), Previous: "", Hash: "h"}
	personal := exchange.Personal{Kind: "personal", ID: full.Head().ID, Salt: "s", Data: `{"needs":"\u0000"}`, Erased: ""}
	file := exchange.File{Kind: "file", ID: exchange.Checksum(data), Office: full.Head().Office, Data: data}
	heads := exchange.Heads{Kind: "heads", ID: "sha256:0", Records: 1}
	var b bytes.Buffer
	w := exchange.NewWriter(&b)
	for _, err := range []error{w.Raw(string(doc)), w.Line(revision), w.Line(personal), w.Line(file), w.Line(heads), w.Flush()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	// Blank lines, a missing last line end, and reads of one byte change nothing.
	for name, text := range map[string]string{"as written": b.String(), "blank lines": "\n\n" + strings.ReplaceAll(b.String(), "\n", "\r\n\n"), "no last line end": strings.TrimSuffix(b.String(), "\n")} {
		var items []exchange.Item
		for it, err := range exchange.ReadLines("f", iotest.OneByteReader(strings.NewReader(text))) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			items = append(items, it)
		}
		if len(items) != 5 {
			t.Fatalf("%s: %d items", name, len(items))
		}
		if !reflect.DeepEqual(items[0].Record, full) || *items[1].Revision != revision || *items[2].Personal != personal || !reflect.DeepEqual(*items[3].File, file) || *items[4].Heads != heads {
			t.Errorf("%s: %+v", name, items)
		}
	}
}

func TestAWrongLineIsToldAndTheNextAreRead(t *testing.T) {
	t.Parallel()
	items, errs := read("f.jsonl", `{"kind":"voyage"}
not json
{"kind":"series","schema":1,"title":{"fr":"Sommet"}}

{"kind":"series","schema":1,"colour":"red"}
{"kind":"revision","colour":"red"}
{"kind":"file","id":"00","data":"AAAA"}
{"kind":"heads","id":"x","records":"many"}
{"kind":"personal","id":"p"}`)
	if len(items) != 2 || items[0].Where != "f.jsonl:3" || items[1].Where != "f.jsonl:9" {
		t.Errorf("items: %+v", items)
	}
	want := []string{"f.jsonl:1: ", "f.jsonl:2: ", "f.jsonl:5: ", "f.jsonl:6: ", "f.jsonl:7: ", "f.jsonl:8: "}
	if len(errs) != len(want) {
		t.Fatalf("errors: %v", errs)
	}
	for i, err := range errs {
		if !strings.HasPrefix(err.Error(), want[i]) || !errors.Is(err, record.ErrInvalid) {
			t.Errorf("got %v, want it of %s", err, want[i])
		}
	}
}

func TestAFileThatCannotBeRead(t *testing.T) {
	t.Parallel()
	torn := errors.New("torn")
	r := &tornReader{text: strings.NewReader("{\"kind\":\"personal\",\"id\":\"p\"}\n{\"kind\":"), err: torn}
	var got []error
	for _, err := range exchange.ReadLines("f", r) {
		got = append(got, err)
	}
	if len(got) != 2 || got[0] != nil || !errors.Is(got[1], torn) {
		t.Errorf("got %v", got)
	}
}

type tornReader struct {
	text *strings.Reader
	err  error
}

func (r *tornReader) Read(b []byte) (int, error) {
	if r.text.Len() == 0 {
		return 0, r.err
	}
	return r.text.Read(b)
}
