// A step fills one folder from its inputs and is skipped when they have not changed since.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const kept = new Set(['.keep', '.gitignore'])

export async function step(name, out, inputs, make) {
  const hash = createHash('sha256')
  for (const file of inputs) hash.update(basename(file)).update(readFileSync(file))
  const want = hash.digest('hex')
  const stamp = join(out, '.stamp')
  if (existsSync(stamp) && upToDate(JSON.parse(readFileSync(stamp, 'utf8')), want, out)) {
    console.log(`${name}: up to date`)
    return
  }
  const started = Date.now()
  for (const file of readdirSync(out)) if (!kept.has(file)) rmSync(join(out, file), { recursive: true })
  const lines = await make(out)
  for (const line of lines) console.log(`${name}: ${line}`)
  const files = readdirSync(out).filter((f) => !kept.has(f))
  writeFileSync(stamp, JSON.stringify({ hash: want, files }))
  console.log(`${name}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

function upToDate(was, want, out) {
  return was.hash === want && was.files.every((f) => existsSync(join(out, f)))
}

// table reads a committed tab-separated list; lines that begin with # are for the reader.
export function table(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

export function kilobytes(text) {
  return `${Math.round(Buffer.byteLength(text) / 1000)} kB`
}
