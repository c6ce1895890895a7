// Package office makes up the records of as many offices as are wanted, the same ones each time: what a country's cities
// would have written down of their relations over 25 years. Measurements and tests that need many records use it.
package office

import (
	"fmt"
	"io"
	"iter"
	"math/rand/v2"

	"entente/internal/place"
	"entente/internal/record"
)

// The years that every office covers. The first office's FirstYear is as full whatever the number of records.
const (
	FirstYear = 2000
	LastYear  = 2024
)

// Office is the id of the office of a rank from 0.
func Office(rank int) record.Ref { return record.KeyID("", record.KindOffice, code(rank)) }

// Hub is the network that every office takes part in: the record to which most others refer.
func Hub() record.Ref { return record.KeyID("", record.KindOrganisation, "network-0") }

func code(rank int) string { return fmt.Sprintf("ville-%04d", rank) }

// Source gives records.
type Source struct {
	words  words
	cities []city
}

type city struct {
	name  string
	place record.Place
}

// New finds the cities in the gazetteer.
func New(places *place.Gazetteer) (*Source, error) {
	s := &Source{words: newWords()}
	for _, n := range cityNames() {
		found := places.Find(n[0], n[1])
		if len(found) == 0 {
			return nil, fmt.Errorf("%s, %s is not in the gazetteer", n[0], n[1])
		}
		c := found[0]
		s.cities = append(s.cities, city{n[0], record.Place{City: c.ID, Subdivision: c.Subdivision, Country: c.Country}})
	}
	return s, nil
}

// PerOffice is how many records a whole office has; the last years of the last offices may lack some.
const PerOffice = base + (LastYear-FirstYear+1)*inYear

// Records gives n records, each after those that it refers to and in the order in which they would have been written down:
// what all years refer to, then year by year what every office did.
func (s *Source) Records(n int) iter.Seq[record.Record] {
	return func(yield func(record.Record) bool) {
		left, written := n, uint64(0)
		put := func(r record.Record) bool {
			left--
			return yield(r) && left > 0
		}
		var all []*office
		for rank := range (n + PerOffice - 1) / PerOffice {
			o := &office{Source: s, rank: rank, rand: rand.New(rand.NewPCG(uint64(rank), 3)), yield: put, written: &written} //nolint:gosec // the same records each time
			if !o.base() {
				return
			}
			all = append(all, o)
		}
		for year := FirstYear; year <= LastYear; year++ {
			for _, o := range all {
				if !o.year(year) {
					return
				}
			}
		}
	}
}

// Write writes up to n of the records that next gives as JSONL and tells how many there were.
func Write(w io.Writer, next func() (record.Record, bool), n int) (int, error) {
	for i := range n {
		r, ok := next()
		if !ok {
			return i, nil
		}
		doc, err := record.Encode(r)
		if err != nil {
			return i, err
		}
		if _, err := w.Write(append(doc, '\n')); err != nil {
			return i, err
		}
	}
	return n, nil
}
