package chart

import "math"

// vec is a point of a plane: degrees, units of a projection (y up), or pixels (y down), as the place says.
type vec struct{ x, y float64 }

// centre is the meridian in the middle of the world's map: the Atlantic, with the Americas and Europe on both sides.
const centre = -11.0

const degree = math.Pi / 180

// equalEarth is the equal-area projection of Šavrič, Patterson and Jenny (2018), turned to the centre above.
func equalEarth(lon, lat float64) vec {
	const a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
	lon = turned(lon - centre)
	t := math.Asin(math.Sqrt(3) / 2 * math.Sin(lat*degree))
	t2 := t * t
	t6 := t2 * t2 * t2
	slope := a1 + 3*a2*t2 + t6*(7*a3+9*a4*t2)
	return vec{
		x: 2 / math.Sqrt(3) * lon * degree * math.Cos(t) / slope,
		y: t * (a1 + a2*t2 + t6*(a3+a4*t2)),
	}
}

// turned brings a difference of longitudes to between -180 and 180, both included: the two edges of the map are not the same place.
func turned(lon float64) float64 {
	for lon > 180 {
		lon -= 360
	}
	for lon < -180 {
		lon += 360
	}
	return lon
}

// conic is Lambert's conformal conic for Europe, true along 40° and 58° north: the shape of the continent as its atlases have it.
func conic(lon, lat float64) vec {
	const lat1, lat2, middle = 40 * degree, 58 * degree, 10.0
	half := func(phi float64) float64 { return math.Tan(math.Pi/4 + phi/2) }
	n := math.Log(math.Cos(lat1)/math.Cos(lat2)) / math.Log(half(lat2)/half(lat1))
	f := math.Cos(lat1) * math.Pow(half(lat1), n) / n
	rho := f / math.Pow(half(lat*degree), n)
	angle := n * turned(lon-middle) * degree
	return vec{x: rho * math.Sin(angle), y: -rho * math.Cos(angle)}
}
