// Style sheets, scripts, fonts and icons, with hashed names so that a browser may keep them for ever.
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
  'school', 'search', 'users', 'user', 'world', 'x', 'heart-handshake', 'heartbeat', 'address-book', 'adjustments-horizontal',
  'arrow-back-up', 'arrow-down', 'arrow-up', 'bookmark', 'checklist', 'clipboard-list', 'clock', 'columns-3', 'copy', 'database',
  'device-floppy', 'edit', 'eye', 'eye-off', 'filter', 'history', 'home', 'keyboard', 'layout-dashboard', 'lock', 'login-2',
  'logout', 'map-2', 'message', 'paperclip', 'plus', 'presentation', 'refresh', 'rocket', 'settings', 'shield-lock', 'sort-ascending',
  'sort-descending', 'sparkles', 'star', 'table-export', 'table-import', 'target-arrow', 'trash', 'upload', 'user-plus', 'git-merge',
  'chevron-left', 'chevron-up', 'dots', 'help-circle', 'notes', 'affiliate', 'folder', 'speakerphone', 'report', 'receipt',
]

export async function buildFrontEnd(sheets, bundles, out) {
  const manifest = {}
  const put = (logical, content) => {
    const dot = logical.lastIndexOf('.')
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
    manifest[logical] = `${logical.slice(0, dot)}-${hash}${logical.slice(dot)}`
    writeFileSync(join(out, manifest[logical]), content)
  }
  const said = []
  for (const [name, css] of Object.entries(sheets)) {
    const sheet = await bundle(css, out)
    for (const file of sheet.filter((f) => f.path.endsWith('.woff2'))) {
      manifest[basename(file.path).replace(/-[0-9A-Z]{8}\.woff2$/, '.woff2')] = basename(file.path)
      writeFileSync(file.path, file.contents)
    }
    const style = sheet.find((f) => f.path.endsWith('.css')).text
    put(name, style)
    said.push(`${name} ${kilobytes(style)} from ${css.length} file(s)`)
  }
  for (const [name, files] of Object.entries(bundles)) {
    const script = await scripts(files)
    put(name, script)
    said.push(`${name} ${kilobytes(script)} from ${files.length} file(s)`)
  }
  const sprite = symbols()
  put('icons.svg', sprite)
  writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, null, 1))
  return [...said, `icons.svg ${kilobytes(sprite)}, ${icons.length} icons, ${faces.length} fonts`]
}

// bundle puts portal.css first, for it sets the order of the cascade layers, and dark.css last, for it changes colours that
// others set; the rest follow by name.
async function bundle(css, out) {
  const rank = (f) => ({ 'portal.css': 0, 'dark.css': 2 })[basename(f)] ?? 1
  const ordered = [...css].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
  const imports = ordered.map((f) => `@import ${JSON.stringify(f)}${media(f, css)};`).join('\n')
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

// scripts bundles small files that each add one thing to pages which work without them.
async function scripts(files) {
  const result = await build({
    stdin: { contents: files.map((f) => `import ${JSON.stringify(f)}`).join('\n'), resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['chrome111', 'firefox115', 'safari16.4'],
  })
  return result.outputFiles[0].text
}

// media lets a sheet that holds both follow the system; alone, dark.css applies wherever a page links to it.
function media(file, sheet) {
  return basename(file) === 'dark.css' && sheet.length > 1 ? ' (prefers-color-scheme: dark)' : ''
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
