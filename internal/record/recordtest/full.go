// Package recordtest makes records whose every field is filled, so that a test of any layer meets each field of each kind,
// those added tomorrow included. It must not know storage or rights; production code must not import it.
package recordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"entente/internal/record"
)

// What private and personal fields hold, and no public one: a text that contains Marker, a date of the year MarkerYear.
const (
	Marker     = "PRIVÉ<&>"
	MarkerYear = "1871"
)

// ID is the id of the record of a kind and seed.
func ID(kind record.Kind, seed int) record.Ref {
	return record.KeyID("recordtest", kind, strconv.Itoa(seed))
}

// Bytes are the file of the document of a seed.
func Bytes(seed int) []byte { return fmt.Appendf(nil, "octets du document %d\x00\xff\n", seed) }

// Full makes the record of a kind with every field filled with valid values, public where its kind may be, and withdrawn. Seeds go in pairs, 2n and
// 2n+1: records refer to records of their own seed or of its pair, so that all kinds of one pair are a closed world.
func Full(kind record.Kind, seed int) record.Record {
	def, ok := record.DefinitionOf(kind)
	if !ok {
		panic("recordtest: no kind " + string(kind))
	}
	r := def.New()
	f := &filler{kind: kind, seed: seed}
	f.fill(reflect.ValueOf(r).Elem(), "", false)
	m := r.Head()
	m.ID, m.Kind, m.Schema, m.Office, m.Visibility = ID(kind, seed), kind, def.Schema, ID(record.KindOffice, seed), record.Public
	m.MergedInto = ID(kind, seed^1)
	if kind == record.KindReport { // which nobody makes public
		m.Visibility = record.Shared
	}
	m.Withdrawn = MarkerYear + "-03-18T00:00:00.000000Z"
	return r
}

// World makes one record of every kind for each of two paired seeds.
func World(pair int) []record.Record {
	var out []record.Record
	for _, seed := range []int{2 * pair, 2*pair + 1} {
		for _, d := range record.Definitions() {
			out = append(out, Full(d.Kind, seed))
		}
	}
	return out
}

type filler struct {
	kind record.Kind
	seed int
	n    int // values made, so that no two are alike
}

// elements is how many every list has.
const elements = 2

func (f *filler) fill(v reflect.Value, path string, private bool) {
	t := v.Type()
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous {
			f.fill(v.Field(i), path, private)
			continue
		}
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		hidden := private || sf.Tag.Get("vis") != "" && sf.Tag.Get("vis") != "public"
		f.value(v.Field(i), path+name, sf.Tag, hidden)
	}
}

func (f *filler) value(v reflect.Value, path string, tag reflect.StructTag, private bool) {
	f.n++
	switch v.Interface().(type) {
	case record.Ref:
		v.SetString(string(f.ref(tag.Get("ref"))))
		return
	case record.Date:
		v.SetString(f.date(path, private))
		return
	case record.Decimal:
		v.SetString(decimal(path))
		return
	case record.Place:
		v.Set(reflect.ValueOf(record.Place{City: "6325494", Subdivision: "CA-QC", Country: "CA", Name: f.text(path, private)}))
		return
	case record.Text:
		v.Set(reflect.ValueOf(f.text(path, private)))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), path+".", private)
	case reflect.Struct:
		f.fill(v, path+".", private)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), elements, elements))
		for i := range elements {
			f.value(v.Index(i), path, tag, private)
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.n))
		switch path {
		case "size":
			v.SetInt(int64(len(Bytes(f.seed))))
		case "blocks.level":
			v.SetInt(1)
		}
	case reflect.String:
		v.SetString(f.string(path, tag.Get("vocab"), private))
	default:
		panic(fmt.Sprintf("recordtest: %s: no value of %s is known", path, v.Type()))
	}
}

func (f *filler) ref(kinds string) record.Ref {
	all := strings.Split(kinds, ",")
	kind := record.Kind(all[f.n%len(all)])
	seed := f.seed
	if kind == f.kind || f.n%2 == 0 {
		seed ^= 1
	}
	return ID(kind, seed)
}

func (f *filler) text(path string, private bool) record.Text {
	s := f.string(path, "", private)
	return record.Text{FR: s + " : « été »", EN: s + " “summer”"}
}

func (f *filler) string(path, vocabulary string, private bool) string {
	switch path {
	case "code":
		return "bureau-" + strconv.Itoa(f.seed)
	case "sha256":
		sum := sha256.Sum256(Bytes(f.seed))
		return hex.EncodeToString(sum[:])
	case "tonnes.unit":
		return "tonne_co2e"
	case "declared.figure", "blocks.figures":
		return "visits"
	case "blocks.id":
		return "bloc-" + strconv.Itoa(f.n)
	case "blocks.sort":
		return record.BlockOutcomes // whose part may be any term
	case "reviews.decision":
		return record.ReviewApproved
	case "theme.brand", "theme.accent", "papers.accent", "papers.deep", "papers.mark":
		return fmt.Sprintf("#%02x3050", f.seed%128)
	}
	if strings.HasSuffix(path, ".currency") {
		return "CAD"
	}
	if strings.HasSuffix(path, ".nature") { // the same everywhere, for amounts that are added
		return record.Final
	}
	if strings.HasSuffix(path, ".scope") {
		return "delegation"
	}
	if codes := record.Vocabulary(vocabulary); len(codes) > 0 {
		return codes[f.seed%len(codes)]
	}
	s := fmt.Sprintf("%s %d-%d", path, f.seed, f.n)
	if private {
		s = Marker + " " + s
	}
	return s
}

func (f *filler) date(path string, private bool) string {
	switch {
	case private:
		return MarkerYear + time.Date(0, 3, 1+f.n, 0, 0, 0, 0, time.UTC).Format("-01-02")
	case path == "period" && f.kind == record.KindReport:
		return "2024"
	case path == "dates":
		return "2024-01-01/2024-12-31"
	case path == "negotiated":
		return "2024-01-01"
	case path == "authorised.on":
		return "2024-01-02"
	}
	return time.Date(2024, 1, 2+f.n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func decimal(path string) string {
	switch {
	case strings.HasSuffix(path, ".total.value"):
		return "25.5" // of elements parts
	case strings.HasSuffix(path, ".max"):
		return "20"
	}
	return "12.75"
}
