package portal

import (
	"encoding/json"
	"fmt"

	"entente/internal/publish"
	"entente/internal/record"
)

// ld is a thing in the terms of schema.org, as programs that read pages know it.
type ld map[string]any

// linked writes what the page tells programs as JSON-LD: the way to it, then what it shows. It is data, which no browser
// runs; encoding/json escapes what would end its element.
func (v view) linked() []string {
	var out []string
	for _, d := range append(v.breadcrumbs(), v.data...) {
		d["@context"] = "https://schema.org"
		b, err := json.Marshal(d)
		if err != nil {
			continue // texts and lists of texts: there is nothing in them that cannot be written
		}
		out = append(out, string(b))
	}
	return out
}

func (v view) breadcrumbs() []ld {
	if v.title == "" || v.status != 0 {
		return nil
	}
	items := []ld{}
	add := func(name, path string) {
		items = append(items, ld{"@type": "ListItem", "position": len(items) + 1, "name": name, "item": v.base + path})
	}
	add(v.p.T(navHome), homePath(v.lang))
	for _, w := range v.trail {
		if w.href != "" {
			add(w.text, w.href)
		}
	}
	add(v.title, v.paths.in(v.lang))
	return []ld{{"@type": "BreadcrumbList", "itemListElement": items}}
}

// put keeps a value that says something.
func (d ld) put(name, value string) {
	if value != "" {
		d[name] = value
	}
}

// describe tells what a record is to programs; nil for kinds that schema.org has no word for.
func (t teller) describe(p publish.Projection) []ld {
	thing := func(sort string) ld {
		d := ld{"@type": sort, "name": t.v.name(p.Record.Label()).text, "url": t.v.base + recordPath(t.v.lang, p.Head)}
		d.put("dateModified", p.Updated)
		return d
	}
	switch r := p.Record.(type) {
	case *record.Organisation:
		d := thing("Organization")
		d.put("alternateName", t.v.name(r.Acronym).text)
		d.put("description", t.v.name(r.About).text)
		if r.Wikidata != "" {
			d["sameAs"] = "https://www.wikidata.org/wiki/" + r.Wikidata
		}
		if r.Place.Country != "" {
			address := ld{"@type": "PostalAddress", "addressCountry": r.Place.Country}
			address.put("addressLocality", t.s.city(t.v.lang, r.Place.City))
			d["address"] = address
		}
		return []ld{d}
	case *record.Mission:
		d := t.event(thing("Event"), &r.Activity)
		var places []ld
		for _, s := range r.Stops {
			places = append(places, ld{"@type": "Place", "name": t.s.place(t.v, s.Place).text})
		}
		if len(places) > 0 {
			d["location"] = places
		}
		return []ld{d}
	case *record.Visit:
		return []ld{t.at(t.event(thing("Event"), &r.Activity), r.Place)}
	case *record.Event:
		return []ld{t.at(t.event(thing("Event"), &r.Activity), r.Place)}
	case *record.Participation:
		return []ld{t.at(t.event(thing("Event"), &r.Activity), r.Place)}
	case *record.Publication:
		d := thing("Report")
		d.put("datePublished", isoDay(r.Issued))
		d.put("inLanguage", r.Language)
		if w := t.ref(r.Publisher); w.text != "" {
			d["publisher"] = ld{"@type": "Organization", "name": w.text, "url": t.v.base + w.href}
		}
		return []ld{d}
	}
	return nil
}

func (t teller) event(d ld, a *record.Activity) ld {
	start, end, _ := a.Dates.Parts()
	d.put("startDate", isoDay(start))
	d.put("endDate", isoDay(end))
	d.put("description", t.v.name(a.Summary).text)
	if a.Status == "cancelled" {
		d["eventStatus"] = "https://schema.org/EventCancelled"
	}
	return d
}

func (t teller) at(d ld, p record.Place) ld {
	if !p.IsZero() {
		d["location"] = ld{"@type": "Place", "name": t.s.place(t.v, p).text}
	}
	return d
}

// isoDay is a single moment as ISO 8601 writes it; seasons, which it does not know, are left out.
func isoDay(d record.Date) string {
	switch d.Precision() {
	case record.PrecisionYear, record.PrecisionMonth, record.PrecisionDay:
		start, _, _ := d.Parts()
		return string(start)
	}
	return ""
}

// dataset describes a table that can be had as files.
func (v view) dataset(name, description string, files ...[2]string) ld {
	d := ld{"@type": "Dataset", "name": name, "description": description, "url": v.base + v.paths.in(v.lang)}
	var list []ld
	for _, f := range files {
		list = append(list, ld{"@type": "DataDownload", "encodingFormat": f[0], "contentUrl": v.base + f[1]})
	}
	d["distribution"] = list
	d["creator"] = ld{"@type": "Organization", "name": v.site.text}
	return d
}

func (e edition) describe(v view, title string) ld {
	return ld{
		"@type": "Report", "name": title, "temporalCoverage": fmt.Sprintf("%04d", e.year), "url": v.base + e.report().in(v.lang),
		"inLanguage": string(v.lang),
	}
}
