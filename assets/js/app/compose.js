// The report in the making: blocks are written in place, numbers tell what they count under the pointer, keys move and save. Without
// it every tool is a link or a button.
const editor = document.querySelector('[data-editor]')
const words = editor?.querySelector('[data-editor-words]')?.dataset

if (editor) {
  editor.addEventListener('click', opened)
  editor.addEventListener('keydown', pressed)
  for (const kind of ['pointerover', 'focusin']) editor.addEventListener(kind, noted)
  for (const kind of ['pointerout', 'focusout']) editor.addEventListener(kind, left)
}
for (const form of document.querySelectorAll('[data-block-form]')) arm(form)
refresh()

// opened shows the form of a block in its place.
async function opened(e) {
  const link = e.target.closest('[data-edit]')
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return
  const block = link.closest('[data-block]')
  if (!block || block.querySelector('[data-block-form]')) return
  e.preventDefault()
  try {
    const page = await read(link.href)
    const form = page.querySelector('[data-block-form]')
    if (!form || editor.querySelector('[data-block-form]') || page.querySelector('.notice')) throw new Error('on its own page')
    form.classList.add('in-place')
    block.querySelector('.part-body').before(form)
    block.classList.add('part-open')
    arm(form)
    form.querySelector('textarea, input[type=text]')?.focus()
  } catch {
    location.href = link.href
  }
}

async function read(address, options) {
  const answer = await fetch(address, options)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(answer.statusText)
  page.landed = answer.redirected ? answer.url : ''
  return page
}

// arm gives the form of a block its tools: formatting, how it will read as one writes, saving in place.
function arm(form) {
  const said = words ?? form.dataset
  for (const area of form.querySelectorAll('[data-markdown]')) if (words) area.before(toolbar(area))
  const before = text(form)
  let timer
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(preview, 500)
  })
  form.querySelector('[data-insert]')?.addEventListener('click', (e) => {
    e.preventDefault()
    const area = form.querySelector('[data-markdown].last') ?? form.querySelector('[data-markdown]')
    const kind = form.elements.form.value
    put(area, `{${form.elements.figure.value}${kind ? ':' + kind : ''}}`, '')
  })
  form.addEventListener('focusin', (e) => {
    if (!e.target.matches('[data-markdown]')) return
    for (const area of form.querySelectorAll('.last')) area.classList.remove('last')
    e.target.classList.add('last')
  })
  form.addEventListener('keydown', (e) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault()
      form.requestSubmit(form.querySelector('[data-save]'))
    } else if (e.key === 'Escape' && form.classList.contains('in-place')) {
      e.preventDefault()
      leave(form, before)
    }
  })
  form.querySelector('[data-leave]')?.addEventListener('click', (e) => {
    if (!form.classList.contains('in-place')) return
    e.preventDefault()
    leave(form, before)
  })
  form.addEventListener('submit', async (e) => {
    if (!form.classList.contains('in-place') || !e.submitter?.matches('[data-save]')) return
    e.preventDefault()
    const data = new URLSearchParams(new FormData(form, e.submitter))
    try {
      const page = await read(form.action, { method: 'POST', body: data })
      if (!page.querySelector('[data-editor]')) throw new Error('not saved')
      const key = form.closest('[data-block]').dataset.block
      show(page)
      editor.querySelector('[data-editor-said]').textContent = words.saved
      document.getElementById('b-' + key)?.focus()
    } catch {
      form.classList.remove('in-place') // what is wrong, or who else wrote it, is told on a page of its own
      form.requestSubmit(e.submitter)
    }
  })

  async function preview() {
    const data = new URLSearchParams(text(form))
    data.set('op', 'preview')
    try {
      const answer = await fetch(form.action, { method: 'POST', body: data, headers: { 'X-Part': '1' } })
      if (answer.ok) form.querySelector('[data-preview]').innerHTML = await answer.text()
    } catch {
      if (said.failed) editor.querySelector('[data-editor-said]').textContent = said.failed
    }
  }
}

function text(form) {
  return new URLSearchParams(new FormData(form)).toString()
}

function leave(form, before) {
  if (text(form) !== before && !confirm(words.leave)) return
  const block = form.closest('[data-block]')
  form.remove()
  block.classList.remove('part-open')
  block.querySelector('[data-edit]').focus()
}

// show puts the editor as it stands now in the place of the one that is shown.
function show(page) {
  for (const id of ['outline', 'sheet', 'side', 'notes']) {
    const fresh = page.getElementById(id)
    if (fresh) document.getElementById(id)?.replaceWith(document.importNode(fresh, true))
  }
  editor.querySelector('.editor-head').replaceWith(document.importNode(page.querySelector('.editor-head'), true))
}

function toolbar(area) {
  const bar = document.createElement('div')
  bar.className = 'format-bar'
  bar.setAttribute('role', 'group')
  bar.setAttribute('aria-label', words.tools)
  const wrap = [
    [words.strong, () => put(area, '**', '**')],
    [words.em, () => put(area, '*', '*')],
    [words.list, () => put(area, '\n- ', '')],
    [words.link, () => put(area, '[', '](https://)')],
    [words.figure, () => {
      const picker = area.form.querySelector('[data-picker]')
      picker.open = true
      area.form.elements.figure.focus()
    }],
  ]
  for (const [name, act] of wrap) {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'part-tool', textContent: name })
    button.addEventListener('click', () => {
      area.dispatchEvent(new Event('focusin', { bubbles: true }))
      act()
    })
    bar.append(button)
  }
  return bar
}

function put(area, before, after) {
  const { selectionStart: from, selectionEnd: to, value } = area
  area.setRangeText(before + value.slice(from, to) + after, from, to, 'end')
  area.focus()
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

// pressed moves the block that has the focus.
function pressed(e) {
  if (!e.altKey || !['ArrowUp', 'ArrowDown'].includes(e.key) || e.target.closest('[data-block-form]')) return
  const button = e.target.closest('[data-block]')?.querySelector(`[data-move="${e.key === 'ArrowUp' ? 'up' : 'down'}"]`)
  if (!button || button.disabled) return
  e.preventDefault()
  button.form.requestSubmit(button)
}

// noted shows what a number counts under the pointer or the focus.
let waiting
function noted(e) {
  if (e.target.closest('.figure-note')) return clearTimeout(waiting)
  const number = e.target.closest('[data-figure]')
  if (!number) return
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    const note = document.getElementById(number.getAttribute('popovertarget'))
    if (!note || note.matches(':popover-open')) return
    note.showPopover()
    const box = number.getBoundingClientRect()
    note.classList.add('placed')
    const top = box.bottom + 6 + note.offsetHeight > innerHeight ? box.top - note.offsetHeight - 6 : box.bottom + 6
    note.style.top = `${Math.max(8, top)}px`
    note.style.left = `${Math.max(8, Math.min(box.left, innerWidth - note.offsetWidth - 16))}px`
  }, 250)
}

function left(e) {
  if (!e.target.closest('[data-figure], .figure-note')) return
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    for (const note of editor.querySelectorAll('.figure-note:popover-open')) if (!note.matches(':hover, :focus-within')) note.hidePopover()
  }, 300)
}

// refresh looks again while files are being made.
function refresh() {
  const list = document.querySelector('[data-pending]')
  if (!list) return
  setTimeout(async () => {
    try {
      const fresh = (await read(location.href)).getElementById('editions')
      if (fresh && !list.contains(document.activeElement)) list.replaceWith(document.importNode(fresh, true))
    } catch {
      // the link to refresh is there
    }
    refresh()
  }, 5000)
}
