package office

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"entente/internal/record"
)

// office makes the records of one office.
type office struct {
	*Source
	rank  int
	rand  *rand.Rand
	yield func(record.Record) bool

	written *uint64 // records of all offices that have an id of their own

	own         record.Ref
	services    []record.Ref
	partners    []record.Ref
	networks    []record.Ref
	posts       []record.Ref
	relations   []record.Ref
	memberships []record.Ref
	series      []record.Ref
}

// key names a record that all offices share.
func (o *office) key(kind record.Kind, format string, args ...any) record.Ref {
	return record.KeyID(code(o.rank), kind, fmt.Sprintf(format, args...))
}

// id makes one as the program does, in the order of time: here a record a minute.
func (o *office) id() record.Ref {
	const start = 946_684_800_000 // 2000-01-01, in milliseconds
	*o.written++
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], (start+*o.written*60_000)<<16)
	binary.BigEndian.PutUint64(b[8:], o.rand.Uint64())
	return record.UUID(7, b[:])
}

func (o *office) meta(kind record.Kind, id record.Ref) record.Meta {
	m := record.Meta{ID: id, Kind: kind, Schema: 1, Office: Office(o.rank), Visibility: record.Public}
	if kind != record.KindOffice && kind != record.KindOrganisation && o.rand.IntN(12) == 0 {
		m.Visibility = record.Private
	}
	return m
}

// base is how many records an office has besides those of its years, but for the first, which describes the networks too.
const base = 50

// base gives what all years of the office refer to; false when no more is wanted.
func (o *office) base() bool {
	home := o.cities[o.rank%len(o.cities)]
	name := fmt.Sprintf("Ville %d", o.rank)
	o.own = o.key(record.KindOrganisation, "own")
	if !o.yield(&record.Office{
		Meta: o.meta(record.KindOffice, Office(o.rank)), Name: record.Text{FR: "Bureau des relations internationales, " + name, EN: "International relations office, " + name},
		Code: code(o.rank), Main: o.rank == 0, Profile: "qc-city", Home: home.place,
	}) || !o.organisation(o.own, record.Text{FR: name, EN: name}, "municipality", "", home.place) {
		return false
	}
	return o.bodies() && o.people() && o.ties()
}

func (o *office) organisation(id record.Ref, name record.Text, sort string, parent record.Ref, at record.Place) bool {
	return o.yield(&record.Organisation{
		Meta: o.meta(record.KindOrganisation, id), Name: name, OrgType: sort, Parent: parent, Place: at, About: o.words.summary(o.rand, 1),
		Milieu: record.TermID("milieu", pick(o.rand, []string{"academic", "cultural", "economic", "governmental"})),
	})
}

// bodies: the networks are the same for all, and the first office describes them.
func (o *office) bodies() bool {
	for i, n := range o.words.networks {
		id := record.KeyID("", record.KindOrganisation, fmt.Sprintf("network-%d", i))
		o.networks = append(o.networks, id)
		if o.rank == 0 && !o.organisation(id, n.text(), "city_network", "", o.cities[i].place) {
			return false
		}
	}
	for i, sv := range o.words.services {
		id := o.key(record.KindOrganisation, "service-%d", i)
		o.services = append(o.services, id)
		if !o.organisation(id, sv.text(), "municipal_service", o.own, record.Place{}) {
			return false
		}
	}
	for i := range 20 {
		c := o.cities[(o.rank+i*7)%len(o.cities)]
		id := o.key(record.KindOrganisation, "partner-%d", i)
		o.partners = append(o.partners, id)
		name := record.Text{FR: fmt.Sprintf("Ville de %s, service %d", c.name, i), EN: fmt.Sprintf("City of %s, service %d", c.name, i)}
		if !o.organisation(id, name, pick(o.rand, []string{"municipality", "university", "association", "cultural_body"}), "", c.place) {
			return false
		}
	}
	return true
}

func (o *office) people() bool {
	for i := range 4 {
		person := o.key(record.KindPerson, "%d", i)
		if !o.yield(&record.Person{Meta: o.meta(record.KindPerson, person), Name: fmt.Sprintf("Camille Tremblay-%d-%d", o.rank, i),
			Personal: &record.Personal{Contacts: []string{fmt.Sprintf("camille%d@example.org", i)}}}) {
			return false
		}
		post := o.key(record.KindPost, "%d", i)
		o.posts = append(o.posts, post)
		title := pairs("Mairie | Mayor", "Direction du Bureau | Head of the office", "Conseil municipal | Councillor", "Conseil en relations internationales | Adviser")[i]
		if !o.yield(&record.Post{Meta: o.meta(record.KindPost, post), Title: title.text(), Organisation: o.own, Elected: i == 0,
			Holders: []record.Holding{{Person: person, Period: "2021/.."}}}) {
			return false
		}
	}
	return true
}

func (o *office) ties() bool {
	for i := range 6 {
		id := o.id()
		o.relations = append(o.relations, id)
		if !o.yield(&record.Relation{Meta: o.meta(record.KindRelation, id), Ours: o.own, Partner: o.partners[i], RelationType: "cooperation",
			Title: o.words.title(o.rand, o.cities[i].name), Since: record.Date(fmt.Sprintf("%d", 1990+i)), Legal: "in_force", Tie: "active", Motive: o.words.summary(o.rand, 2)}) {
			return false
		}
	}
	for i, n := range o.networks {
		id := o.id()
		o.memberships = append(o.memberships, id)
		if !o.yield(&record.Membership{Meta: o.meta(record.KindMembership, id), Member: o.own, Body: n, Seat: record.MemberSeat, Ours: true,
			Title: o.words.networks[i].text(), Holder: o.posts[0], Since: record.Date(fmt.Sprintf("%d", 1985+i)), Active: []record.Reported{{Year: "2000"}}}) {
			return false
		}
	}
	for i := range 3 {
		id := o.id()
		o.series = append(o.series, id)
		if !o.yield(&record.Series{Meta: o.meta(record.KindSeries, id), Title: o.words.title(o.rand, "biennale"), Organiser: o.networks[i], About: o.words.summary(o.rand, 1)}) {
			return false
		}
	}
	return o.yield(&record.Committee{Meta: o.meta(record.KindCommittee, o.id()), Title: o.words.title(o.rand, "comité"), Since: "1998",
		Coordinator: o.own, Members: []record.Seat{{Who: o.own}, {Who: o.partners[0]}, {Who: o.networks[1]}}})
}
