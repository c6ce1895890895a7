package record

// Transition returns what is wrong with turning old into next, beyond what is wrong with next alone.
func Transition(old, next Record) []Problem {
	c := &Checker{}
	a, b := old.Head(), next.Head()
	if a.Kind != b.Kind {
		c.Add("kind", "kind_changed", "from", string(a.Kind), "to", string(b.Kind))
		return c.problems
	}
	p, wasOne := old.(*Publication)
	n, isOne := next.(*Publication) // a record may lie about its kind: Check tells
	if wasOne && isOne && p.Sealed {
		c.sealed(p, n)
	}
	return c.problems
}

// sealed holds that a published text stays as it was: it may only be superseded, withdrawn or shown to others.
func (c *Checker) sealed(old, next *Publication) {
	was, is := *old, *next
	was.SupersededBy, is.SupersededBy = "", ""
	was.Visibility, is.Visibility = "", ""
	was.SharedWith, is.SharedWith = nil, nil
	was.Withdrawn, is.Withdrawn = "", ""
	was.MergedInto, is.MergedInto = "", ""
	was.Note, is.Note = Text{}, Text{}
	a, errA := Encode(&was)
	b, errB := Encode(&is)
	if errA != nil || errB != nil || string(a) != string(b) {
		c.Add("sealed", "publication_sealed")
	}
}
