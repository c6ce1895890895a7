// Where to write a country's name: the centre of its largest island or mainland, or, where that falls outside (Croatia), its widest place.
import { unwrap } from './topology.mjs'

export function labelPoint(rings) {
  const ring = rings.map(unwrap).reduce((best, r) => (Math.abs(area(r)) > Math.abs(area(best)) ? r : best))
  const centre = centroid(ring)
  const [lon, lat] = contains(ring, centre) ? centre : widest(ring)
  return [((lon + 540) % 360) - 180, lat]
}

// area is that of the sphere: on the plain grid Svalbard would outweigh Norway.
function area(ring) {
  const sin = (lat) => Math.sin((lat * Math.PI) / 180)
  let sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += (ring[i][0] - ring[j][0]) * (2 + sin(ring[i][1]) + sin(ring[j][1]))
  }
  return sum / 2
}

function centroid(ring) {
  let x = 0, y = 0, sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const cross = ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1]
    x += (ring[j][0] + ring[i][0]) * cross
    y += (ring[j][1] + ring[i][1]) * cross
    sum += cross
  }
  return [x / (3 * sum), y / (3 * sum)]
}

function contains(ring, [x, y]) {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

function widest(ring) {
  const xs = ring.map((p) => p[0]), ys = ring.map((p) => p[1])
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const n = 40
  let best = ring[0], room = -1
  for (let i = 1; i < n; i++) {
    for (let j = 1; j < n; j++) {
      const p = [x0 + ((x1 - x0) * i) / n, y0 + ((y1 - y0) * j) / n]
      if (!contains(ring, p)) continue
      const k = Math.cos((p[1] * Math.PI) / 180)
      const d = Math.min(...ring.map((q) => Math.hypot((q[0] - p[0]) * k, q[1] - p[1])))
      if (d > room) [best, room] = [p, d]
    }
  }
  return best
}
