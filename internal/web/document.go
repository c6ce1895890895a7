package web

import (
	"errors"
	"io"
	"net/http"
	"path"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/access"
	"entente/internal/extract"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/serve"
)

type edit = registry.Edit

// attach keeps a file, makes a document of it and ties it to the record: one operation, which can be undone.
func (a *app) attach(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	if !s.editable(q) || s.meta.Withdrawn != "" {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	from, name, data, problem, err := a.uploaded(q)
	if err != nil {
		return serve.Answer{}, err
	}
	if problem != "" {
		return a.notAttached(q, s, problem, name)
	}
	media, err := extract.Sniff(name, data)
	switch {
	case errors.Is(err, extract.ErrUnknown):
		return a.notAttached(q, s, "page.attach.unknown", name)
	case errors.Is(err, extract.ErrOther):
		return a.notAttached(q, s, "page.attach.other", name)
	case err != nil:
		return serve.Answer{}, err
	}
	sum, err := a.Registry.Attach(q.Context(), q.actor, data)
	if err != nil {
		return serve.Answer{}, err
	}
	id, err := a.Registry.NewID()
	if err != nil {
		return serve.Answer{}, err
	}
	title := strings.TrimSpace(q.FormValue("title"))
	if title == "" {
		title = strings.TrimSuffix(name, path.Ext(name))
	}
	doc := &record.Document{
		Meta:  record.Meta{ID: id, Kind: record.KindDocument, Office: q.actor.Office, Visibility: record.Private, SharedWith: nil},
		Title: record.Text{FR: title}, MediaType: media, FileName: name, Size: int64(len(data)), SHA256: sum,
	}
	if s.meta.Visibility == record.Shared {
		doc.Visibility, doc.SharedWith = record.Shared, s.meta.SharedWith
	}
	next := record.Clone(s.Record)
	next.Head().Documents = append(next.Head().Documents, id)
	if s.Version != from {
		return serve.Answer{}, record.Errorf(record.Conflict, "%s is at version %d, not %d", s.meta.ID, s.Version, from)
	}
	b, err := a.Registry.Apply(q.Context(), q.actor, []edit{{Record: doc}, {Record: next, From: from}}, q.p.T("page.attach.reason", "name", name))
	if err != nil {
		return a.notSaved(q, s, err)
	}
	return a.said(s.path+"#documents", flash{Key: "page.said.attached", Name: name, Undo: b.ID}), nil
}

// uploaded reads the file that a form brings; problem says what is wrong with it.
func (a *app) uploaded(q *request) (from int, name string, data []byte, problem string, err error) {
	most, whole := q.office.LargestFile(), q.Body
	q.Body = http.MaxBytesReader(nil, q.Body, int64(most)+besidesFile)
	if err := q.ParseMultipartForm(besidesFile); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			// a browser shows no answer before it has sent everything
			if _, err := io.Copy(io.Discard, whole); err != nil {
				a.Log.InfoContext(q.Context(), "a file that is too large was cut off", "request", q.id, "error", err)
			}
			return 0, "", nil, "page.attach.large", nil
		}
		return 0, "", nil, "", record.Errorf(record.Invalid, "not a form with a file: %v", err)
	}
	if from, err = seen(q); err != nil {
		return 0, "", nil, "", err
	}
	file, head, err := q.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) {
		return from, "", nil, "page.attach.none", nil
	}
	if err != nil {
		return 0, "", nil, "", record.Errorf(record.Invalid, "no file came: %v", err)
	}
	defer file.Close()
	name = path.Base(strings.ReplaceAll(head.Filename, `\`, "/"))
	data, err = io.ReadAll(io.LimitReader(file, int64(most)+1))
	switch {
	case err != nil:
		return 0, "", nil, "", err
	case len(data) > most:
		return from, name, nil, "page.attach.large", nil
	case len(data) == 0:
		return from, name, nil, "page.attach.empty", nil
	}
	return from, name, data, "", nil
}

// notAttached tells why a file was refused.
func (a *app) notAttached(q *request, s subject, problem, name string) (serve.Answer, error) {
	args := []any{"name", name, "size", q.p.Bytes(int64(q.office.LargestFile())), "types", strings.Join(extract.Extensions(), ", ")}
	said := q.p.T(problem, args...)
	m := meta{title: q.p.T("page.attach.refused"), trail: s.crumbs(q, false), entry: string(s.kind), status: http.StatusUnprocessableEntity}
	return a.html(q, m, func(v view) templ.Component { return notAttachedPage(v, s, said) })
}

// file gives the bytes of a document that the reader may see.
func (a *app) file(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	doc, ok := s.Record.(*record.Document)
	if !ok || !s.can(q, access.See) {
		return serve.Answer{}, missing("file", s.path)
	}
	data, err := a.Registry.File(q.Context(), q.actor, s.meta.ID)
	if err != nil {
		return serve.Answer{}, err
	}
	return serve.Answer{Media: "application/octet-stream", Body: data, Headers: saved(doc.FileName)}, nil
}
