// What helps to write a text: buttons that format what is chosen, and a figure of the catalogue put where one writes.

export function tools(form, words) {
  for (const area of form.querySelectorAll('[data-markdown]')) area.before(toolbar(area, words))
  form.querySelector('[data-insert]')?.addEventListener('click', (e) => {
    e.preventDefault()
    const kind = form.elements.form.value
    put(last(form), `{${form.elements.figure.value}${kind ? ':' + kind : ''}}`, '')
  })
  form.addEventListener('focusin', (e) => {
    if (!e.target.matches('[data-markdown]')) return
    for (const area of form.querySelectorAll('.last')) area.classList.remove('last')
    e.target.classList.add('last')
  })
}

// last is the text that one wrote in last.
function last(form) {
  return form.querySelector('[data-markdown].last') ?? form.querySelector('[data-markdown]')
}

function toolbar(area, words) {
  const bar = document.createElement('div')
  bar.className = 'format-bar'
  bar.setAttribute('role', 'group')
  bar.setAttribute('aria-label', words.tools)
  const acts = [
    [words.strong, () => put(area, '**', '**')],
    [words.em, () => put(area, '*', '*')],
    [words.list, () => list(area)],
    [words.link, () => put(area, '[', '](https://)')],
    [words.figure, () => {
      area.dispatchEvent(new Event('focusin', { bubbles: true }))
      area.form.querySelector('[data-picker]').open = true
      area.form.elements.figure.focus()
    }],
  ]
  for (const [name, act] of acts) {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'part-tool', textContent: name })
    button.addEventListener('click', act)
    bar.append(button)
  }
  return bar
}

// put sets what is chosen between two marks; with nothing chosen the cursor goes between them.
function put(area, before, after) {
  const { selectionStart: from, selectionEnd: to, value } = area
  area.setRangeText(before + value.slice(from, to) + after, from, to, 'end')
  if (from === to && after) area.setSelectionRange(from + before.length, from + before.length)
  area.focus()
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

// list makes items of the lines that are chosen.
function list(area) {
  const { selectionStart: from, selectionEnd: to, value } = area
  const start = value.lastIndexOf('\n', from - 1) + 1
  area.setRangeText(value.slice(start, to).replace(/^(?!- )/gm, '- '), start, to, 'end')
  area.focus()
  area.dispatchEvent(new Event('input', { bubbles: true }))
}
