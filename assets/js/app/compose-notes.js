// A number says what it counts under the pointer or the focus; pressed, it goes on saying it until it is dismissed.
const editor = document.querySelector('[data-editor], .block-page')
let waiting

if (editor) {
  for (const kind of ['pointerover', 'focusin']) editor.addEventListener(kind, noted)
  for (const kind of ['pointerout', 'focusout']) editor.addEventListener(kind, left)
  editor.addEventListener('click', pinned)
}

function noteOf(number) {
  return document.getElementById(number.getAttribute('popovertarget'))
}

function noted(e) {
  if (e.pointerType === 'touch') return // a finger presses
  if (e.target.closest('.figure-note')) return clearTimeout(waiting)
  const number = e.target.closest('[data-figure]')
  if (!number || !noteOf(number)) return
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    const note = noteOf(number)
    if (!note || !number.isConnected || note.matches(':popover-open')) return
    delete note.dataset.pinned
    note.showPopover({ source: number })
    place(note, number)
  }, 250)
}

function place(note, number) {
  const box = number.getBoundingClientRect()
  note.classList.add('placed')
  const top = box.bottom + 6 + note.offsetHeight > innerHeight ? box.top - note.offsetHeight - 6 : box.bottom + 6
  note.style.top = `${Math.max(8, top)}px`
  note.style.left = `${Math.max(8, Math.min(box.left, innerWidth - note.offsetWidth - 16))}px`
}

// pinned keeps the note that the pointer opened, which pressing would close again.
function pinned(e) {
  const number = e.target.closest('[data-figure]')
  const note = number && noteOf(number)
  if (!note) return
  clearTimeout(waiting)
  const open = note.matches(':popover-open')
  if (open && 'pinned' in note.dataset) return delete note.dataset.pinned // the second press closes it
  e.preventDefault()
  note.dataset.pinned = ''
  if (!open) note.showPopover({ source: number })
  place(note, number)
}

function left(e) {
  if (e.pointerType === 'touch' || !e.target.closest('[data-figure], .figure-note')) return
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    for (const note of editor.querySelectorAll('.figure-note:popover-open:not([data-pinned])')) if (!note.matches(':hover, :focus-within')) note.hidePopover()
  }, 300)
}
