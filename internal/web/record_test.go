package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"entente/internal/access"
	"entente/internal/record"
	"entente/internal/registry/registrytest"
	"entente/internal/web/webtest"
)

func body(s *webtest.Site, name string, v record.Visibility) *record.Organisation {
	return &record.Organisation{Meta: record.Meta{ID: record.KeyID("", record.KindOrganisation, name), Kind: record.KindOrganisation, Office: s.Office, Visibility: v},
		Name: record.Text{FR: name}}
}

func at(r record.Record) string {
	return "/fr/app/records/" + string(r.Head().Kind) + "/" + r.Head().ID.Short()
}

func journey(s *webtest.Site, to record.Ref) *record.Mission {
	return &record.Mission{Meta: record.Meta{ID: record.KeyID("x", record.KindMission, "lyon"), Kind: record.KindMission, Office: s.Office, Visibility: record.Private, Note: record.Text{FR: "À tenir secret"}},
		Activity:  record.Activity{Title: record.Text{FR: "Mission à Lyon"}, Dates: "2024-05-12/2024-05-18", Status: "planned", Partners: []record.Part{{Who: to, Role: record.RoleHost}}},
		Stops:     []record.Stop{{Place: record.Place{Country: "FR", City: "2996944"}, Dates: "2024-05-13"}},
		Costs:     []record.Cost{{Total: record.Amount{Value: "1200", Currency: "CAD", Nature: record.Final}}},
		Approvals: []record.Approval{{Ceiling: record.Amount{Value: "1000", Currency: "CAD", Nature: record.Final}}}}
}

func TestTheMissionPageAtAGlance(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	lyon := body(s, "Ville de Lyon", record.Public)
	s.MustSave(t, lyon, 0)
	m := journey(s, lyon.ID)
	s.MustSave(t, m, 0)
	b := s.As(t, access.Officer)
	p := b.Get(at(m))
	if got := p.Texts(".journey li"); len(got) != 1 || !strings.HasPrefix(got[0], "Lyon France 13 mai 2024") {
		t.Errorf("the journey is %q", got)
	}
	if got := p.Texts(".glance .over"); len(got) != 1 || !strings.HasPrefix(got[0], "120 % du plafond") {
		t.Errorf("money: %q", got)
	}
	if got := webtest.Text(p.One(".steps li[aria-current]")); got != "Prévue" {
		t.Errorf("the step is %q", got)
	}
	if got := p.Texts(".private"); len(got) == 0 || got[0] != "interne" {
		t.Errorf("the note is marked %q", got)
	}
	action, form := p.Form(".steps form")
	p = b.Post(action, form)
	if got := webtest.Text(p.One(".steps li[aria-current]")); got != "Soumise" || p.Path != at(m) {
		t.Errorf("after the next step: %q at %s", got, p.Path)
	}
	action, form = p.Form(".flash form")
	p = b.Post(action, form)
	if got := webtest.Text(p.One(".steps li[aria-current]")); got != "Prévue" {
		t.Errorf("after undoing it: %q", got)
	}
	// Of the record of another office that is not public, nothing can be told.
	for _, path := range []string{"", "/history", "/why", "/withdraw", "/merge", "/file"} {
		if p := s.AsOther(t, access.Admin).Get(at(m) + path); p.Status != http.StatusNotFound || strings.Contains(p.Body, "Lyon") {
			t.Errorf("%s to another office: %d", path, p.Status)
		}
	}
}

func TestAVersionIsComparedAndBroughtBack(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	o := body(s, "Ville de Lyon", record.Private)
	o.About.FR = "Chef-lieu de la région."
	s.MustSave(t, o, 0)
	o.About.FR = "Chef-lieu du département."
	s.MustSave(t, o, 1)
	b := s.As(t, access.Officer)
	p := b.Get(at(o) + "/history")
	if del, ins := p.Texts(".diff del"), p.Texts(".diff ins"); !slices.Equal(del, []string{"supprimé : de la", "supprimé : région"}) || !slices.Equal(ins, []string{"ajouté : du", "ajouté : département"}) {
		t.Errorf("removed %q, added %q", del, ins)
	}
	action, form := p.Form("#differences form")
	if p = b.Post(action, form); !strings.Contains(p.Body, "La version 1 est rétablie.") || !strings.Contains(p.Body, "Chef-lieu de la région.") {
		t.Errorf("%d %s", p.Status, p.Path)
	}
	if p = b.Post(action, form); p.Status != http.StatusConflict {
		t.Errorf("from a stale page: %d", p.Status)
	}
	if p = s.As(t, access.Reader).Get(at(o) + "/history"); len(p.All("#differences form")) != 0 {
		t.Error("a reader is offered to bring a version back")
	}
}

func TestTwoRecordsAreMergedAndTornApart(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	keep, lose := body(s, "Ville de Lyon", record.Public), body(s, "Ville de Lyon (mairie)", record.Public)
	lose.About.FR = "Chef-lieu."
	m := journey(s, lose.ID)
	s.MustSave(t, keep, 0)
	s.MustSave(t, lose, 0)
	s.MustSave(t, m, 0)
	b := s.As(t, access.Officer)
	p := b.Get(at(keep) + "/merge")
	if got := p.Texts(".rows .row-title"); len(got) != 1 || !strings.HasPrefix(got[0], "Ville de Lyon (mairie)") {
		t.Fatalf("proposed: %q", got)
	}
	p = b.Get(webtest.Attr(p.One(".rows a.button"), "href"))
	action, form := p.Form("main form[method=post]")
	if form.Get("take.about") != "lost" || form.Get("take.name") != "kept" {
		t.Errorf("proposed choices: %v", form)
	}
	p = b.Post(action, form)
	if p.Path != at(keep) || !strings.Contains(p.Body, "Chef-lieu.") || !strings.Contains(webtest.Text(p.One("#ties")), "Mission à Lyon") {
		t.Errorf("%d %s", p.Status, p.Path)
	}
	if moved := s.AsOther(t, access.Reader).Once(http.MethodGet, at(lose), nil, ""); moved.Status != http.StatusMovedPermanently || moved.Header.Get("Location") != at(keep) {
		t.Errorf("the old address: %d to %s", moved.Status, moved.Header.Get("Location"))
	}
	if gone := b.Get(at(lose)); !strings.Contains(webtest.Text(gone.One(".notice")), "Elle a été fusionnée avec : Ville de Lyon") {
		t.Error("the page of the lost record does not say where it went")
	}
	action, form = p.Form(".flash form")
	b.Post(action, form)
	if p = b.Get(at(lose)); len(p.All(".notice")) != 0 || !strings.Contains(webtest.Text(p.One("#ties")), "Mission à Lyon") {
		t.Error("the merge was not undone")
	}
	if got := b.Get("/fr/app/batches").Texts("tbody tr td:nth-child(3)"); len(got) != 2 || !strings.HasPrefix(got[0], "Annulation : Fusion : ") {
		t.Errorf("latest operations: %q", got)
	}
	s.MustBeSound(t)
}

func TestWithdrawingSaysWhatFollows(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	lyon := body(s, "Ville de Lyon", record.Public)
	s.MustSave(t, lyon, 0)
	s.MustSave(t, journey(s, lyon.ID), 0)
	b := s.As(t, access.Officer)
	p := b.Get(at(lyon) + "/withdraw")
	if got := webtest.Text(p.One("main")); !strings.Contains(got, "La page publique de la fiche disparaîtra") || !strings.Contains(got, "Mission à Lyon") {
		t.Errorf("%s", got)
	}
	action, form := p.Form("main form.panel")
	form.Set("reason", "Doublon")
	p = b.Post(action, form)
	if got := webtest.Text(p.One(".flash")); !strings.Contains(got, "« Ville de Lyon » est retirée.") && !strings.Contains(got, "est retirée") {
		t.Errorf("%s", got)
	}
	action, form = p.Form(".flash form")
	if p = b.Post(action, form); len(p.All(".notice")) != 0 {
		t.Error("the withdrawal was not undone")
	}
	if p = s.As(t, access.Contributor).Get(at(lyon) + "/withdraw"); p.Status != http.StatusNotFound {
		t.Errorf("a contributor: %d", p.Status)
	}
}

func TestDocumentsAreAttachedAndDownloaded(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	o := body(s, "Ville de Lyon", record.Private)
	s.MustSave(t, o, 0)
	b := s.As(t, access.Officer)
	send := func(name, content, from string) *webtest.Page {
		t.Helper()
		var buf bytes.Buffer
		w := multipart.NewWriter(&buf)
		if err := w.WriteField("from", from); err != nil {
			t.Fatal(err)
		}
		f, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Send(at(o)+"/documents", w.FormDataContentType(), &buf)
	}
	standing, err := s.World.Get(t.Context(), access.OperatorActor(), s.Office)
	if err != nil {
		t.Fatal(err)
	}
	own := standing.Record.(*record.Office)
	own.Rules.FileMegabytes = 2
	s.MustSave(t, own, standing.Version)
	if page := b.Get(at(o)); !strings.Contains(page.Body, "jusqu’à 2\u00a0Mo") {
		t.Error("the page does not say how large a file may be")
	}
	for name, c := range map[string]struct{ file, content, want string }{
		"too large":               {"lettre.txt", strings.Repeat("a", 2_000_001), "la limite est de 2\u00a0Mo"},
		"much too large":          {"lettre.txt", strings.Repeat("a", 9_000_000), "la limite est de 2\u00a0Mo"},
		"a sort that is not kept": {"macro.exe", "MZ", "ne sont pas conservés"},
		"another sort":            {"lettre.pdf", "MZ", "n’est pas celui que son nom annonce"},
		"nothing":                 {"vide.txt", "", "est vide"},
	} {
		if p := send(c.file, c.content, "1"); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, c.want) {
			t.Errorf("%s: %d\n%s", name, p.Status, p.Texts("main"))
		}
	}
	p := send("Lettre d’entente.txt", "Cher collègue", "1")
	if got := webtest.Text(p.One("#documents")); !strings.Contains(got, "Lettre d’entente") {
		t.Fatalf("documents: %q", got)
	}
	doc := ""
	for _, a := range p.All("#documents a") {
		if strings.Contains(webtest.Attr(a, "href"), "/records/document/") {
			doc = webtest.Attr(a, "href")
		}
	}
	file := b.Get(doc + "/file")
	if file.Body != "Cher collègue" || file.Header.Get("Content-Type") != "application/octet-stream" || !strings.Contains(file.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%q %v", file.Body, file.Header)
	}
	if p := s.AsOther(t, access.Admin).Get(doc + "/file"); p.Status != http.StatusNotFound {
		t.Errorf("to another office: %d", p.Status)
	}
	if p := send("autre.txt", "x", "1"); p.Status != http.StatusConflict {
		t.Errorf("from a stale page: %d", p.Status)
	}
	s.MustBeSound(t)
}

func TestCommentsFindAndWhy(t *testing.T) {
	t.Parallel()
	s := webtest.Open(t, registrytest.Engines()[0])
	o := body(s, "Ville de Lyon", record.Public)
	s.MustSave(t, o, 0)
	b, other := s.As(t, access.Officer), s.AsOther(t, access.Officer)
	p := b.Post(at(o)+"/comments", url.Values{"words": {"À <b>revoir</b>"}})
	if got := p.Texts(".comment-words"); !slices.Equal(got, []string{"À <b>revoir</b>"}) {
		t.Errorf("%q", got)
	}
	if p := other.Get(at(o)); len(p.All(".comments")) != 0 || strings.Contains(p.Body, "revoir") {
		t.Error("another office reads what is said")
	}
	action, form := p.Form(".comments form")
	if p = b.Post(action, form); len(p.All(".comments")) != 0 {
		t.Error("the comment is still there")
	}
	for who, c := range map[*webtest.Browser]string{b: "parce qu’elle appartient à votre bureau", other: "parce qu’elle est publique"} {
		if got := webtest.Text(who.Get(at(o) + "/why").One("main .lead")); !strings.Contains(got, c) {
			t.Errorf("why: %q, want %q", got, c)
		}
	}
	p = b.Get("/fr/app/find?q=lyon")
	if got := p.Texts(".hits .row-title a"); !slices.Equal(got, []string{"Ville de Lyon"}) {
		t.Errorf("found %q", got)
	}
	if got := b.Get("/fr/app/find/suggestions?q=lyo").Body; !strings.Contains(got, `"title":"Ville de Lyon"`) {
		t.Errorf("suggested %s", got)
	}
	if got := b.Get("/fr/app/find/suggestions").Body; !strings.Contains(got, `"title":"Ville de Lyon"`) {
		t.Errorf("recently seen: %s", got)
	}
	if got := len(b.Get("/fr/app/keys").All("table.keys tbody tr")); got != 12 {
		t.Errorf("%d keys", got)
	}
}
