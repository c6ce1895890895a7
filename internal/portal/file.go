package portal

import (
	"fmt"
	"io"
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
	tag := ""
	if doc, ok := p.Record.(*record.Document); ok && doc.SHA256 != "" {
		tag = `"` + doc.SHA256 + `"`
		if q.Header.Get("If-None-Match") == tag {
			return serve.Answer{Status: http.StatusNotModified, Headers: [][2]string{{"ETag", tag}}}, nil
		}
	}
	body, doc, err := s.Reader.File(q.Context(), p.ID)
	if err != nil {
		return serve.Answer{}, fmt.Errorf("open file of %s: %w", p.ID, err)
	}
	media := doc.MediaType
	if media == "" {
		media = "application/octet-stream"
	}
	headers := attachment(doc.FileName)
	if tag != "" {
		headers = append(headers, [2]string{"ETag", tag})
	}
	return serve.Answer{Media: media, Headers: headers, Stream: func(w io.Writer) error {
		defer body.Close()
		if _, err := io.Copy(w, body); err != nil {
			return fmt.Errorf("send file of %s: %w", p.ID, err)
		}
		return nil
	}}, nil
}

// attachment asks a browser to keep an answer as a file of that name.
func attachment(name string) [][2]string { return [][2]string{serve.Attachment(name)} }
