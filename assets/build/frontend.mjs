// Style sheet, fonts and icons, with hashed names so that a browser may keep them for ever.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { kilobytes } from './step.mjs'

// One @font-face each: the subsets French, English and the Latin alphabets of partner cities need.
const faces = [
  ['@fontsource-variable/inter', 'inter-latin-wght-normal'],
  ['@fontsource-variable/inter', 'inter-latin-ext-wght-normal'],
  ['@fontsource-variable/source-serif-4', 'source-serif-4-latin-wght-normal'],
  ['@fontsource-variable/source-serif-4', 'source-serif-4-latin-ext-wght-normal'],
]

const icons = [
  'alert-triangle', 'arrow-left', 'arrow-right', 'building-bank', 'calendar', 'certificate', 'chart-bar', 'check',
  'chevron-down', 'chevron-right', 'circle-check', 'coins', 'download', 'external-link', 'file-text', 'flag', 'info-circle',
  'language', 'leaf', 'link', 'list', 'map-pin', 'menu-2', 'network', 'plane-departure', 'plane-arrival', 'printer',
  'school', 'search', 'users', 'user', 'world', 'x', 'heart-handshake',
]

export async function buildFrontEnd(css, out) {
  const manifest = {}
  const put = (logical, content) => {
    const dot = logical.lastIndexOf('.')
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
    manifest[logical] = `${logical.slice(0, dot)}-${hash}${logical.slice(dot)}`
    writeFileSync(join(out, manifest[logical]), content)
  }
  const sheet = await bundle(css, out)
  for (const file of sheet.filter((f) => f.path.endsWith('.woff2'))) {
    manifest[basename(file.path).replace(/-[0-9A-Z]{8}\.woff2$/, '.woff2')] = basename(file.path)
    writeFileSync(file.path, file.contents)
  }
  const style = sheet.find((f) => f.path.endsWith('.css')).text
  put('portal.css', style)
  const sprite = symbols()
  put('icons.svg', sprite)
  writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, null, 1))
  return [
    `portal.css ${kilobytes(style)} from ${css.length} file(s), ${faces.length} fonts`,
    `icons.svg ${kilobytes(sprite)}, ${icons.length} icons`,
  ]
}

// bundle puts portal.css first, for it sets the order of the cascade layers; the others follow by name.
async function bundle(css, out) {
  const first = (f) => (basename(f) === 'portal.css' ? 0 : 1)
  const ordered = [...css].sort((a, b) => first(a) - first(b) || a.localeCompare(b))
  const imports = ordered.map((f) => `@import ${JSON.stringify('./css/' + basename(f))};`).join('\n')
  const result = await build({
    stdin: { contents: `@import "fonts";\n${imports}`, loader: 'css', resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    write: false,
    outdir: out,
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    target: ['chrome111', 'firefox115', 'safari16.4'],
    plugins: [{ name: 'fonts', setup: provideFonts }],
  })
  return result.outputFiles
}

function provideFonts(esbuild) {
  esbuild.onResolve({ filter: /^fonts$/ }, () => ({ path: 'fonts', namespace: 'fonts' }))
  esbuild.onLoad({ filter: /.*/, namespace: 'fonts' }, () => ({
    contents: faces.map(([pkg, name]) => face(pkg, name)).join('\n'),
    loader: 'css',
    resolveDir: process.cwd(),
  }))
}

// face takes the rule the font package itself gives, so that the unicode-range is theirs.
function face(pkg, name) {
  const rules = readFileSync(join('node_modules', pkg, 'index.css'), 'utf8').split(/(?=\/\* )/)
  const rule = rules.find((r) => r.startsWith(`/* ${name} */`))
  if (!rule) throw new Error(`no font face ${name} in ${pkg}`)
  return rule.replaceAll('url(./files/', `url(./node_modules/${pkg}/files/`)
}

function symbols() {
  const symbol = (name) => {
    const svg = readFileSync(join('node_modules/@tabler/icons/icons/outline', `${name}.svg`), 'utf8')
    const inner = svg
      .replace(/^[\s\S]*?<svg[\s\S]*?>/, '')
      .replace('</svg>', '')
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, '')
    const stroke = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return `<symbol id="${name}" viewBox="0 0 24 24" ${stroke}>${inner.replace(/\s*\n\s*/g, '')}</symbol>`
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${icons.map(symbol).join('')}</svg>`
}
