package web_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"entente/internal/access"
	"entente/internal/i18n"
	"entente/internal/registry"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

const instant = "2006-01-02T15:04:05.000000Z"

func TestHealthTellsHowTheInstallationFares(t *testing.T) {
	t.Parallel()
	registrytest.Each(t, func(t *testing.T, e registrytest.Engine) {
		s, op := webtest.Open(t, e), access.OperatorActor()
		b := s.As(t, access.Admin)
		page := b.Get("/fr/app/health")
		for _, want := range []string{"État de l’installation", "Aucune bonne copie de la base n’a encore été faite.", "jamais", "non configuré", "Aucune tâche n’est encore inscrite"} {
			if page.Status != http.StatusOK || !strings.Contains(page.Body, want) {
				t.Errorf("%q is missing: %d\n%s", want, page.Status, page.Body)
			}
		}
		now := s.Clock.Now()
		for ago, backup := range map[time.Duration]registry.Backup{
			3 * time.Hour: {Outcome: registry.BackupGood, Path: "/copies/a.db", Size: 1_523_712, Records: 4066, Heads: "abc123"},
			time.Hour:     {Outcome: registry.BackupFailed, Path: "/copies", Said: "no space left on device"},
		} {
			backup.At = now.Add(-ago).Format(instant)
			backup.EndedAt = backup.At
			if err := s.NoteBackup(t.Context(), op, backup); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.DeclareJob(t.Context(), op, "backup", now.Add(-time.Minute)); err != nil {
			t.Fatal(err)
		}
		j, _, err := s.ClaimJob(t.Context(), op, "backup", "n1", time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.FinishJob(t.Context(), op, j, "", errors.New("no space left on device"), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		for lang, wanted := range map[string][]string{
			"fr": {"La dernière copie a échoué.", "Une tâche a échoué\u00a0: Copie de la base.", "/copies/a.db", "1,5\u00a0Mo", "4\u00a0066", "abc123", "no space left on device", "bonne\u00a0: ouverte"},
			"en": {"The last copy failed.", "A job failed: Copy of the database.", "/copies/a.db", "1.5\u00a0MB", "4,066", "good: opened"},
		} {
			page := b.Get("/" + lang + "/app/health")
			for _, want := range wanted {
				if !strings.Contains(page.Body, want) {
					t.Errorf("%s: %q is missing", lang, want)
				}
			}
			if strings.ContainsAny(page.Body, "⟦⟧") {
				t.Errorf("%s: a text is missing", lang)
			}
		}
		said := b.Get("/fr/app/health.json")
		var h registry.HealthReport
		if err := json.Unmarshal([]byte(said.Body), &h); err != nil {
			t.Fatal(err)
		}
		if h.Engine != string(s.DB.Engine) || h.LastGood == nil || h.LastGood.Records != 4066 || len(h.Jobs) != 1 || h.Started == nil || len(h.Problems) < 2 || h.Mail != "" {
			t.Errorf("as JSON: %s", said.Body)
		}
		if media := said.Header.Get("Content-Type"); media != "application/json; charset=utf-8" {
			t.Errorf("as %s", media)
		}
		words, err := i18n.New()
		if err != nil {
			t.Fatal(err)
		}
		for _, outcome := range []string{registry.BackupGood, registry.BackupUnsound, registry.BackupFailed} {
			if !words.For(i18n.FR).Has("ops.backup." + outcome) {
				t.Errorf("%s has no words", outcome)
			}
		}
	})
}
