package record_test

import (
	"reflect"
	"strings"
	"testing"

	"entente/internal/record"
	"entente/internal/record/recordtest"
)

func TestRedactionLeavesNothingPrivate(t *testing.T) {
	t.Parallel()
	held := 0
	for _, d := range record.Definitions() {
		r := recordtest.Full(d.Kind, 0)
		whole := encode(t, r)
		held += strings.Count(whole, recordtest.Marker)
		label, when, typ, state := r.Label(), r.When(), r.Type(), r.State()
		record.Redact(r)
		doc := encode(t, r)
		for _, trace := range []string{recordtest.Marker, recordtest.MarkerYear, "shared_with", `"note"`, "withdrawn", "{}"} {
			if strings.Contains(doc, trace) {
				t.Errorf("%s: %s is left in %s", d.Kind, trace, doc)
			}
			if trace != recordtest.Marker && trace != "{}" && trace != `"note"` && !strings.Contains(whole, trace) {
				t.Errorf("%s: nothing to redact", d.Kind)
			}
		}
		privateFieldsAreEmpty(t, string(d.Kind), reflect.ValueOf(r).Elem())
		// What lists show of a record comes from its public fields.
		if r.Label() != label || r.When() != when || r.Type() != typ || r.State() != state {
			t.Errorf("%s: its label, date, type or state tells something private", d.Kind)
		}
		for _, l := range record.Links(r) {
			if !l.Public {
				t.Errorf("%s: the private link %s is left", d.Kind, l.Field)
			}
		}
	}
	if held < 40 { // two texts of the note of each kind, at least
		t.Errorf("only %d private texts were met", held)
	}
}

func privateFieldsAreEmpty(t *testing.T, path string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			privateFieldsAreEmpty(t, path, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			privateFieldsAreEmpty(t, path, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			vis, declared := f.Tag.Lookup("vis")
			if declared && vis != "public" {
				if !v.Field(i).IsZero() {
					t.Errorf("%s.%s is %s and not empty", path, f.Name, vis)
				}
				continue
			}
			privateFieldsAreEmpty(t, path+"."+f.Name, v.Field(i))
		}
	}
}

func TestPruneForgetsOneRecordEverywhere(t *testing.T) {
	t.Parallel()
	for _, d := range record.Definitions() {
		for _, l := range record.Links(recordtest.Full(d.Kind, 0)) {
			r := recordtest.Full(d.Kind, 0)
			if l.Target == r.Head().ID {
				continue
			}
			record.Prune(r, func(id record.Ref) bool { return id != l.Target })
			if strings.Contains(encode(t, r), string(l.Target)) {
				t.Errorf("%s: the target of %s is left", d.Kind, l.Field)
			}
		}
		r := recordtest.Full(d.Kind, 0)
		before := encode(t, r)
		record.Prune(r, func(record.Ref) bool { return true })
		if encode(t, r) != before {
			t.Errorf("%s: pruning nothing changed something", d.Kind)
		}
	}
}

func TestPruneTakesPartsThatAreAboutTheRecordOnly(t *testing.T) {
	t.Parallel()
	hidden, seen := recordtest.ID(record.KindOrganisation, 8), recordtest.ID(record.KindOrganisation, 9)
	m := &record.Mission{
		Meta: record.Meta{ID: recordtest.ID(record.KindMission, 8), Kind: record.KindMission},
		Activity: record.Activity{
			Partners: []record.Part{{Who: hidden, Label: record.Text{FR: "leur consul"}}, {Who: seen}, {Label: record.Text{FR: "un artiste"}}},
			Services: []record.Ref{hidden},
			Funding:  []record.Funding{{Funder: seen, Under: hidden}},
		},
	}
	a := &record.Agreement{
		ReportedNew: []record.Reported{{Year: "2024", Source: hidden}},
		Commitments: []record.Commitment{{Text: record.Text{FR: "se revoir"}, Owner: hidden}},
		Authorised:  record.Authorised{By: hidden, Reference: "CT-1"},
	}
	see := func(id record.Ref) bool { return id != hidden }
	record.Prune(m, see)
	record.Prune(a, see)
	if len(m.Partners) != 2 || m.Partners[0].Who != seen || m.Partners[1].Label.FR != "un artiste" {
		t.Errorf("partners: %+v", m.Partners)
	}
	if m.Services != nil {
		t.Errorf("an emptied list is kept as %#v", m.Services)
	}
	if len(m.Funding) != 1 || m.Funding[0].Funder != seen || m.Funding[0].Under != "" {
		t.Errorf("funding: %+v", m.Funding)
	}
	// A year in which a text was new is about the year, a promise about what was promised: only the reference goes.
	if len(a.ReportedNew) != 1 || a.ReportedNew[0] != (record.Reported{Year: "2024"}) {
		t.Errorf("reported new: %+v", a.ReportedNew)
	}
	if len(a.Commitments) != 1 || a.Commitments[0].Owner != "" || a.Commitments[0].Text.FR != "se revoir" {
		t.Errorf("commitments: %+v", a.Commitments)
	}
	if a.Authorised != (record.Authorised{Reference: "CT-1"}) {
		t.Errorf("authorised: %+v", a.Authorised)
	}
}
