// An editable combobox with a list, after the pattern of the ARIA Authoring Practices. Without it the field is a line of text with a
// button that looks the words up: what is typed without being chosen is asked about when the form is sent.
class ComboBox extends HTMLElement {
  connectedCallback() {
    if (this.input) return
    this.input = this.querySelector('input[type=text]')
    this.value = this.querySelector('[data-combo=value]')
    this.label = this.querySelector('[data-combo=label]')
    this.list = document.createElement('ul')
    this.list.className = 'combo-list'
    this.list.id = this.input.id + '-list'
    this.list.hidden = true
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', this.dataset.hint)
    this.said = document.createElement('div')
    this.said.className = 'hidden-text'
    this.said.setAttribute('role', 'status')
    this.input.parentElement.append(this.list)
    this.append(this.said)
    const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id, autocomplete: 'off' }
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value)
    this.classList.add('combo-on')
    this.input.addEventListener('input', () => this.typed())
    this.input.addEventListener('keydown', (e) => this.key(e))
    this.input.addEventListener('keypress', (e) => {
      if (e.key === 'Enter' && this.taken) e.preventDefault() // the same stroke must not send the form, whoever makes it
      this.taken = false
    })
    this.input.addEventListener('blur', () => this.close())
    this.list.addEventListener('mousedown', (e) => e.preventDefault()) // the input keeps the focus
    this.list.addEventListener('click', (e) => this.pick(e.target.closest('[role=option]')))
  }

  typed() {
    if (!this.label) this.value.value = '' // a place is read from its words; of a record the form compares them with its label
    clearTimeout(this.timer)
    if (this.input.value.trim() === '') return this.close()
    this.timer = setTimeout(() => this.load(), 150)
  }

  async load() {
    this.asking?.abort()
    this.asking = new AbortController()
    const address = new URL(this.getAttribute('src'), location.href)
    address.searchParams.set('q', this.input.value)
    try {
      const answer = await fetch(address, { signal: this.asking.signal, headers: { 'X-Part': '1' } })
      if (!answer.ok) return this.close()
      this.show(await answer.text())
    } catch {
      // a newer question took the place of this one, or the network is gone: the field works as a line of text
    }
  }

  show(options) {
    if (document.activeElement !== this.input) return
    this.list.innerHTML = options
    const all = this.options()
    all.forEach((o, i) => (o.id = `${this.list.id}-${i}`))
    this.list.hidden = all.length === 0
    this.input.setAttribute('aria-expanded', String(all.length > 0))
    this.input.removeAttribute('aria-activedescendant')
    this.said.textContent = all.length === 0 ? this.dataset.none : this.dataset.found.replace('{n}', all.length)
  }

  options() {
    return [...this.list.querySelectorAll('[role=option]')]
  }

  key(e) {
    const all = this.options()
    const at = all.findIndex((o) => o.getAttribute('aria-selected') === 'true')
    const open = !this.list.hidden
    if (e.key === 'Escape') {
      if (!open) return
      e.preventDefault()
      e.stopPropagation()
      return this.close()
    }
    if (e.key === 'Enter' && open) {
      e.preventDefault()
      this.taken = true
      if (at >= 0) this.pick(all[at])
      return
    }
    if (e.key === 'Tab') {
      if (open && at >= 0) this.pick(all[at])
      return
    }
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return
    e.preventDefault()
    if (!open) return void this.load()
    if (e.altKey && e.key === 'ArrowUp') return this.close()
    const step = e.key === 'ArrowDown' ? 1 : -1
    const next = at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length
    all.forEach((o, i) => o.setAttribute('aria-selected', String(i === next)))
    this.input.setAttribute('aria-activedescendant', all[next].id)
    all[next].scrollIntoView({ block: 'nearest' })
  }

  pick(option) {
    if (option) this.set(option.dataset.value, option.dataset.label)
    this.close()
  }

  // set chooses a record or a place, as if it had been picked.
  set(value, label) {
    this.value.value = value
    this.input.value = label
    if (this.label) this.label.value = label
    this.input.classList.add('combo-chosen')
    this.input.dispatchEvent(new Event('change', { bubbles: true }))
  }

  close() {
    clearTimeout(this.timer)
    this.asking?.abort()
    this.list.hidden = true
    this.list.replaceChildren()
    this.input.setAttribute('aria-expanded', 'false')
    this.input.removeAttribute('aria-activedescendant')
  }
}

customElements.define('combo-box', ComboBox)
