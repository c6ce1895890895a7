package chart

// names lays every name: on the world's map and in the inset, home's before all.
func (s *scene) names() {
	world := board{frame: s.frame.grown(-2), size: fontSize}
	enlarged := board{size: fontSize}
	if s.inset != nil {
		world.taken = append(world.taken, s.inset.frame, s.extent())
		f := s.inset.frame.grown(-2)
		enlarged.frame = f
		enlarged.taken = append(enlarged.taken, box{f.left, f.top, f.left + 20 + textWidth(s.InsetTitle, fontSize), f.top + s.inset.title})
	}
	boards := map[bool]*board{false: &world, true: &enlarged}
	labels := map[bool][]*label{}
	home := s.enlarged(s.Home)
	boards[home].mark(s.home.at)
	labels[home] = append(labels[home], &s.home)
	for _, p := range s.spots {
		boards[p.inset].mark(p.at)
		if p.label != nil {
			labels[p.inset] = append(labels[p.inset], p.label)
		}
	}
	world.place(labels[false])
	enlarged.place(labels[true])
}

// points draws home, then every point with its name, as a link where there is a page to go to.
func (s *scene) points(c *canvas) {
	c.put(`<g class="map-homes"><title>%s</title>%s`, esc(s.Home.Name), homeMarker(s.home.at, s.Palette))
	s.home.draw(c)
	c.WriteString(`</g>`)
	for i, p := range s.Points {
		spot, address := s.spots[i], href(p.URL)
		end := "</g>"
		if address == "" {
			c.put(`<g class="%s"><title>%s</title>`, class(p.Kind), esc(p.Name))
		} else {
			c.put(`<a class="%s" href="%s" aria-label="%s"><title>%s</title>`, class(p.Kind), esc(address), esc(p.Name), esc(p.Name))
			end = "</a>"
		}
		if spot.label != nil {
			spot.label.lead(c)
		}
		c.WriteString(marker(p.Kind, spot.at))
		if spot.label != nil {
			spot.label.draw(c)
		}
		c.WriteString(end)
	}
}

// lead draws the line from a marker to a name that had to go far from it.
func (l *label) lead(c *canvas) {
	if !l.shown || !l.far {
		return
	}
	end := vec{l.to.x, l.to.y - fontSize*0.36}
	switch {
	case l.side == "middle" && l.to.y < l.at.y:
		end.y = l.to.y + fontSize*0.2
	case l.side == "middle":
		end.y = l.to.y - fontSize*0.8
	case l.side == "start":
		end.x -= 1.5
	default:
		end.x += 1.5
	}
	c.put(`<path class="map-lead" d="M%s %sL%s %s" fill="none" stroke="#47536b" stroke-width=".8"/>`, num(l.at.x), num(l.at.y), num(end.x), num(end.y))
}

// draw writes the name, with a light edge that keeps it legible over arcs and borders.
func (l *label) draw(c *canvas) {
	if !l.shown {
		return
	}
	weight := ""
	if l.bold {
		weight = ` font-weight="700"`
	}
	side := ""
	if l.side != "start" {
		side = ` text-anchor="` + l.side + `"`
	}
	c.put(`<text class="map-name" x="%s" y="%s"%s font-size="%s"%s fill="#14213d" stroke="#fff" stroke-width="2.6" stroke-linejoin="round" paint-order="stroke">%s</text>`,
		num(l.to.x), num(l.to.y), side, num(fontSize), weight, esc(l.text))
}

// legend says under the map what the shapes mean.
func (s *scene) legend(c *canvas) {
	if len(s.Legend) > 0 {
		c.legend(s.Legend, s.height-legendHeight, s.Width)
	}
}

// legend says what the marks are, from a height on, in as many rows as the width asks for.
func (c *canvas) legend(entries []Legend, top, width float64) {
	if len(entries) == 0 {
		return
	}
	c.WriteString(`<g class="map-legend">`)
	for i, at := range legendPlaces(entries, width) {
		at.y += top + legendHeight/2
		c.WriteString(marker(entries[i].Kind, at))
		c.put(`<text x="%s" y="%s" font-size="%s" fill="#14213d">%s</text>`, num(at.x+10), num(at.y+fontSize*0.36), num(fontSize), esc(entries[i].Text))
	}
	c.WriteString(`</g>`)
}

const legendRow = 22.0

func legendPlaces(entries []Legend, width float64) []vec {
	out := make([]vec, len(entries))
	at := vec{14, 0}
	for i, e := range entries {
		taken := 34 + textWidth(e.Text, fontSize)
		if at.x > 14 && at.x+taken-24 > width {
			at = vec{14, at.y + legendRow}
		}
		out[i] = at
		at.x += taken
	}
	return out
}

// legendRoom is the height that a legend takes.
func legendRoom(entries []Legend, width float64) float64 {
	if len(entries) == 0 {
		return 0
	}
	places := legendPlaces(entries, width)
	return places[len(places)-1].y + legendHeight
}
