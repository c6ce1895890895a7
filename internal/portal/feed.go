package portal

import (
	"encoding/xml"
	"fmt"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/serve"
)

// atomFeed is a feed in the Atom format (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Link     atomLink     `xml:"link"`
	Category atomCategory `xml:"category"`
	Summary  string       `xml:"summary"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

const (
	mediaAtom  = "application/atom+xml; charset=utf-8"
	feedLength = 40
	// neverChanged stands for the instant of the last change where there is none.
	neverChanged = "1970-01-01T00:00:00Z"
)

func feedPath(lang i18n.Lang) string {
	return "/" + string(lang) + "/" + lang.Pick("flux.xml", "feed.xml")
}

// feedKinds are what somebody who follows an office wants to hear of: what it does, signs, obtains and publishes.
func feedKinds() []record.Kind {
	return []record.Kind{
		record.KindMission, record.KindVisit, record.KindParticipation, record.KindEvent, record.KindOutcome, record.KindProspect, record.KindAgreement,
		record.KindRelation, record.KindPublication, record.KindDocument, record.KindStory, record.KindPage, record.KindDossier,
	}
}

// feed tells what changed last. An entry is known by its permalink without the words that follow the title.
func (s *site) feed(q *query) (serve.Answer, error) {
	heads, err := s.Reader.Latest(q.Context(), feedKinds(), feedLength)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("feed: read the latest: %w", err)
	}
	said, err := s.summaries(q, heads)
	if err != nil {
		return serve.Answer{}, err
	}
	v := s.view(q, meta{paths: both(feedPath)})
	f := &atomFeed{
		Lang: string(q.lang), ID: s.BaseURL + feedPath(q.lang), Title: join(" – ", v.site.text, q.p.T("site.feed.title")), Updated: neverChanged, Author: v.site.text,
		Links: []atomLink{
			{"self", "application/atom+xml", string(q.lang), s.BaseURL + feedPath(q.lang)}, {"alternate", "text/html", string(q.lang), s.BaseURL + homePath(q.lang)},
		},
	}
	for i, h := range heads {
		if i == 0 {
			f.Updated = h.Updated
		}
		r := v.row(h)
		f.Entries = append(f.Entries, atomEntry{
			ID: s.BaseURL + listPath(q.lang, h.Kind) + "/" + h.ID.Short(), Title: r.title.text, Updated: h.Updated,
			Link:     atomLink{"alternate", "text/html", string(q.lang), s.BaseURL + recordPath(q.lang, h)},
			Category: atomCategory{string(h.Kind), r.kind},
			Summary:  join("\n", join(" · ", r.kind, r.sort, r.when), said[h.ID]),
		})
	}
	return writeXML(mediaAtom, f, nil)
}

// summaries says of activities what they were about.
func (s *site) summaries(q *query, heads []publish.Head) (map[record.Ref]string, error) {
	ids := make([]record.Ref, len(heads))
	for i, h := range heads {
		ids[i] = h.ID
	}
	list, err := s.projections(q, ids)
	if err != nil {
		return nil, err
	}
	out := map[record.Ref]string{}
	for _, p := range list {
		if a := activityOf(p.Record); a != nil {
			out[p.ID] = nameIn(a.Summary, q.lang)
		}
	}
	return out, nil
}
