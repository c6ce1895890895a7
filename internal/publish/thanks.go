package publish

import (
	"slices"

	"entente/internal/record"
)

// mostThanked is how many results a letter names.
const mostThanked = 3

// Addressees are whom a letter about a record may be for, those who received or came first.
func Addressees(r record.Record) []record.Ref {
	var out []record.Ref
	add := func(ids ...record.Ref) {
		for _, id := range ids {
			if id != "" && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	switch r := r.(type) {
	case *record.Mission:
		add(r.InvitedBy...)
		for _, first := range []bool{true, false} {
			for _, p := range r.Partners {
				if (p.Role == record.RoleHost) == first {
					add(p.Who)
				}
			}
		}
	case *record.Visit:
		for _, p := range r.Delegates {
			add(p.Who)
		}
		for _, o := range r.Origins {
			add(o.Who)
		}
		for _, p := range r.Partners {
			add(p.Who)
		}
	}
	return out
}

// thanksForMission thanks those who received our delegation.
func (s *sheet) thanksForMission(m *record.Mission, to record.Ref) {
	to = s.addressee(m, to)
	var cities []string
	for _, st := range m.Stops {
		if name := s.place(st.Place); !slices.Contains(cities, name) {
			cities = append(cities, name)
		}
	}
	who := s.who(m.Lead)
	if len(who) == 0 {
		who = s.words(s.p.T("paper.letter.delegation"))
	}
	key := "paper.letter.mission"
	if len(cities) == 0 {
		key = "paper.letter.mission_nowhere"
	}
	body := [][]Span{s.sentence(key, "who", plainly(who), "dates", s.moment(m.Dates), "cities", s.p.List(cities))}
	if purpose := s.text(m.Purpose); purpose.Text != "" {
		purpose.Text = sentenceOf(purpose.Text)
		body = append(body, s.sentence("paper.letter.purpose", "purpose", purpose))
	}
	s.letter(m, to, append(body, s.carried(&m.Activity)), s.outcomesFrom(m.ID))
}

// thanksForVisit thanks those who came.
func (s *sheet) thanksForVisit(v *record.Visit, to record.Ref) {
	to = s.addressee(v, to)
	host := s.words(s.paper.Office)
	if s.m.Office != nil {
		if ours := s.who(s.m.Office.Organisation); len(ours) > 0 {
			host = ours
		}
	}
	body := [][]Span{s.sentence("paper.letter.visit", "host", plainly(host), "dates", s.moment(v.Dates))}
	if summary := s.text(v.Summary); summary.Text != "" {
		summary.Text = sentenceOf(summary.Text)
		body = append(body, merge([]Span{summary}))
	}
	s.letter(v, to, append(body, s.carried(&v.Activity)), s.outcomesFrom(v.ID))
}

// addressee is whom the letter is for; one that the record does not name is nobody.
func (s *sheet) addressee(r record.Record, to record.Ref) record.Ref {
	all := Addressees(r)
	if to != "" && slices.Contains(all, to) {
		return to
	}
	for _, id := range all {
		if s.known[id] != nil {
			return id
		}
	}
	return ""
}

// moment is when it was, with the space before it; "" when that is not known.
func (s *sheet) moment(d record.Date) string {
	if d == "" {
		return ""
	}
	return " " + s.p.DateIn(d)
}

// plainly takes the links out of words: a letter on paper leads nowhere.
func plainly(spans []Span) []Span {
	out := slices.Clone(spans)
	for i := range out {
		out[i].Record, out[i].Figure = "", ""
	}
	return merge(out)
}

func (s *sheet) carried(a *record.Activity) []Span {
	var public []record.Ref
	for _, id := range a.CarriesOut {
		if r := s.known[id]; r != nil && r.Head().Visibility == record.Public {
			public = append(public, id)
		}
	}
	if len(public) == 0 {
		return nil
	}
	return s.sentence("paper.letter.carried", "names", plainly(s.names(public)))
}

// letter sets a letter: to whom, of what day, about what, its words and who signs. Of results it names those that are public.
func (s *sheet) letter(about record.Record, to record.Ref, body [][]Span, outcomes []*record.Outcome) {
	title := s.text(about.Label())
	s.paper.Title, s.paper.Subtitle = s.p.T("paper.letter.object", "title", title.Text), ""
	from := ""
	if s.m.Office != nil {
		from = s.place(s.m.Office.Home)
	}
	dated := s.p.Date(s.m.Today)
	if from != "" {
		dated = s.p.T("paper.letter.dated", "place", from, "date", s.p.DateIn(s.m.Today))
	}
	blocks := []Block{lines(s.words(dated)), lines(s.address(to)...), {Sort: "title"}}
	blocks = append(blocks, s.paragraphOf("paper.letter.salutation"))
	for _, b := range body {
		if len(b) > 0 {
			blocks = append(blocks, paragraph(b))
		}
	}
	var kept [][]Span
	for _, o := range outcomes {
		if o.Visibility == record.Public && len(kept) < mostThanked {
			s.use(o)
			kept = append(kept, s.prose(o.Statement))
		}
	}
	if len(kept) > 0 {
		blocks = append(blocks, s.paragraphOf("paper.letter.kept"), bullets(kept...))
	}
	blocks = append(blocks, s.paragraphOf("paper.letter.ahead"), paragraph(s.closing()), lines(s.signature()...))
	s.paper.Opening = blocks
}

// address is the block of the addressee: the person where one is known, the post, the body, its place; the street is to be
// filled in, for no record holds it.
func (s *sheet) address(to record.Ref) [][]Span {
	var out [][]Span
	add := func(spans []Span) {
		if len(spans) > 0 {
			out = append(out, plainly(spans))
		}
	}
	body := func(id record.Ref) {
		add(merge([]Span{s.name(id)}))
		add(s.blank("paper.letter.street"))
		if o, ok := s.look(id).(*record.Organisation); ok {
			add(s.spot(record.Place{City: o.Place.City, Country: o.Place.Country}))
		}
	}
	switch r := s.look(to).(type) {
	case *record.Post:
		if person := s.holder(r, s.m.Today); person != nil {
			add(merge([]Span{s.name(person.ID)}))
		}
		add(merge([]Span{s.name(to)}))
		body(r.Organisation)
	case *record.Person:
		add(merge([]Span{s.name(to)}))
		add(s.blank("paper.letter.street"))
	case *record.Organisation:
		body(to)
	default:
		add(s.blank("paper.letter.to"))
		add(s.blank("paper.letter.street"))
	}
	return out
}

// closing are the office's last words, or those of custom.
func (s *sheet) closing() []Span {
	if s.m.Office != nil {
		if words := s.prose(s.m.Office.Papers.Closing); len(words) > 0 {
			return words
		}
	}
	return s.sentence("paper.letter.closing")
}

// signature is the post that signs, with who holds it, or room for both.
func (s *sheet) signature() [][]Span {
	out := [][]Span{s.blank("paper.letter.signature")}
	if s.m.Office == nil {
		return out
	}
	post, ok := s.look(s.m.Office.Papers.Signatory).(*record.Post)
	if !ok {
		return append(out, s.blank("paper.letter.signatory"), s.words(s.paper.Office))
	}
	if person := s.holder(post, s.m.Today); person != nil {
		out = append(out, plainly([]Span{s.name(person.ID)}))
	}
	return append(out, plainly([]Span{s.name(post.ID)}), s.words(s.paper.Office))
}
