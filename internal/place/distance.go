package place

import "math"

// earthRadius is the mean radius of the IUGG, in kilometres.
const earthRadius = 6371.0088

// DistanceKM gives the length of the great circle between two points in degrees. The haversine form stays exact for near points.
func DistanceKM(lat1, lon1, lat2, lon2 float64) float64 {
	const degree = math.Pi / 180
	sinLat := math.Sin((lat2 - lat1) * degree / 2)
	sinLon := math.Sin((lon2 - lon1) * degree / 2)
	h := sinLat*sinLat + math.Cos(lat1*degree)*math.Cos(lat2*degree)*sinLon*sinLon
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, h)))
}
