// Reads the world's countries from TopoJSON: shared borders are stored once, so that simplifying an arc changes both sides alike.
import { readFileSync } from 'node:fs'
import { iso31661 } from 'iso-3166'

// Natural Earth gives these three no number. Cyprus and Somalia are drawn whole, as the United Nations have them.
const unnumbered = { Kosovo: 'XK', 'N. Cyprus': 'CY', Somaliland: 'SO' }
const alpha2 = new Map(iso31661.map((c) => [c.numeric, c.alpha2]))

// atlas gives [{code, rings}], rings as [[lon, lat]…] with holes beside outlines; simplify, when given, is applied to each arc.
export function atlas(resolution, simplify = (arc) => arc) {
  const topo = JSON.parse(readFileSync(`node_modules/world-atlas/countries-${resolution}.json`, 'utf8'))
  const { scale, translate } = topo.transform
  const arcs = topo.arcs.map((arc) => {
    let x = 0, y = 0
    return simplify(arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]))
  })
  const ring = (indexes) =>
    indexes.flatMap((i, n) => {
      const arc = i < 0 ? [...arcs[~i]].reverse() : arcs[i]
      return n > 0 ? arc.slice(1) : arc
    })
  const countries = new Map()
  const add = (code, rings) => countries.set(code, [...(countries.get(code) ?? []), ...rings])
  for (const g of topo.objects.countries.geometries) {
    const code = alpha2.get(g.id) ?? unnumbered[g.properties.name]
    if (!code) continue
    const polygons = g.type === 'Polygon' ? [g.arcs] : g.arcs
    for (const polygon of polygons) {
      const rings = polygon.map(ring)
      add(code === 'RU' && isCrimea(rings[0]) ? 'UA' : code, rings)
    }
  }
  return [...countries].map(([code, rings]) => ({ code, rings }))
}

// Natural Earth draws who holds Crimea; a public body's map follows General Assembly resolution 68/262.
function isCrimea(ring) {
  return ring.every(([lon, lat]) => lon > 32 && lon < 37 && lat > 44 && lat < 46.6)
}

// unwrap lets a ring that crosses 180° run on past it instead of jumping to the other side of the world.
export function unwrap(ring) {
  let turn = 0
  return ring.map(([lon, lat], i) => {
    const step = i > 0 ? lon - ring[i - 1][0] : 0
    if (step > 180) turn -= 360
    if (step < -180) turn += 360
    return [lon + turn, lat]
  })
}
