// The typesetter of PDF files: Typst as WebAssembly, compressed.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const compiler = 'node_modules/@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm'

export function buildTypst(out) {
  const wasm = readFileSync(compiler)
  const packed = gzipSync(wasm, { level: 9 })
  writeFileSync(join(out, 'compiler.wasm.gz'), packed)
  const mb = (n) => `${(n / 1e6).toFixed(1)} MB`
  return [`compiler ${mb(wasm.length)}, packed ${mb(packed.length)}`]
}
