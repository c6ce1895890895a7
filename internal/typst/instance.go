package typst

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tetratelabs/wazero/api"
)

// reserved is how many numbers of values are fixed: 128 that wasm-bindgen keeps for itself, then undefined, null, true, false.
const reserved = 132

// instance is one running typesetter with the values that it holds of us. It is not safe for concurrent use, and after a
// failure that it could not catch it must not be used any more.
type instance struct {
	ctx   context.Context //nolint:containedctx // imports are called by the typesetter, which knows no contexts: it is that of the call under way
	mod   api.Module
	heap  []any
	free  []uint32
	queue []func() // what promises still have to do
	log   strings.Builder
}

func newInstance(ctx context.Context) *instance {
	in := &instance{ctx: ctx, heap: make([]any, reserved-4, 1024)}
	for i := range in.heap {
		in.heap[i] = undefined{}
	}
	in.heap = append(in.heap, undefined{}, nil, true, false)
	return in
}

// keep gives a value a number.
func (in *instance) keep(v any) uint64 {
	if n := len(in.free); n > 0 {
		i := in.free[n-1]
		in.free = in.free[:n-1]
		in.heap[i] = v
		return uint64(i)
	}
	in.heap = append(in.heap, v)
	return uint64(len(in.heap) - 1)
}

func (in *instance) get(i uint64) any { return in.heap[uint32(i)] }

func (in *instance) drop(i uint64) {
	if n := uint32(i); n >= reserved {
		in.heap[n] = undefined{}
		in.free = append(in.free, n)
	}
}

func (in *instance) take(i uint64) any {
	v := in.get(i)
	in.drop(i)
	return v
}

// call calls an export. A failure is a panic: it passes through the typesetter, whose state is then of no more use.
func (in *instance) call(name string, args ...uint64) uint64 {
	f := in.mod.ExportedFunction(name)
	if f == nil {
		panic(fmt.Errorf("the typesetter has no %s", name))
	}
	out, err := f.Call(in.ctx, args...)
	if err != nil {
		panic(err)
	}
	if len(out) == 0 {
		return 0
	}
	return out[0]
}

// bytes copies a part of the typesetter's memory.
func (in *instance) bytes(at, n uint64) []byte {
	b, ok := in.mod.Memory().Read(uint32(at), uint32(n))
	if !ok {
		panic(fmt.Errorf("read of %d bytes past the memory", uint32(n)))
	}
	return append([]byte(nil), b...)
}

func (in *instance) text(at, n uint64) string { return string(in.bytes(at, n)) }

// place copies bytes into memory that the typesetter gives for it and then owns.
func (in *instance) place(b []byte) (at, n uint64) {
	at = in.call(exportAllocate, uint64(len(b)), 1)
	in.write(at, b)
	return at, uint64(len(b))
}

func (in *instance) write(at uint64, b []byte) {
	if !in.mod.Memory().Write(uint32(at), b) {
		panic(fmt.Errorf("write of %d bytes past the memory", len(b)))
	}
}

func (in *instance) write32(at uint64, v uint32) {
	if !in.mod.Memory().WriteUint32Le(uint32(at), v) {
		panic(fmt.Errorf("write past the memory at %d", uint32(at)))
	}
}

func (in *instance) write64(at uint64, v uint64) {
	if !in.mod.Memory().WriteUint64Le(uint32(at), v) {
		panic(fmt.Errorf("write past the memory at %d", uint32(at)))
	}
}

// writeText answers with a string: its address and length at a place that the typesetter names.
func (in *instance) writeText(at uint64, s string) {
	p, n := in.place([]byte(s))
	in.write32(at+4, uint32(n))
	in.write32(at, uint32(p))
}

// results calls an export that writes n words as its answer; the last of them is set when it failed, and the one before is
// then the error.
func (in *instance) results(n int, name string, args ...uint64) uint64 {
	const room = 16
	at := in.call(exportStack, uint64(uint32(1<<32-room)))
	in.call(name, append([]uint64{at}, args...)...)
	words := make([]uint32, n)
	for i := range words {
		words[i], _ = in.mod.Memory().ReadUint32Le(uint32(at) + uint32(4*i))
	}
	in.call(exportStack, room)
	if words[n-1] != 0 {
		panic(fmt.Errorf("%s: %s", name, said(in.take(uint64(words[n-2])))))
	}
	return uint64(words[0])
}

// settle fulfils a promise.
func (in *instance) settle(p *promise, v any) {
	if p.done {
		return
	}
	p.done, p.val = true, v
	for _, f := range p.then {
		in.queue = append(in.queue, func() { f.call([]any{v}) })
	}
	p.then = nil
}

// await goes through the queue until the promise has its value.
func (in *instance) await(v any) any {
	p, ok := v.(*promise)
	if !ok {
		return v
	}
	for len(in.queue) > 0 {
		next := in.queue[0]
		in.queue = in.queue[1:]
		next()
	}
	if !p.done {
		panic(errors.New("a promise of the typesetter was never kept"))
	}
	if err, ok := p.val.(error); ok {
		panic(err)
	}
	return p.val
}
