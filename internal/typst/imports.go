package typst

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
)

// What the typesetter exports for the use of its imports. These names, like the hashes in those below, are of one release,
// @myriaddreamin/typst-ts-web-compiler 0.7.0: another one has others, and a test says which are not known.
const (
	exportAllocate = "__wbindgen_export"
	exportThrow    = "__wbindgen_export3"
	exportFree     = "__wbindgen_export4"
	exportStack    = "__wbindgen_add_to_stack_pointer"
	exportClosure  = "__wasm_bindgen_func_elem_944"
	exportRelease  = "__wasm_bindgen_func_elem_957"
	exportPromise  = "__wasm_bindgen_func_elem_37350"
)

// importModule is where the typesetter looks for all of its imports.
const importModule = "wbg"

// imported is an import: it takes words as WebAssembly passes them, and gives one (which is not looked at where none is
// asked for).
type imported func(in *instance, a []uint64) uint64

// throws are the imports whose failure the typesetter catches.
func throws(name string) bool {
	switch name {
	case "__wbg_call_3020136f7a2d6e44", "__wbg_call_78f94eb02ec7f9b2", "__wbg_call_abb4ff46ce38be40", "__wbg_get_af9dab7e9603ea93",
		"__wbg_next_3cfe5c0fe2a4cc53", "__wbg_set_781438a03c0c3c81":
		return true
	}
	return false
}

// imports is the whole of JavaScript that the typesetter knows.
func imports() map[string]imported {
	return map[string]imported{
		// Sorts of values.
		"__wbg___wbindgen_is_bigint_0e1a2e3f55cfae27":      is(func(v any) bool { _, ok := v.(int64); return ok }),
		"__wbg___wbindgen_is_function_8d400b8b1af978cd":    is(func(v any) bool { _, ok := v.(*function); return ok }),
		"__wbg___wbindgen_is_object_ce774f3490692386":      is(isObject),
		"__wbg___wbindgen_is_string_704ef9c8fc131030":      is(func(v any) bool { _, ok := v.(string); return ok }),
		"__wbg___wbindgen_is_undefined_f6b95eab589e0269":   is(func(v any) bool { _, ok := v.(undefined); return ok }),
		"__wbg_instanceof_ArrayBuffer_f3320d2419cd0355":    is(func(any) bool { return false }),
		"__wbg_instanceof_Map_084be8da74364158":            is(func(any) bool { return false }),
		"__wbg_instanceof_Uint8Array_da54ccc9d3e09434":     is(func(v any) bool { _, ok := v.([]byte); return ok }),
		"__wbg_isArray_51fd9e6422c0a395":                   is(func(v any) bool { _, ok := v.(*array); return ok }),
		"__wbg_isSafeInteger_ae7d3f054d55fa16":             is(safeInteger),
		"__wbg___wbindgen_jsval_eq_b6101cc9cef1fe36":       equal(same),
		"__wbg___wbindgen_jsval_loose_eq_766057600fdd1b0d": equal(func(a, b any) bool { return same(a, b) || isNone(a) && isNone(b) }),
		"__wbg___wbindgen_in_0d3e1e8f0c669317": func(in *instance, a []uint64) uint64 {
			return truth(!isNone(property(in.get(a[1]), said(in.get(a[0])))))
		},

		// Values read into memory.
		"__wbg_Number_2d1dcfcf4ec51736": func(in *instance, a []uint64) uint64 {
			v, ok := in.get(a[0]).(float64)
			if !ok {
				v = math.NaN()
			}
			return math.Float64bits(v)
		},
		"__wbg___wbindgen_boolean_get_dea25b33882b895b": func(in *instance, a []uint64) uint64 {
			const neither = 0xFFFFFF
			v, ok := in.get(a[0]).(bool)
			if !ok {
				return neither
			}
			return truth(v)
		},
		"__wbg___wbindgen_bigint_get_as_i64_6e32f5e6aff02e1d": func(in *instance, a []uint64) uint64 {
			v, ok := in.get(a[1]).(int64)
			in.write64(a[0]+8, uint64(v))
			in.write32(a[0], uint32(truth(ok)))
			return 0
		},
		"__wbg___wbindgen_number_get_9619185a74197f95": func(in *instance, a []uint64) uint64 {
			v, ok := in.get(a[1]).(float64)
			in.write64(a[0]+8, math.Float64bits(v))
			in.write32(a[0], uint32(truth(ok)))
			return 0
		},
		"__wbg___wbindgen_string_get_a2a31e16edf96e42": func(in *instance, a []uint64) uint64 {
			if v, ok := in.get(a[1]).(string); ok {
				in.writeText(a[0], v)
			} else {
				in.write64(a[0], 0)
			}
			return 0
		},
		"__wbg___wbindgen_debug_string_adfb662ae34724b6": func(in *instance, a []uint64) uint64 {
			in.writeText(a[0], said(in.get(a[1])))
			return 0
		},
		"__wbg_stack_0ed75d68575b0f3c": func(in *instance, a []uint64) uint64 { in.writeText(a[0], ""); return 0 },
		"__wbg_prototypesetcall_dfe9b766cdc1f1fd": func(in *instance, a []uint64) uint64 {
			b, _ := in.get(a[2]).([]byte)
			if len(b) > int(uint32(a[1])) {
				panic(errors.New("an array is longer than its place"))
			}
			in.write(a[0], b)
			return 0
		},

		// Values made.
		"__wbindgen_cast_2241b6af4c4b2941":      made(func(in *instance, a []uint64) any { return in.text(a[0], a[1]) }),
		"__wbindgen_cast_3334ea73b4b28ba3":      made(closure),
		"__wbindgen_cast_4625c577ab2ec9ee":      made(func(_ *instance, a []uint64) any { return int64(a[0]) }),
		"__wbindgen_cast_9ae0607507abb057":      made(func(_ *instance, a []uint64) any { return int64(a[0]) }),
		"__wbindgen_cast_d6cd19b81560fd6e":      made(func(_ *instance, a []uint64) any { return math.Float64frombits(a[0]) }),
		"__wbg_Error_52673b7de5a0ca89":          made(func(in *instance, a []uint64) any { return errors.New(in.text(a[0], a[1])) }),
		"__wbg_new_df1173567d5ff028":            made(func(in *instance, a []uint64) any { return errors.New(in.text(a[0], a[1])) }),
		"__wbg_new_8a6f238a6ece86ea":            made(func(*instance, []uint64) any { return errors.New("error of the typesetter") }),
		"__wbg_new_1ba21ce319a06297":            made(func(*instance, []uint64) any { return &object{map[string]any{}} }),
		"__wbg_new_25f239778d6112b9":            made(func(*instance, []uint64) any { return &array{} }),
		"__wbg_new_6421f6084cc5bc5a":            made(func(in *instance, a []uint64) any { b, _ := in.get(a[0]).([]byte); return b }),
		"__wbg_new_b2db8aa2650f793a":            made(func(*instance, []uint64) any { return moment{} }),
		"__wbg_new_ff12d2b041fb48f1":            made(newPromise),
		"__wbg_new_from_slice_f9c22b9153b26992": made(func(in *instance, a []uint64) any { return in.bytes(a[0], a[1]) }),
		"__wbg_new_from_slice_db0691b69e9d3891": made(func(in *instance, a []uint64) any {
			words := in.bytes(a[0], 4*a[1])
			x := &array{}
			for i := 0; i+4 <= len(words); i += 4 {
				x.items = append(x.items, float64(binary.LittleEndian.Uint32(words[i:])))
			}
			return x
		}),
		"__wbg_new_no_args_cb138f77cf6151ee":   made(func(in *instance, a []uint64) any { return newFunction(in.text(a[0], a[1])) }),
		"__wbg_new_with_args_df9e7125ffe55248": made(func(in *instance, a []uint64) any { return newFunction(in.text(a[2], a[3])) }),
		"__wbg_typstcompiler_new":              made(func(_ *instance, a []uint64) any { return &wrapped{"compiler", uint32(a[0])} }),
		"__wbg_typstfontresolver_new":          made(func(_ *instance, a []uint64) any { return &wrapped{"fonts", uint32(a[0])} }),
		"__wbg_proxycontext_new":               made(func(_ *instance, a []uint64) any { return &wrapped{"context", uint32(a[0])} }),
		"__wbg_iterator_27b7c8b35ab3e86b":      made(func(*instance, []uint64) any { return symbol("iterator") }),

		// Values kept and let go.
		"__wbindgen_object_clone_ref": made(func(in *instance, a []uint64) any { return in.get(a[0]) }),
		"__wbindgen_object_drop_ref":  func(in *instance, a []uint64) uint64 { in.drop(a[0]); return 0 },
		"__wbg__wbg_cb_unref_87dfb5aaa0cbcea7": func(in *instance, a []uint64) uint64 {
			if f, ok := in.get(a[0]).(*function); ok && f.unref != nil {
				f.unref()
			}
			return 0
		},

		// Members of objects and arrays.
		"__wbg_get_af9dab7e9603ea93":              made(member),
		"__wbg_get_with_ref_key_1dc361bd10053bfe": made(member),
		"__wbg_get_6b7bd52aca3f9671":              made(func(in *instance, a []uint64) any { return element(in.get(a[0]), int(uint32(a[1]))) }),
		"__wbg_value_57b7b035e117f7ee":            made(func(in *instance, a []uint64) any { return property(in.get(a[0]), "value") }),
		"__wbg_next_138a17bbf04e926c":             made(func(in *instance, a []uint64) any { return property(in.get(a[0]), "next") }),
		"__wbg_next_3cfe5c0fe2a4cc53":             made(func(in *instance, a []uint64) any { return in.apply(property(in.get(a[0]), "next"), nil) }),
		"__wbg_entries_83c79938054e065f":          made(func(in *instance, a []uint64) any { return entries(in.get(a[0])) }),
		"__wbg_done_62ea16af4ce34b24":             is(func(v any) bool { d, _ := property(v, "done").(bool); return d }),
		"__wbg_length_22ac23eaec9d8053":           length,
		"__wbg_length_d45040a40c570362":           length,
		"__wbg_set_3f1d0b984ed272ed": func(in *instance, a []uint64) uint64 {
			key, v := said(in.take(a[1])), in.take(a[2])
			return in.set(a[0], key, v)
		},
		"__wbg_set_781438a03c0c3c81": func(in *instance, a []uint64) uint64 { return in.set(a[0], said(in.get(a[1])), in.get(a[2])) },
		"__wbg_set_7df433eea03a5c14": func(in *instance, a []uint64) uint64 {
			x, ok := in.get(a[0]).(*array)
			at := int(uint32(a[1]))
			if !ok || at > len(x.items) {
				panic(fmt.Errorf("entry %d set of what is no array of that length", at))
			}
			if at == len(x.items) {
				x.items = append(x.items, nil)
			}
			x.items[at] = in.take(a[2])
			return 0
		},
		"__wbg_push_7d9be8f38fc13975": func(in *instance, a []uint64) uint64 {
			x, ok := in.get(a[0]).(*array)
			if !ok {
				panic(errors.New("entry added to what is no array"))
			}
			x.items = append(x.items, in.get(a[1]))
			return uint64(len(x.items))
		},

		// Calls, and what comes later.
		"__wbg_call_abb4ff46ce38be40": made(func(in *instance, a []uint64) any { return in.apply(in.get(a[0]), nil) }),
		"__wbg_call_3020136f7a2d6e44": made(func(in *instance, a []uint64) any { return in.apply(in.get(a[0]), []any{in.get(a[2])}) }),
		"__wbg_call_78f94eb02ec7f9b2": made(func(in *instance, a []uint64) any {
			return in.apply(in.get(a[0]), []any{in.get(a[2]), in.get(a[3]), in.get(a[4])})
		}),
		"__wbg_resolve_fd5bfbaa4ce36e1e": made(func(in *instance, a []uint64) any {
			v := in.get(a[0])
			if p, ok := v.(*promise); ok {
				return p
			}
			return &promise{done: true, val: v}
		}),
		"__wbg_then_4f95312d68691235": made(then),
		"__wbg_queueMicrotask_9b549dfce8865860": made(func(in *instance, _ []uint64) any {
			return &function{name: "queueMicrotask", call: func(args []any) any { in.later(args[0]); return undefined{} }}
		}),
		"__wbg_queueMicrotask_fca69f5bfad613a5": func(in *instance, a []uint64) uint64 { in.later(in.get(a[0])); return 0 },

		// The world outside: no clock, no globals, and a log that is shown when something fails.
		"__wbg_now_69d776cd24f5215b":                         func(*instance, []uint64) uint64 { return 0 },
		"__wbg_getTimezoneOffset_45389e26d6f46823":           func(*instance, []uint64) uint64 { return 0 },
		"__wbg_static_accessor_GLOBAL_THIS_60cf02db4de8e1c1": made(func(*instance, []uint64) any { return &object{map[string]any{}} }),
		"__wbg_static_accessor_GLOBAL_769e6b65d6557335":      func(*instance, []uint64) uint64 { return 0 },
		"__wbg_static_accessor_SELF_08f5a74c69739274":        func(*instance, []uint64) uint64 { return 0 },
		"__wbg_static_accessor_WINDOW_a8924b26aa92d024":      func(*instance, []uint64) uint64 { return 0 },
		"__wbg___wbindgen_throw_dd24417ed36fc46e":            func(in *instance, a []uint64) uint64 { panic(errors.New(in.text(a[0], a[1]))) },
		"__wbg_info_ce6bcc489c22f6f0":                        func(in *instance, a []uint64) uint64 { in.say(said(in.get(a[0]))); return 0 },
		"__wbg_error_85faeb8919b11cc6":                       func(in *instance, a []uint64) uint64 { in.say(said(in.get(a[0]))); return 0 },
		"__wbg_error_7534b8e9a36f1ab4": func(in *instance, a []uint64) uint64 {
			in.say(in.text(a[0], a[1]))
			in.call(exportFree, a[0], a[1], 1)
			return 0
		},
	}
}

func truth(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func is(f func(any) bool) imported {
	return func(in *instance, a []uint64) uint64 { return truth(f(in.get(a[0]))) }
}

func equal(f func(a, b any) bool) imported {
	return func(in *instance, a []uint64) uint64 { return truth(f(in.get(a[0]), in.get(a[1]))) }
}

// made is an import that gives a new value.
func made(f func(in *instance, a []uint64) any) imported {
	return func(in *instance, a []uint64) uint64 { return in.keep(f(in, a)) }
}

func safeInteger(v any) bool {
	f, ok := v.(float64)
	return ok && f == math.Trunc(f) && math.Abs(f) < 1<<53
}

func member(in *instance, a []uint64) any {
	key := in.get(a[1])
	if i, ok := key.(float64); ok {
		return element(in.get(a[0]), int(i))
	}
	return property(in.get(a[0]), said(key))
}

func length(in *instance, a []uint64) uint64 {
	switch x := in.get(a[0]).(type) {
	case []byte:
		return uint64(len(x))
	case *array:
		return uint64(len(x.items))
	}
	return 0
}

func entries(of any) any {
	out := &array{}
	if o, ok := of.(*object); ok {
		for k, v := range o.members {
			out.items = append(out.items, &array{[]any{k, v}})
		}
	}
	return out
}

func (in *instance) set(of uint64, key string, v any) uint64 {
	o, ok := in.get(of).(*object)
	if !ok {
		panic(fmt.Errorf("member %q set of what is no object", key))
	}
	o.members[key] = v
	return 1
}

func (in *instance) apply(f any, args []any) any {
	fn, ok := f.(*function)
	if !ok {
		panic(fmt.Errorf("call of what is no function: %s", said(f)))
	}
	return fn.call(args)
}

// later runs a function once what is under way has ended.
func (in *instance) later(f any) {
	in.queue = append(in.queue, func() { in.apply(f, []any{undefined{}}) })
}

func then(in *instance, a []uint64) any {
	p, ok := in.get(a[0]).(*promise)
	f, isFunction := in.get(a[1]).(*function)
	if !ok || !isFunction {
		panic(errors.New("something was to follow what is no promise"))
	}
	if p.done {
		in.queue = append(in.queue, func() { f.call([]any{p.val}) })
	} else {
		p.then = append(p.then, f)
	}
	return &promise{}
}

// newPromise hands the typesetter the two functions by which it keeps or breaks the promise.
func newPromise(in *instance, a []uint64) any {
	p := &promise{}
	keep := &function{name: "resolve", call: func(v []any) any { in.settle(p, v[0]); return undefined{} }}
	breaks := &function{name: "reject", call: func(v []any) any { in.settle(p, errors.New(said(v[0]))); return undefined{} }}
	in.call(exportPromise, a[0], a[1], in.keep(keep), in.keep(breaks))
	return p
}

// closure is a function of the typesetter's, which is freed once nobody holds or runs it.
func closure(in *instance, a []uint64) any {
	at, table, held := a[0], a[1], 1
	f := &function{name: "closure"}
	f.unref = func() {
		if held--; held == 0 {
			in.call(exportRelease, at, table)
		}
	}
	f.call = func(args []any) any {
		held++
		var v any = undefined{}
		if len(args) > 0 {
			v = args[0]
		}
		in.call(exportClosure, at, table, in.keep(v))
		f.unref()
		return undefined{}
	}
	return f
}

// newFunction stands for one that JavaScript would compile from its text. The typesetter asks for its surroundings and for
// the time in this way.
func newFunction(text string) any {
	return &function{name: text, call: func([]any) any {
		if strings.Contains(text, "return this") {
			return &object{map[string]any{}}
		}
		return float64(0)
	}}
}

// say keeps what the typesetter tells of itself, up to a limit.
func (in *instance) say(s string) {
	const enough = 16 << 10
	if in.log.Len() < enough {
		in.log.WriteString(s + "\n")
	}
}
