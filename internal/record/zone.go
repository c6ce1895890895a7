package record

import (
	"time"
	_ "time/tzdata" // a machine may have no table of the zones
)

// usualZone is that of an office which names none.
const usualZone = "eastern"

// places of the table of time zones, by the codes of the vocabulary of zones.
func zonePlace(code string) string {
	switch code {
	case "newfoundland":
		return "America/St_Johns"
	case "atlantic":
		return "America/Halifax"
	case "central":
		return "America/Winnipeg"
	case "saskatchewan":
		return "America/Regina"
	case "mountain":
		return "America/Edmonton"
	case "pacific":
		return "America/Vancouver"
	case "western_europe":
		return "Europe/Lisbon"
	case "central_europe":
		return "Europe/Paris"
	case "universal":
		return "UTC"
	}
	return "America/Toronto"
}

// ZoneCode is the code of the zone that an office's clocks show.
func (o *Office) ZoneCode() string {
	if o.Zone == "" {
		return usualZone
	}
	return o.Zone
}

// Clock is the zone that an office's clocks show.
func (o *Office) Clock() *time.Location {
	zone, err := time.LoadLocation(zonePlace(o.ZoneCode()))
	if err != nil { // the table is part of the program
		return time.UTC
	}
	return zone
}
