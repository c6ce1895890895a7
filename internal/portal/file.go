package portal

import (
	"fmt"
	"io"
	"mime"
	"net/http"

	"entente/internal/record"
	"entente/internal/serve"
)

// file gives the file of a document, always as a download: what offices upload is never run as a page of the site.
func (s *site) file(q *query) (serve.Answer, error) {
	given := q.PathValue("permalink")
	p, err := s.find(q, sectionOf(record.KindDocument), given)
	if err != nil {
		return serve.Answer{}, err
	}
	if given != permalink(q.lang, p.Head) {
		return serve.Redirect(http.StatusMovedPermanently, filePath(q.lang, p.Head)), nil
	}
	body, doc, err := s.Reader.File(q.Context(), p.ID)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("open file of %s: %w", p.ID, err)
	}
	defer body.Close()
	data, err := io.ReadAll(body)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("read file of %s: %w", p.ID, err)
	}
	media := doc.MediaType
	if media == "" {
		media = "application/octet-stream"
	}
	return serve.Answer{Media: media, Body: data, Headers: attachment(doc.FileName)}, nil
}

// attachment asks a browser to keep an answer as a file of that name.
func attachment(name string) [][2]string {
	value := mime.FormatMediaType("attachment", map[string]string{"filename": name})
	if value == "" {
		value = "attachment"
	}
	return [][2]string{{"Content-Disposition", value}}
}
