// First-level divisions: every code of ISO 3166-2, with French (and where the local name is not used in English, English) names of ours.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { iso31662 } from 'iso-3166'
import { table } from './step.mjs'

export function buildSubdivisions(place, out) {
  const own = new Map(table(join(place, 'subdivision_names.tsv')).map(([code, fr, en]) => [code, { fr, en }]))
  const lines = [...iso31662]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((s) => {
      const names = own.get(s.code)
      own.delete(s.code)
      return [s.code, names?.fr ?? s.name, names?.en || s.name].join('\t')
    })
  if (own.size > 0) throw new Error(`subdivision_names.tsv: not in ISO 3166-2: ${[...own.keys()].join(', ')}`)
  writeFileSync(join(out, 'subdivisions.tsv'), lines.join('\n') + '\n')
  return [`${lines.length} subdivisions`]
}
