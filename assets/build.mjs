// Makes what the binary embeds and what is never committed: style sheet, fonts and icons in dist/, the gazetteer in
// internal/place/data/, the land of the maps in internal/chart/data/, the typesetter of PDF files in internal/typst/data/. Usage: npm ci && node build.mjs
import { fileURLToPath } from 'node:url'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './build/step.mjs'
import { buildFrontEnd } from './build/frontend.mjs'
import { buildCities } from './build/cities.mjs'
import { buildCountries } from './build/countries.mjs'
import { buildSubdivisions } from './build/subdivisions.mjs'
import { buildLand } from './build/land.mjs'
import { buildTypst } from './build/typst.mjs'
import { buildFonts } from './build/fonts.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const place = join(here, '../internal/place')
const chart = join(here, '../internal/chart')
const typst = join(here, '../internal/typst')
const fonts = join(here, '../internal/fonts')
const scripts = readdirSync(join(here, 'build')).map((f) => join(here, 'build', f))
const common = [join(here, 'package-lock.json'), join(here, 'build.mjs'), ...scripts]
const all = (folder, ending) => (existsSync(join(here, folder)) ? readdirSync(join(here, folder)) : []).filter((f) => f.endsWith(ending)).map((f) => join(here, folder, f))
const css = all('css', '.css')
const night = join(here, 'css', 'dark.css')
const day = css.filter((f) => f !== night)
const sheets = { 'portal.css': [...day, night], 'app.css': [...shared(day), ...all('css/app', '.css')], 'dark.css': [night] }
const bundles = { 'portal.js': all('js/portal', '.js'), 'app.js': all('js/app', '.js') }
const front = [...Object.values(sheets), ...Object.values(bundles), all('js', '.js')].flat()
const tables = ['exonyms_fr.tsv', 'exonyms_en.tsv', 'admin1.tsv', 'articles_fr.tsv', 'subdivision_names.tsv'].map((f) => join(place, f))

process.chdir(here)
await step('front end', join(here, 'dist'), [...common, ...front], (out) => buildFrontEnd(sheets, bundles, out))
await step('gazetteer', join(place, 'data'), [...common, ...tables], (out) => [
  ...buildCities(place, out),
  ...buildCountries(place, out),
  ...buildSubdivisions(place, out),
])
await step('maps', join(chart, 'data'), common, (out) => buildLand(out))
await step('typesetter', join(typst, 'data'), common, (out) => buildTypst(out))
await step('fonts', join(fonts, 'data'), common, (out) => buildFonts(out))

// shared are the files of the site that the staff application is made of too: colours, plain elements, common pieces.
function shared(files) {
  return files.filter((f) => /\/(portal|tokens|base|parts|record|map|print)\.css$/.test(f))
}
