package figure

import "slices"

// Definition is what a figure is, whatever the year.
type Definition struct {
	Key          string
	Unit         string // code of the unit vocabulary
	PeriodOffset int    // -1 when a year's report gives it for the year before
	Counting     Counting
	Sort         string // of the things counted: see Item
	tally        func(*scope) tally
}

// Counting says how a value comes from its evidence.
type Counting string

// The ways of counting. Of the first two, the value is the number of things in the evidence.
const (
	Plain    Counting = "plain"    // records
	Distinct Counting = "distinct" // things named by records, each once
	Sum      Counting = "sum"      // quantities of records
)

// Sorts of things counted.
const (
	OfRecords       = "record"
	OfCountries     = "country"
	OfCities        = "city"
	OfOrganisations = "organisation"
)

// Keys of the figures.
const (
	VisitsKey         = "visits"
	CourtesyKey       = "visits.courtesy"
	CollaborationKey  = "visits.collaboration"
	StrategicKey      = "visits.strategic"
	MissionsKey       = "missions"
	CountriesKey      = "countries"
	CitiesKey         = "cities"
	ParticipationsKey = "participations"
	ForumsKey         = "forums"
	AgreementsKey     = "agreements.new"
	ServicesKey       = "services"
	PartnersKey       = "partners"
	EmissionsKey      = "emissions"
	OffsetKey         = "offset.cost"
)

// Catalogue lists the figures in the order in which a report gives them. Each has a label and a rule in the catalogs of
// messages.
func Catalogue() []Definition {
	return []Definition{
		{VisitsKey, "visit", 0, Plain, OfRecords, visits("")},
		{CourtesyKey, "visit", 0, Plain, OfRecords, visits("courtesy")},
		{CollaborationKey, "visit", 0, Plain, OfRecords, visits("collaboration")},
		{StrategicKey, "visit", 0, Plain, OfRecords, visits("strategic")},
		{MissionsKey, "mission", 0, Plain, OfRecords, missions},
		{CountriesKey, "country", 0, Distinct, OfCountries, countries},
		{CitiesKey, "city", 0, Distinct, OfCities, cities},
		{ParticipationsKey, "participation", 0, Plain, OfRecords, participations},
		{ForumsKey, "forum", 0, Distinct, OfOrganisations, forums},
		{AgreementsKey, "agreement", 0, Plain, OfRecords, newAgreements},
		{ServicesKey, "service", 0, Distinct, OfOrganisations, services},
		{PartnersKey, "partner", 0, Plain, OfRecords, partners},
		{EmissionsKey, "tonne_co2e", -1, Sum, OfRecords, emissions},
		{OffsetKey, "cad", -1, Sum, OfRecords, offsetCost},
	}
}

// Find returns the definition of a key.
func Find(key string) (Definition, bool) {
	all := Catalogue()
	i := slices.IndexFunc(all, func(d Definition) bool { return d.Key == key })
	if i < 0 {
		return Definition{}, false
	}
	return all[i], true
}
