// A record that a field is to refer to is made in a dialog, without leaving the form. Without this script the button keeps the form
// as a draft and leads to a page that leads back.
document.addEventListener('click', async (e) => {
  const button = e.target.closest?.('[data-make]')
  const combo = button?.closest('.control')?.querySelector('combo-box')
  if (!combo) return
  e.preventDefault()
  const address = new URL(button.dataset.make, location.href)
  address.search = new URLSearchParams({ small: '1', title: combo.querySelector('input[type=text]').value })
  const dialog = document.createElement('dialog')
  dialog.setAttribute('aria-labelledby', 'make-title')
  const title = document.createElement('h2')
  title.id = 'make-title'
  title.textContent = button.dataset.title
  const body = document.createElement('div')
  dialog.append(title, body)
  button.closest('main').append(dialog)
  dialog.addEventListener('close', () => {
    dialog.remove()
    button.focus()
  })
  dialog.addEventListener('click', (e) => {
    if (e.target.closest('[data-close]')) {
      e.preventDefault()
      dialog.close()
    }
  })
  dialog.addEventListener('submit', async (e) => {
    e.preventDefault()
    const data = new URLSearchParams(new FormData(e.target, e.submitter))
    const answer = await fetch(e.target.action, { method: 'POST', body: data, headers: { 'X-Part': '1' } })
    put(await answer.text())
  })

  function put(text) {
    const page = new DOMParser().parseFromString(text, 'text/html')
    const made = page.querySelector('[data-made]')
    if (made) {
      combo.set(made.dataset.made, made.dataset.label)
      button.closest('details')?.removeAttribute('open')
      dialog.close()
      combo.querySelector('input[type=text]').focus()
      return
    }
    for (const known of page.querySelectorAll('[id]')) rename(page, known)
    body.replaceChildren(...page.body.childNodes)
    ;(body.querySelector('[data-problems]') ?? body.querySelector('input:not([type=hidden])'))?.focus()
  }

  const answer = await fetch(address, { headers: { 'X-Part': '1' } })
  if (!answer.ok || answer.redirected) return location.assign(address)
  put(await answer.text())
  dialog.showModal()
})

// rename keeps the ids of the small form apart from those of the form behind it.
function rename(page, known) {
  const old = known.id
  known.id = 'make-' + old
  for (const name of ['for', 'aria-describedby', 'aria-labelledby']) {
    for (const e of page.querySelectorAll(`[${name}~="${old}"]`)) {
      e.setAttribute(name, e.getAttribute(name).split(' ').map((id) => (id === old ? known.id : id)).join(' '))
    }
  }
  for (const a of page.querySelectorAll(`a[href="#${old}"]`)) a.setAttribute('href', '#' + known.id)
}
