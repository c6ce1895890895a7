// The land of the maps: the world at 110m and Europe with its surroundings at 50m, simplified, as flat lists of hundredths of a degree.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kilobytes } from './step.mjs'
import { atlas, unwrap } from './topology.mjs'

const around = { west: -26, east: 52, south: 27, north: 74 }

export function buildLand(out) {
  const world = pack(atlas('110m', (arc) => simplify(arc, 0.04)), 0.4)
  const europe = pack(atlas('50m', (arc) => simplify(arc, 0.003)), 0.006, (ring) =>
    ring.some(([lon, lat]) => lon > around.west && lon < around.east && lat > around.south && lat < around.north))
  writeFileSync(join(out, 'world.json'), world)
  writeFileSync(join(out, 'europe.json'), europe)
  return [`world ${kilobytes(world)}, Europe ${kilobytes(europe)}`]
}

function pack(countries, smallest, wanted = () => true) {
  const data = {}
  for (const { code, rings } of countries) {
    if (code === 'AQ') continue
    const kept = rings.map(unwrap).filter((r) => r.length > 3 && wanted(r))
    const size = (r) => Math.abs(r.reduce((sum, p, i) => sum + p[0] * r[(i + 1) % r.length][1] - r[(i + 1) % r.length][0] * p[1], 0) / 2)
    const large = kept.filter((r) => size(r) >= smallest)
    if (large.length > 0) data[code] = large.map((r) => r.flatMap(([lon, lat]) => [Math.round(lon * 100), Math.round(lat * 100)]))
  }
  return JSON.stringify(data)
}

// simplify is Visvalingam's: the point that makes the smallest triangle with its neighbours goes first, ends stay.
function simplify(arc, smallest) {
  const points = [...arc]
  const triangle = (i) => {
    const [a, b, c] = [points[i - 1], points[i], points[i + 1]]
    const k = Math.cos((b[1] * Math.PI) / 180)
    return (Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2) * k
  }
  while (points.length > 3) {
    let least = Infinity, at = 0
    for (let i = 1; i < points.length - 1; i++) {
      const size = triangle(i)
      if (size < least) [least, at] = [size, i]
    }
    if (least >= smallest) break
    points.splice(at, 1)
  }
  return points
}
