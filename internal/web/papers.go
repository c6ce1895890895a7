package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"entente/internal/i18n"
	"entente/internal/publish"
	"entente/internal/record"
	"entente/internal/registry"
	"entente/internal/render"
	"entente/internal/render/docx"
	"entente/internal/render/html"
	"entente/internal/serve"
	"entente/internal/tell"
	"entente/internal/typst"
)

func (a *app) paperRoutes() []route {
	const at = "/records/{kind}/{short}/papers"
	return []route{
		get(at, "documents of a record", a.papers),
		get(at+"/{file}", "a document of a record", a.paper),
	}
}

// paperOffer is a document that can be made of a record.
type paperOffer struct {
	sort  string
	label string
	hint  string
	langs []paperLang
}

// paperLang is where a document is read or downloaded in a language.
type paperLang struct {
	lang  i18n.Lang
	files []paperFile
}

type paperFile struct {
	format, label, path string
	saved               bool // downloaded rather than read
}

// formats are those in which documents are made, what is asked for most first.
func (a *app) formats() []string {
	if a.PDF == nil {
		return []string{"html", "docx", "json"}
	}
	return []string{"html", "docx", "pdf", "json"}
}

// offers lists what can be made of a record.
func (a *app) offers(q *request, s subject) []paperOffer {
	var out []paperOffer
	for _, sort := range publish.SortsOf(s.kind) {
		o := paperOffer{sort: sort, label: q.p.T("paper.sort." + sort), hint: q.p.T("papers.hint." + sort)}
		for _, lang := range i18n.Langs() {
			l := paperLang{lang: lang}
			for _, f := range a.formats() {
				l.files = append(l.files, paperFile{f, a.Catalogs.For(lang).T("papers.format." + f), recordPath(lang, s.kind, s.meta.ID) + "/papers/" + sort + "." + f, f != "html"})
			}
			o.langs = append(o.langs, l)
		}
		out = append(out, o)
	}
	return out
}

// papersData is what the page of a record's documents shows.
type papersData struct {
	subject

	offers     []paperOffer
	addressees []tell.Words
	ids        []record.Ref
}

// papers lists what can be made of the record, in which language and format.
func (a *app) papers(q *request) (serve.Answer, error) {
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	d := papersData{subject: s, offers: a.offers(q, s)}
	if len(d.offers) == 0 {
		return serve.Answer{}, missing("page", q.URL.Path)
	}
	ids := publish.Addressees(s.Record)
	heads, err := a.Registry.Heads(q.Context(), q.actor, ids)
	if err != nil {
		return serve.Answer{}, err
	}
	for _, id := range ids {
		if h, ok := heads[id]; ok {
			d.addressees, d.ids = append(d.addressees, linked(q, h)), append(d.ids, id)
		}
	}
	m := meta{title: q.p.T("papers.title"), trail: s.crumbs(q, false), entry: string(s.kind)}
	return a.html(q, m, func(v view) templ.Component { return papersPage(v, d) })
}

// paper makes one document of the record in the language of the address.
func (a *app) paper(q *request) (serve.Answer, error) {
	sort, format, _ := strings.Cut(q.PathValue("file"), ".")
	s, err := a.subject(q)
	if err != nil {
		return follow(err)
	}
	if !slices.Contains(a.formats(), format) || !slices.Contains(publish.SortsOf(s.kind), sort) {
		return serve.Answer{}, missing("document", q.PathValue("file"))
	}
	m, err := a.Registry.Matter(q.Context(), q.actor, s.meta.ID)
	if err != nil {
		return serve.Answer{}, err
	}
	p, err := publish.About(q.p, sort, m, record.Ref(q.FormValue("to")))
	if err != nil {
		return serve.Answer{}, err
	}
	links, name := a.paperLinks(q, m, sort), fileName(p, sort, format)
	if format == "pdf" {
		return a.printed(q, meta{trail: s.crumbs(q, false), entry: string(s.kind)}, s.path+"/papers", p, links, name)
	}
	return written(p, links, format, name)
}

// fileName is what a document is called where it is kept.
func fileName(p *publish.Paper, sort, format string) string {
	name := registry.Slug(p.Title)
	if name == "" {
		name = "document"
	}
	return sort + "-" + name + "." + format
}

// paperLinks lead from names to the pages of records. What leaves the office leads nowhere: the pages are the office's own.
func (a *app) paperLinks(q *request, m publish.Matter, sort string) render.Links {
	if publish.Sent(sort) {
		return render.Links{}
	}
	kinds := m.Kinds()
	return render.Links{Record: func(id record.Ref) string {
		kind, ok := kinds[id]
		if !ok {
			return ""
		}
		return strings.TrimSuffix(a.BaseURL, "/") + recordPath(q.lang, kind, id)
	}}
}

// written is a document in a format.
func written(p *publish.Paper, links render.Links, format, name string) (serve.Answer, error) {
	switch format {
	case "html":
		var b bytes.Buffer
		if err := html.Write(&b, p, links); err != nil {
			return serve.Answer{}, err
		}
		return serve.Answer{Media: serve.HTML, Body: b.Bytes(), Headers: [][2]string{{"Content-Security-Policy", standAlone(b.Bytes())}}}, nil
	case "docx":
		var b bytes.Buffer
		if err := docx.Write(&b, p, links); err != nil {
			return serve.Answer{}, err
		}
		return serve.Answer{Media: docxMedia, Body: b.Bytes(), Headers: saved(name)}, nil
	case "json":
		b, err := render.JSON(p)
		return serve.Answer{Media: "application/json", Body: b, Headers: saved(name)}, err
	}
	return serve.Answer{}, missing("document", name)
}

const docxMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// PDFPress makes PDF files. One that is not ready yet prepares itself and says so with [typst.ErrNotReady].
type PDFPress interface {
	Write(ctx context.Context, p *publish.Paper, links render.Links) ([]byte, error)
	State() typst.State
}

// printed is a document as PDF, or a page that says how far the press is and leads back.
func (a *app) printed(q *request, m meta, back string, p *publish.Paper, links render.Links, name string) (serve.Answer, error) {
	b, err := a.PDF.Write(q.Context(), p, links)
	why := ""
	switch {
	case err == nil:
		return serve.Answer{Media: "application/pdf", Body: b, Headers: [][2]string{{"Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": name})}}}, nil
	case errors.Is(err, typst.ErrNotReady):
		why = q.p.T("papers.pdf.preparing")
	case errors.Is(err, typst.ErrBusy):
		why = q.p.T("papers.pdf.busy")
	case errors.Is(err, typst.ErrNotBuilt):
		why = q.p.T("papers.pdf.not_built")
	default:
		return serve.Answer{}, err
	}
	done := int(100 * a.PDF.State().Share)
	m.title = q.p.T("papers.pdf.wait")
	return a.html(q, m, func(v view) templ.Component { return pdfPage(v, back, why, done, errors.Is(err, typst.ErrNotReady)) })
}

// saved keeps an answer as a file.
func saved(name string) [][2]string { return [][2]string{serve.Attachment(name)} }

// standAlone is the policy of a page that holds its own style sheet: that one by its digest, and nothing else.
func standAlone(page []byte) string {
	style := ""
	if _, rest, ok := bytes.Cut(page, []byte("<style>")); ok {
		sheet, _, _ := bytes.Cut(rest, []byte("</style>"))
		sum := sha256.Sum256(sheet)
		style = "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; "
	}
	return fmt.Sprintf("default-src 'none'; %simg-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'", style)
}
