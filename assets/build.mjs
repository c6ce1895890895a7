// Makes what the binary embeds and what is never committed: style sheet, fonts and icons in dist/, the gazetteer in
// internal/place/data/, the land of the maps in internal/chart/data/. Usage: npm ci && node build.mjs
import { fileURLToPath } from 'node:url'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './build/step.mjs'
import { buildFrontEnd } from './build/frontend.mjs'
import { buildCities } from './build/cities.mjs'
import { buildCountries } from './build/countries.mjs'
import { buildSubdivisions } from './build/subdivisions.mjs'
import { buildLand } from './build/land.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const place = join(here, '../internal/place')
const chart = join(here, '../internal/chart')
const scripts = readdirSync(join(here, 'build')).map((f) => join(here, 'build', f))
const common = [join(here, 'package-lock.json'), join(here, 'build.mjs'), ...scripts]
const css = readdirSync(join(here, 'css')).filter((f) => f.endsWith('.css')).map((f) => join(here, 'css', f))
const tables = ['exonyms_fr.tsv', 'exonyms_en.tsv', 'admin1.tsv', 'articles_fr.tsv', 'subdivision_names.tsv'].map((f) => join(place, f))

process.chdir(here)
await step('front end', join(here, 'dist'), [...common, ...css], (out) => buildFrontEnd(css, out))
await step('gazetteer', join(place, 'data'), [...common, ...tables], (out) => [
  ...buildCities(place, out),
  ...buildCountries(place, out),
  ...buildSubdivisions(place, out),
])
await step('maps', join(chart, 'data'), common, (out) => buildLand(out))
