// Rows of a form are added, moved and removed in place: the page is asked for as the button would, and only the list is taken from the
// answer, so that the rest of what is typed stays where it is.
document.addEventListener('submit', async (e) => {
  const button = e.submitter
  const form = e.target
  if (!form.matches('[data-form]') || !button || !/^(add|remove|up|down):/.test(button.value)) return
  const list = button.closest('[data-rows]')
  if (!list) return
  e.preventDefault()
  const data = new URLSearchParams(new FormData(form, button))
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data, headers: { 'X-Part': '1' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById(list.id)
    if (!answer.ok || !fresh) throw new Error('no list')
    const focus = fresh.querySelector('[autofocus]')
    for (const id of opened(list)) fresh.querySelector(`[id="${id}"]`)?.closest('details')?.setAttribute('open', '')
    focus?.removeAttribute('autofocus') // the focus is moved here, not by the browser
    list.replaceWith(fresh)
    ;(focus ?? fresh.querySelector('.row-add')).focus()
    form.dispatchEvent(new Event('change', { bubbles: true }))
  } catch {
    form.removeAttribute('data-form')
    form.requestSubmit(button)
  }
})

// opened are the inputs inside details that the reader has unfolded.
function opened(list) {
  return [...list.querySelectorAll('details[open] input[id]')].map((i) => i.id)
}
