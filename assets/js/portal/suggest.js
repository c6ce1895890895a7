// Suggestions under the search boxes, as one types: a combobox of the ARIA practices whose list one may walk with the arrows. The
// form works without it.
const pause = 140
const shortest = 2

for (const form of document.querySelectorAll('form[data-suggestions]')) attach(form)

function attach(form) {
  const input = form.querySelector('input[type="search"]')
  if (!input) return
  const list = document.createElement('ul')
  list.id = `${input.id}-list`
  list.className = 'suggestions'
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', form.dataset.suggestionsLabel)
  const said = document.createElement('p')
  said.className = 'unseen'
  said.setAttribute('role', 'status')
  const holder = document.createElement('div')
  holder.className = 'suggested'
  input.after(holder)
  holder.append(list, said)
  for (const [name, value] of Object.entries({
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id,
  })) input.setAttribute(name, value)

  let at = -1
  let timer = 0
  let asked = new AbortController()

  const close = () => {
    clearTimeout(timer)
    asked.abort()
    at = -1
    list.hidden = true
    list.replaceChildren()
    said.textContent = ''
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  const point = (to) => {
    const options = [...list.children]
    at = to
    options.forEach((o, i) => o.setAttribute('aria-selected', String(i === at)))
    if (at < 0) {
      input.removeAttribute('aria-activedescendant')
      return
    }
    input.setAttribute('aria-activedescendant', options[at].id)
    options[at].scrollIntoView({ block: 'nearest' })
  }

  const show = (answer) => {
    at = -1
    input.removeAttribute('aria-activedescendant')
    list.replaceChildren(...answer.items.map((item, i) => option(item, `${list.id}-${i}`)))
    list.hidden = answer.items.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    said.textContent = answer.said
  }

  const ask = async () => {
    asked.abort()
    asked = new AbortController()
    const { signal } = asked
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(input.value)}`, { signal })
      if (answer.ok) {
        const found = await answer.json()
        if (!signal.aborted) show(found)
      }
    } catch {
      // Given up for a later letter, or the network is down: the form searches all the same.
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    if (input.value.trim().length < shortest) {
      close()
      return
    }
    timer = setTimeout(ask, pause)
  })
  input.addEventListener('keydown', (e) => {
    const many = list.children.length
    if (e.key === 'Escape' && !list.hidden) {
      e.preventDefault()
      close()
    } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && !list.hidden) {
      e.preventDefault()
      const step = e.key === 'ArrowDown' ? 1 : -1
      point(((at + step + 1 + many + 1) % (many + 1)) - 1)
    }
  })
  // Enter sends the form, unless a suggestion is pointed at.
  form.addEventListener('submit', (e) => {
    if (at < 0) return
    e.preventDefault()
    location.assign(list.children[at].dataset.href)
  })
  // Pressing keeps the focus in the box, so that it does not close the list before the choice is made.
  list.addEventListener('mousedown', (e) => e.preventDefault())
  list.addEventListener('click', (e) => {
    const chosen = e.target.closest('[role="option"]')
    if (chosen) location.assign(chosen.dataset.href)
  })
  input.addEventListener('blur', close)
}

function option(item, id) {
  const li = document.createElement('li')
  li.id = id
  li.dataset.href = item.href
  li.setAttribute('role', 'option')
  li.setAttribute('aria-selected', 'false')
  const title = document.createElement('span')
  title.textContent = item.title
  if (item.lang) title.lang = item.lang
  const sort = document.createElement('span')
  sort.className = 'suggested-sort'
  sort.textContent = item.sort
  li.append(title, ' ', sort)
  return li
}
