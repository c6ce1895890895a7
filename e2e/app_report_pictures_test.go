package e2e_test

import (
	"strings"

	"entente/e2e/browser"
)

// report takes the pictures of a report in the making.
func (a *album) report() {
	a.t.Helper()
	a.see("/fr/app/reports/new")
	a.into("year", "2024")
	a.do(a.p.Follow(`form.report-new button.button-main`))
	at := where(a.t, a.p)
	a.see(at)
	a.wide("report")
	a.take("report-narrow", phone, ".editor-head")
	a.do(a.p.Resize(browser.Viewport{W: 1280, H: 700}))
	ask[bool](a.t, a.p, `(document.querySelector('#b-highlights').scrollIntoView(), true)`)
	ask[bool](a.t, a.p, `(document.querySelector('#b-highlights [data-figure]').focus(), true)`)
	a.until(`!!document.querySelector('.figure-note:popover-open')`)
	a.shot("report-figure", browser.Viewport{W: 1280, H: 700})
	a.see(at)
	a.click("#b-introduction [data-edit]")
	a.until(`!!document.querySelector('#b-introduction .in-place')`)
	a.into("text.fr", "En 2024, la Ville a mené {missions} dans {countries} et reçu {visits}.")
	a.until(`document.querySelector('.in-place [data-preview]').innerText.includes('sept')`)
	ask[bool](a.t, a.p, `(document.querySelector('.in-place fieldset ~ fieldset').scrollIntoView(), true)`)
	a.shot("report-block", browser.Viewport{W: 1280, H: 900})
	ask[bool](a.t, a.p, `(window.confirm = () => true, document.querySelector('.in-place [data-leave]').click(), true)`)
	a.see(strings.TrimSuffix(at, "/compose") + "/compose/add")
	a.wide("report-add")
	a.see(strings.TrimSuffix(at, "/compose") + "/publish")
	a.wide("report-publish")
	a.see("/fr/app/reports")
	a.take("reports", browser.Viewport{W: 1280, H: 560}, "")
}
