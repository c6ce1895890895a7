// Single keys, which an account can turn off (WCAG 2.1.4): the page then does not say where their help is.
const help = document.body.dataset.keys

async function show() {
  const answer = await fetch(help)
  if (!answer.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const dialog = document.createElement('dialog')
  dialog.className = 'keys-dialog'
  const title = document.createElement('h2')
  title.id = 'keys-title'
  title.textContent = page.querySelector('h1').textContent
  dialog.setAttribute('aria-labelledby', title.id)
  const close = document.createElement('button')
  Object.assign(close, { type: 'button', className: 'button', textContent: document.querySelector('form[data-find]').dataset.close })
  close.addEventListener('click', () => dialog.close())
  dialog.append(title, document.importNode(page.querySelector('table.keys'), true), close)
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

function step(by) {
  const links = [...document.querySelectorAll('[data-rows] .row-title a, main table tbody th a, main table tbody td:first-child a')]
  if (links.length === 0) return
  const i = links.indexOf(document.activeElement)
  links[i < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(i + by, 0), links.length - 1)].focus()
}

const home = help ? help.replace(/keys$/, '') : ''
const places = { h: '', m: 'records/mission', v: 'records/visit', o: 'records/organisation', e: 'records/agreement' }
let going = 0

function press(e) {
  if (e.ctrlKey || e.altKey || e.metaKey || e.defaultPrevented || document.querySelector('dialog[open]')) return
  if (e.target.closest('input, textarea, select, [contenteditable], [role="combobox"]')) return
  const gone = Date.now() - going < 1500
  going = 0
  if (gone && e.key in places) location.href = home + places[e.key]
  else if (e.key === 'g') going = Date.now()
  else if (e.key === '/') document.dispatchEvent(new Event('quick-find'))
  else if (e.key === '?') show()
  else if (e.key === 'j') step(1)
  else if (e.key === 'k') step(-1)
  else if (e.key === 'e') document.querySelector('a[data-key="e"]')?.click()
  else if (e.key === 'c') document.querySelector('[data-key="c"]')?.focus()
  else if (e.key === 'u') document.querySelector('.flash form button')?.focus()
  else return
  if (e.key !== 'g') e.preventDefault()
}

if (help) document.addEventListener('keydown', press)
