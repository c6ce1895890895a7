package portal

import (
	"fmt"
	"sync"

	"entente/internal/record"
)

// bureaus keeps the public offices, which every page needs and which may be hundreds, as pages are kept: for as long as
// nothing published has changed. Whoever is given them only reads them.
type bureaus struct {
	mu         sync.Mutex
	known      bool
	generation int64
	list       []*record.Office
}

// officesAt gives the public offices as they are since a generation.
func (s *site) officesAt(q *query, generation int64) ([]*record.Office, error) {
	s.bureaus.mu.Lock()
	known, list := s.bureaus.known && s.bureaus.generation == generation, s.bureaus.list
	s.bureaus.mu.Unlock()
	if known {
		return list, nil
	}
	list, err := s.Reader.Offices(q.Context())
	if err != nil {
		return nil, fmt.Errorf("read offices: %w", err)
	}
	s.bureaus.mu.Lock()
	s.bureaus.known, s.bureaus.generation, s.bureaus.list = true, generation, list
	s.bureaus.mu.Unlock()
	return list, nil
}
