package dictionary

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// comments are what the source of the records says of its types and their fields.
type comments struct {
	types  map[string]string
	fields map[string]map[string]string // type → name in documents → comment
	embeds map[string][]string          // type → types whose fields it takes over
}

// field is the comment on a field of a type, or of a type that it embeds.
func (c comments) field(typeName, name string) string {
	if s := c.fields[typeName][name]; s != "" {
		return s
	}
	for _, e := range c.embeds[typeName] {
		if s := c.field(e, name); s != "" {
			return s
		}
	}
	return ""
}

func readComments(source fs.FS) (comments, error) {
	c := comments{types: map[string]string{}, fields: map[string]map[string]string{}, embeds: map[string][]string{}}
	names, err := fs.Glob(source, "*.go")
	if err != nil {
		return c, err
	}
	names = slices.DeleteFunc(names, func(n string) bool { return strings.HasSuffix(n, "_test.go") })
	if len(names) == 0 {
		return c, errors.New("no Go files")
	}
	for _, name := range names {
		text, err := fs.ReadFile(source, name)
		if err != nil {
			return c, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return c, err
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				c.declaration(g)
			}
		}
	}
	return c, nil
}

func (c comments) declaration(g *ast.GenDecl) {
	for _, s := range g.Specs {
		spec, ok := s.(*ast.TypeSpec)
		if !ok {
			continue
		}
		name := spec.Name.Name
		c.types[name] = oneLine(g.Doc, spec.Doc)
		st, ok := spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		c.fields[name] = map[string]string{}
		for _, f := range st.Fields.List {
			if id, ok := f.Type.(*ast.Ident); ok && len(f.Names) == 0 {
				c.embeds[name] = append(c.embeds[name], id.Name)
				continue
			}
			if f.Tag != nil {
				c.fields[name][jsonName(f.Tag.Value)] = oneLine(f.Doc, f.Comment)
			}
		}
	}
}

func jsonName(literal string) string {
	tag, err := strconv.Unquote(literal)
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name
}

// oneLine is the first of the comments that says something.
func oneLine(groups ...*ast.CommentGroup) string {
	for _, g := range groups {
		if g != nil {
			return strings.Join(strings.Fields(g.Text()), " ")
		}
	}
	return ""
}
