package publish

import (
	"entente/internal/figure"
	"entente/internal/record"
)

// highlights has one sentence for each main figure, followed by what a publication declares where that differs.
func (w *writer) highlights() []Block {
	var items []Item
	for _, it := range []Item{
		{Spans: w.visitsSentence()}, {Spans: w.missionsSentence()}, {Spans: w.participationsSentence()},
		{Spans: w.single(figure.AgreementsKey), Items: w.newAgreements()},
		{Spans: w.single(figure.ServicesKey)}, {Spans: w.single(figure.PartnersKey)},
	} {
		if len(it.Spans) > 0 {
			items = append(items, it)
		}
	}
	if len(items) == 0 {
		return nil
	}
	return []Block{paragraph(w.sentence("report.highlight.lead", "year", w.in.Year)), {Sort: "list", Items: items}}
}

// computed is a computed number with its noun, opening its evidence; ok is false when the number cannot be told.
func (w *writer) computed(key string) (s Span, ok bool) {
	f := w.figures[key]
	if f.Value == nil {
		return Span{}, false
	}
	return strong(key, w.phrase(key, *f.Value)), true
}

// some is computed for a number above zero.
func (w *writer) some(key string) (Span, bool) {
	s, ok := w.computed(key)
	return s, ok && *w.figures[key].Value != "0"
}

func (w *writer) visitsSentence() []Span {
	all, ok := w.some(figure.VisitsKey)
	if !ok {
		return w.single(figure.VisitsKey)
	}
	courtesy, _ := w.computed(figure.CourtesyKey)
	collaboration, _ := w.computed(figure.CollaborationKey)
	strategic, _ := w.computed(figure.StrategicKey)
	return sentences(
		capital(w.sentence("report.highlight.visits", "visits", all, "courtesy", courtesy, "collaboration", collaboration, "strategic", strategic)),
		w.differs(figure.VisitsKey, figure.CourtesyKey, figure.CollaborationKey, figure.StrategicKey),
	)
}

func (w *writer) missionsSentence() []Span {
	missions, ok := w.some(figure.MissionsKey)
	countries, someCountries := w.some(figure.CountriesKey)
	cities, someCities := w.some(figure.CitiesKey)
	var said []Span
	switch {
	case !ok:
		return w.single(figure.MissionsKey)
	case someCountries && someCities:
		said = w.sentence("report.highlight.missions", "missions", missions, "countries", countries, "cities", cities)
	case someCountries:
		said = w.sentence("report.highlight.missions_abroad", "missions", missions, "countries", countries)
	default:
		said = w.named([]Span{missions}, nil)
	}
	return sentences(capital(said), w.differs(figure.MissionsKey, figure.CountriesKey, figure.CitiesKey))
}

func (w *writer) participationsSentence() []Span {
	participations, some := w.some(figure.ParticipationsKey)
	forums, someForums := w.some(figure.ForumsKey)
	var bodies []record.Ref
	for _, it := range w.figures[figure.ForumsKey].Evidence {
		bodies = append(bodies, record.Ref(it.Thing))
	}
	var said []Span
	switch {
	case some && someForums:
		said = w.named(w.sentence("report.highlight.participations", "participations", participations, "forums", forums), bodies)
	case someForums:
		said = w.named(w.sentence("report.highlight.forums", "forums", forums), bodies)
	case some:
		said = w.named([]Span{participations}, nil)
	default:
		return w.single(figure.ParticipationsKey)
	}
	return sentences(capital(said), w.differs(figure.ParticipationsKey, figure.ForumsKey))
}

// newAgreements lists the agreements counted: their titles hold commas, which a sentence would blur.
func (w *writer) newAgreements() []Item {
	var out []Item
	for _, it := range w.figures[figure.AgreementsKey].Evidence {
		if s := w.name(it.Records[0]); s.Text != "" {
			out = append(out, Item{Spans: []Span{s}})
		}
	}
	return out
}

// named ends a sentence with the names of what it counts.
func (w *writer) named(phrase []Span, refs []record.Ref) []Span {
	if names := w.names(refs); len(names) > 0 {
		return w.sentence("report.highlight.named", "phrase", phrase, "names", names)
	}
	return w.sentence("report.highlight.plain", "phrase", phrase)
}

// single is the sentence of one figure: the computed number, or the declared one, said to be so, where nothing allows to
// compute it.
func (w *writer) single(key string) []Span {
	f := w.figures[key]
	switch {
	case f.Value != nil:
		return sentences(capital(w.sentence("report.highlight.plain", "phrase", strong(key, w.phrase(key, *f.Value)))), w.differs(key))
	case len(f.Declared) > 0:
		phrase := strong(key, w.declaredPhrase(key, f.Declared[0].Value))
		return capital(w.sentence("report.highlight.declared_only", "phrase", phrase, "document", w.document(f)))
	}
	return nil
}

// differs says what the publication declares where it is not what was computed.
func (w *writer) differs(keys ...string) []Span {
	var phrases [][]Span
	var first figure.Figure
	for _, key := range keys {
		f, n := w.figures[key], w.numbers[key]
		if f.Value == nil || n.Declared == nil || n.Agrees {
			continue
		}
		if len(phrases) == 0 {
			first = f
		}
		phrases = append(phrases, []Span{open(key, w.declaredPhrase(key, f.Declared[0].Value))})
	}
	if len(phrases) == 0 {
		return nil
	}
	return capital(w.sentence("report.highlight.differs", "document", w.document(first), "phrases", w.list(phrases)))
}

// document is "le document publié", as a link to the publication that declares a figure.
func (w *writer) document(f figure.Figure) Span {
	return Span{Text: w.p.T("report.document"), Record: f.Declared[0].Publication}
}
