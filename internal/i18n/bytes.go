package i18n

import "strconv"

// Bytes writes a size in the unit that suits it, to a tenth: "1,5 Go", "1.5 GB".
func (p *Printer) Bytes(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	if p.lang == FR {
		units = []string{"o", "ko", "Mo", "Go", "To"}
	}
	tenths, unit := n*10, 0
	for ; tenths >= 10_000 && unit < len(units)-1; unit++ {
		tenths = (tenths + 500) / 1000
	}
	number := strconv.FormatInt(tenths/10, 10)
	if tenths < 1000 && unit > 0 && tenths%10 != 0 {
		number += "." + strconv.FormatInt(tenths%10, 10)
	}
	return p.Decimal(number) + nbsp + units[unit]
}
