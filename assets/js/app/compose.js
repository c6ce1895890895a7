// The report in the making: blocks are written in place, numbers tell what they count under the pointer, keys move and save. Without
// it every tool is a link or a button.
import { watch } from './form-draft.js'
import { tools } from './compose-tools.js'
import './compose-notes.js'

const editor = document.querySelector('[data-editor]')
const words = document.querySelector('[data-editor-words]')?.dataset
const written = new WeakMap() // what each form in its place held when it was opened

if (editor) {
  editor.addEventListener('click', opened)
  editor.addEventListener('keydown', pressed)
  addEventListener('beforeunload', (e) => {
    for (const form of editor.querySelectorAll('.in-place')) if (changed(form)) e.preventDefault()
  })
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
  const other = editor.querySelector('.in-place') // one at a time: the first is left as Escape leaves it
  if (other && !leave(other)) return
  try {
    const page = await read(link.href)
    const form = page.querySelector('[data-block-form]')
    if (!form || page.querySelector('.notice')) throw new Error('on its own page')
    form.classList.add('in-place')
    block.querySelector('.part-body').before(form)
    block.classList.add('part-open')
    arm(form)
    watch(form)
    written.set(form, text(form))
    const first = form.querySelector('textarea, input[type=text]')
    first?.focus({ preventScroll: true })
    form.scrollIntoView({ block: 'nearest' })
    first?.scrollIntoView({ block: 'nearest' })
  } catch {
    location.href = link.href
  }
}

async function read(address, options) {
  const answer = await fetch(address, options)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(answer.statusText)
  return page
}

// arm gives the form of a block its tools: formatting, how it will read as one writes, saving in place.
function arm(form) {
  tools(form, words)
  let timer
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(preview, 500)
  })
  form.addEventListener('keydown', (e) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault()
      form.requestSubmit(form.querySelector('[data-save]'))
    } else if (e.key === 'Escape' && form.classList.contains('in-place')) {
      e.preventDefault()
      leave(form)
    }
  })
  form.querySelector('[data-leave]')?.addEventListener('click', (e) => {
    if (!form.classList.contains('in-place')) return
    e.preventDefault()
    leave(form)
  })
  form.addEventListener('submit', async (e) => {
    if (!form.classList.contains('in-place')) return
    if (!e.submitter?.matches('[data-save]')) return form.classList.remove('in-place') // the page that follows keeps what is typed
    e.preventDefault()
    const data = new URLSearchParams(new FormData(form, e.submitter))
    try {
      const page = await read(form.action, { method: 'POST', body: data })
      if (!page.querySelector('[data-editor]')) throw new Error('not saved')
      const key = form.closest('[data-block]').dataset.block
      show(page)
      said(page, document.getElementById('b-' + key))
    } catch {
      form.classList.remove('in-place') // what is wrong, or who else wrote it, is told on a page of its own
      form.requestSubmit(e.submitter)
    }
  })

  async function preview() {
    if (!form.isConnected) return
    const data = new URLSearchParams(text(form))
    data.set('op', 'preview')
    try {
      const answer = await fetch(form.action, { method: 'POST', body: data, headers: { 'X-Part': '1' } })
      if (answer.ok) form.querySelector('[data-preview]').innerHTML = await answer.text()
    } catch {
      form.querySelector('[data-draft-said]').textContent = words.failed
    }
  }
}

function text(form) {
  return new URLSearchParams(new FormData(form)).toString()
}

function changed(form) {
  return written.has(form) && text(form) !== written.get(form)
}

// leave puts the block back as it was, once whoever wrote agrees to lose what is typed.
function leave(form) {
  if (changed(form)) {
    if (!confirm(words.leave)) return false
    const data = new URLSearchParams(text(form))
    data.set('op', 'discard')
    fetch(form.action, { method: 'POST', body: data, redirect: 'manual' }).catch(() => {}) // else the draft is offered again
  }
  const block = form.closest('[data-block]')
  form.remove()
  block.classList.remove('part-open')
  block.querySelector('[data-edit]').focus()
  return true
}

// show puts the editor as it stands now in the place of the one that is shown.
function show(page) {
  for (const id of ['outline', 'sheet', 'side', 'notes']) {
    const fresh = page.getElementById(id)
    if (fresh) document.getElementById(id)?.replaceWith(document.importNode(fresh, true))
  }
  editor.querySelector('.editor-head').replaceWith(document.importNode(page.querySelector('.editor-head'), true))
}

// said tells what was done where it was done, with what undoes it.
function said(page, block) {
  const flash = page.querySelector('.flash')
  if (flash && block) {
    for (const old of document.querySelectorAll('.flash')) old.remove()
    block.prepend(document.importNode(flash, true))
  }
  editor.querySelector('[data-editor-said]').textContent = words.saved
  block?.focus({ preventScroll: true })
  block?.scrollIntoView({ block: 'nearest' })
}

// pressed moves the block that has the focus.
function pressed(e) {
  if (!e.altKey || !['ArrowUp', 'ArrowDown'].includes(e.key) || e.target.closest('[data-block-form]')) return
  const button = e.target.closest('[data-block]')?.querySelector(`[data-move="${e.key === 'ArrowUp' ? 'up' : 'down'}"]`)
  if (!button || button.disabled) return
  e.preventDefault()
  button.form.requestSubmit(button)
}

// refresh looks again while files are being made.
function refresh() {
  const list = document.querySelector('[data-pending]')
  if (!list) return
  setTimeout(async () => {
    try {
      const fresh = document.importNode((await read(location.href)).getElementById('editions'), true)
      const focused = document.activeElement === list
      if (focused || !list.contains(document.activeElement)) {
        list.replaceWith(fresh)
        if (focused) fresh.focus({ preventScroll: true })
      }
    } catch {
      // the link to refresh is there
    }
    refresh()
  }, 5000)
}
