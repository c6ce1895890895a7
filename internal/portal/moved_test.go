package portal_test

import (
	"net/http"
	"testing"

	"entente/internal/record"
)

// TestAMergedRecordLeadsToTheOneThatIsKept: its permalinks, which others may have kept, go on.
func TestAMergedRecordLeadsToTheOneThatIsKept(t *testing.T) {
	t.Parallel()
	s := newShelf()
	gone := meta(record.KeyID("", record.KindOrganisation, "doublon"), record.KindOrganisation)
	gone.Visibility, gone.Withdrawn, gone.MergedInto = record.Private, "2026-01-01T00:00:00.000000Z", lausanneID
	s.records = append(s.records, &record.Organisation{Meta: gone, Name: record.Text{FR: "Doublon"}})
	h := newSite(t, s)
	kept := get(h, "/fr/organisations/"+lausanneID.Short()).Header().Get("Location")
	for _, path := range []string{"/fr/organisations/" + gone.ID.Short(), "/fr/organisations/" + gone.ID.Short() + "-doublon"} {
		if w := get(h, path); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != kept || kept == "" {
			t.Errorf("%s: %d to %q, want %q", path, w.Code, w.Header().Get("Location"), kept)
		}
	}
	if w := get(h, "/fr/missions/"+gone.ID.Short()); w.Code != http.StatusNotFound {
		t.Errorf("of another kind: %d", w.Code)
	}
}
