// Quick find: a dialog over any page, with suggestions as one types. The box at the top of the page works without it.
const form = document.querySelector('form[data-find]')

function open() {
  const dialog = document.createElement('dialog')
  dialog.className = 'quick'
  dialog.setAttribute('aria-labelledby', 'quick-label')
  const label = document.createElement('label')
  label.id = 'quick-label'
  label.htmlFor = 'quick'
  label.textContent = form.querySelector('label').textContent
  const box = document.createElement('form')
  box.action = form.action
  const input = document.createElement('input')
  Object.assign(input, { id: 'quick', type: 'search', name: 'q', autocomplete: 'off' })
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'quick-list', 'aria-autocomplete': 'list' })) input.setAttribute(name, value)
  const list = document.createElement('ul')
  list.id = 'quick-list'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', label.textContent)
  const said = document.createElement('p')
  said.setAttribute('role', 'status')
  said.className = 'quiet'
  const close = document.createElement('button')
  Object.assign(close, { type: 'button', className: 'button', textContent: form.dataset.close })
  close.addEventListener('click', () => dialog.close())
  box.append(label, input)
  dialog.append(box, said, list, close)
  document.body.append(dialog)
  dialog.addEventListener('close', () => dialog.remove())

  let asked = 0
  let at = -1
  const options = () => [...list.children]
  const choose = (i) => {
    options().forEach((o, j) => o.setAttribute('aria-selected', String(i === j)))
    at = i
    if (i >= 0) {
      input.setAttribute('aria-activedescendant', options()[i].id)
      options()[i].scrollIntoView({ block: 'nearest' })
    } else input.removeAttribute('aria-activedescendant')
  }
  const ask = async () => {
    const turn = ++asked
    const answer = await fetch(form.dataset.find + '?q=' + encodeURIComponent(input.value))
    if (!answer.ok || turn !== asked) return
    const found = await answer.json()
    list.replaceChildren(...found.map((f, i) => {
      const o = document.createElement('li')
      o.id = 'quick-' + i
      o.setAttribute('role', 'option')
      o.dataset.href = f.href
      const title = document.createElement('strong')
      title.textContent = f.title
      const rest = document.createElement('span')
      rest.className = 'quiet'
      rest.textContent = [f.kind, f.when].filter(Boolean).join(' · ')
      o.append(title, ' ', rest)
      o.addEventListener('click', () => { location.href = f.href })
      return o
    }))
    choose(-1)
    said.textContent = found.length === 0 ? form.dataset.nothing : input.value === '' ? form.dataset.recent : ''
  }
  let wait
  input.addEventListener('input', () => {
    clearTimeout(wait)
    wait = setTimeout(ask, 120)
  })
  input.addEventListener('keydown', (e) => {
    const n = options().length
    if (e.key === 'ArrowDown' && n > 0) choose((at + 1) % n)
    else if (e.key === 'ArrowUp' && n > 0) choose((at + n - 1) % n)
    else if (e.key === 'Enter' && at >= 0) location.href = options()[at].dataset.href
    else return
    e.preventDefault()
  })
  dialog.showModal()
  ask()
}

if (form) document.addEventListener('quick-find', open)
