package portal

// special is the handler of a special page.
func (s *site) special(name string) handler {
	switch name {
	case partnersPage:
		return s.partners
	case networksPage:
		return s.networks
	case planPage:
		return s.plan
	case methodPage:
		return s.method
	case disagreementsPage:
		return s.disagreements
	case aboutPage:
		return s.about
	}
	return s.nothing
}
