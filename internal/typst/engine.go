package typst

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Job is a document to set: the source of its template and the files that it reads, by absolute path. Nothing else is within
// its reach: no disk, no network, no packages, no clock.
type Job struct {
	Source string
	Files  map[string][]byte
}

const mainPath = "/main.typ"

// engine is a typesetter that is ready for documents, one after the other.
type engine struct {
	in       *instance
	compiler uint64
}

// settings of an engine.
type settings struct {
	cache   string // folder of the machine code, "" to keep none
	memory  uint32 // largest memory, in bytes
	workers int    // how many processors the first compilation takes
}

// newEngine makes machine code of the typesetter, or takes what the cache holds, and starts it with its fonts.
func newEngine(ctx context.Context, s settings) (e *engine, err error) {
	wasm, err := compiler()
	if err != nil {
		return nil, err
	}
	fonts, err := Fonts()
	if err != nil {
		return nil, err
	}
	const page = 64 << 10
	cfg := wazero.NewRuntimeConfig().WithDebugInfoEnabled(false).WithMemoryLimitPages(max(s.memory, 1<<28) / page)
	if s.cache != "" {
		cache, err := wazero.NewCompilationCacheWithDir(s.cache)
		if err != nil {
			return nil, fmt.Errorf("open the typesetter's cache: %w", err)
		}
		cfg = cfg.WithCompilationCache(cache)
	}
	rt := wazero.NewRuntimeWithConfig(ctx, cfg)
	if s.workers > 1 {
		ctx = experimental.WithCompilationWorkers(ctx, s.workers)
	}
	mod, err := rt.CompileModule(ctx, wasm)
	if err != nil {
		return nil, fmt.Errorf("prepare the typesetter: %w", err)
	}
	in := newInstance(ctx)
	if err := in.link(ctx, rt, mod); err != nil {
		return nil, err
	}
	if in.mod, err = rt.InstantiateModule(ctx, mod, wazero.NewModuleConfig().WithName("").WithStartFunctions("__wbindgen_start")); err != nil {
		return nil, fmt.Errorf("start the typesetter: %w", err)
	}
	e = &engine{in: in}
	return e, e.open(fonts)
}

// link gives the typesetter its imports. One that is not known is an error: nothing may be left out silently.
func (in *instance) link(ctx context.Context, rt wazero.Runtime, mod wazero.CompiledModule) error {
	known := imports()
	host := rt.NewHostModuleBuilder(importModule)
	for _, f := range mod.ImportedFunctions() {
		module, name, _ := f.Import()
		call, ok := known[name]
		if module != importModule || !ok {
			return fmt.Errorf("the typesetter asks for %s.%s, which is not known", module, name)
		}
		host.NewFunctionBuilder().WithGoModuleFunction(in.bridge(name, call, len(f.ParamTypes()), len(f.ResultTypes())), f.ParamTypes(), f.ResultTypes()).Export(name)
	}
	if _, err := host.Instantiate(ctx); err != nil {
		return fmt.Errorf("link the typesetter: %w", err)
	}
	return nil
}

func (in *instance) bridge(name string, call imported, params, results int) api.GoModuleFunction {
	catches := throws(name)
	return api.GoModuleFunc(func(_ context.Context, _ api.Module, stack []uint64) {
		if catches {
			defer func() {
				if r := recover(); r != nil {
					in.call(exportThrow, in.keep(fmt.Errorf("%v", r)))
				}
			}()
		}
		args := make([]uint64, params)
		copy(args, stack)
		v := call(in, args)
		if results > 0 {
			stack[0] = v
		}
	})
}

// guard turns the panics of a call into an error, with what the typesetter said of itself.
func (e *engine) guard(doing string, err *error) {
	if r := recover(); r != nil {
		what, _, _ := strings.Cut(fmt.Sprint(r), "\n") // without the stack, which names no functions
		told, _, _ := strings.Cut(e.in.log.String(), "\n\nStack:")
		*err = errors.New(strings.TrimSpace(doing + ": " + what + " " + strings.Join(strings.Fields(told), " ")))
	}
}

func (e *engine) open(fonts [][]byte) (err error) {
	defer e.guard("open the typesetter", &err)
	in := e.in
	builder := in.results(3, "typstcompilerbuilder_new")
	in.results(2, "typstcompilerbuilder_set_dummy_access_model", builder)
	for _, f := range fonts {
		in.await(in.take(in.call("typstcompilerbuilder_add_raw_font", builder, in.keep(f))))
	}
	w, ok := in.await(in.take(in.call("typstcompilerbuilder_build", builder))).(*wrapped)
	if !ok {
		return errors.New("open the typesetter: it gave no compiler")
	}
	e.compiler = uint64(w.at)
	return nil
}

// set sets a document. After an error that is not a Fault the engine must not be used any more.
func (e *engine) set(ctx context.Context, j Job) (pdf []byte, err error) {
	defer e.guard("set a document", &err)
	in := e.in
	in.ctx = ctx
	in.log.Reset()
	in.call("typstcompiler_reset_shadow", e.compiler)
	for name, content := range j.Files {
		p, n := in.place([]byte(name))
		q, m := in.place(content)
		in.call("typstcompiler_map_shadow", e.compiler, p, n, q, m)
	}
	p, n := in.place([]byte(mainPath))
	q, m := in.place([]byte(j.Source))
	in.call("typstcompiler_add_source", e.compiler, p, n, q, m)

	const withPlaces = 2 // how much it tells of what is wrong
	p, n = in.place([]byte(mainPath))
	q, m = in.place([]byte("pdf"))
	answer := in.take(in.results(3, "typstcompiler_compile", e.compiler, p, n, 0, 0, q, m, withPlaces))
	if pdf, ok := property(answer, "result").([]byte); ok && len(pdf) > 0 {
		in.results(2, "typstcompiler_reset", e.compiler) // forgets what it remembered of the document
		return pdf, nil
	}
	return nil, &Fault{said(property(answer, "diagnostics"))}
}

// memory is how much the typesetter has taken; it never gives any back while it runs.
func (e *engine) memory() uint32 { return e.in.mod.Memory().Size() }

// Fault is what the typesetter finds wrong with a document: its template or a file that it reads.
type Fault struct{ What string }

func (f *Fault) Error() string { return "typst: " + f.What }
