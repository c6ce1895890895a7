// Sets main.typ of each folder named with Typst's native build, which checks what it writes against PDF/UA-1, into ua1.pdf
// beside it. Prints what it finds wrong. Usage: node ua1.mjs NODE_MODULES FONTS FOLDER…
import { createRequire } from 'node:module'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

// The native part alone: its wrapper names packages for other systems that were never published, which `npm ci` refuses.
const [modules, fonts, ...folders] = process.argv.slice(2).map((p) => resolve(p))
const { NodeCompiler } = createRequire(join(modules, 'x.js'))('@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu')
const fontBlobs = readdirSync(fonts).filter((f) => f.endsWith('.ttf')).sort().map((f) => readFileSync(join(fonts, f)))

let bad = 0
for (const folder of folders) {
  const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs }] })
  const result = compiler.compile({ mainFilePath: join(folder, 'main.typ') })
  const wrong = result.takeError() ?? result.takeWarnings()
  if (wrong) {
    bad++
    console.log(folder, JSON.stringify(compiler.fetchDiagnostics(wrong), null, 1))
    continue
  }
  try {
    writeFileSync(join(folder, 'ua1.pdf'), compiler.pdf(result.result, { pdfStandard: 'ua-1' }))
  } catch (e) {
    bad++
    console.log(folder, String(e.message ?? e))
  }
}
process.exit(bad ? 1 : 0)
