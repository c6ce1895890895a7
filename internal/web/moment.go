package web

import (
	"strconv"
	"strings"
	"time"

	"entente/internal/i18n"
	"entente/internal/record"
)

// moment is an instant to the minute, as the clocks of the office show it.
func (v view) moment(instant string) string {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return ""
	}
	at = at.In(v.office.Clock())
	clock := at.Format("15:04")
	if v.lang == i18n.FR {
		clock = strconv.Itoa(at.Hour()) + at.Format("\u00a0h\u00a004")
	}
	return v.p.T("sign.moment", "date", v.p.Date(record.Date(at.Format(time.DateOnly))), "time", clock)
}

// day is the day of an instant.
func (v view) day(instant string) string {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return ""
	}
	return v.p.Date(record.Date(at.In(v.office.Clock()).Format(time.DateOnly)))
}

// dayOf is the day of an instant, by the clocks of the office.
func (q *request) dayOf(instant string) record.Date {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return ""
	}
	return record.Date(at.In(q.office.Clock()).Format(time.DateOnly))
}

// today is the present instant by the clocks of the office.
func (a *app) today(q *request) time.Time { return a.Now().In(q.office.Clock()) }

// via is how somebody signed in.
func (v view) via(via string) string {
	if via == "password" {
		return v.T("account.via.password")
	}
	return via
}

// browser names the browser and the system that a User-Agent speaks of, so that people recognise their own machine; the
// whole text where it speaks of neither.
func (v view) browser(agent string) string {
	find := func(table [][2]string) string {
		for _, row := range table {
			if strings.Contains(agent, row[0]) {
				return row[1]
			}
		}
		return ""
	}
	// The order matters: most claim to be those before them.
	name := find([][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Chromium/", "Chromium"}, {"Safari/", "Safari"}})
	system := find([][2]string{{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}})
	switch {
	case name != "" && system != "":
		return v.T("account.browser.on", "browser", name, "system", system)
	case name+system != "":
		return name + system
	case agent != "":
		return agent
	}
	return v.T("account.browser.unknown")
}

// grouped sets a secret in groups of four, as it is read aloud and typed.
func grouped(s string) string {
	var parts []string
	for len(s) > 4 {
		parts, s = append(parts, s[:4]), s[4:]
	}
	return strings.Join(append(parts, s), " ")
}
