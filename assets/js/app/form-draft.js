// A form that has been changed is kept as a draft every few seconds, and says so.
const pause = 4000

for (const form of document.querySelectorAll('form[data-form]')) watch(form)

// watch keeps drafts of a form for as long as it is in the page.
export function watch(form) {
  const said = form.querySelector('[data-draft-said]')
  let timer
  let kept = text(form)
  const changed = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, pause)
  }
  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  form.addEventListener('submit', (e) => {
    if (!e.defaultPrevented || form.classList.contains('in-place')) clearTimeout(timer)
  })

  async function keep() {
    const now = text(form)
    if (now === kept || !form.isConnected) return
    const data = new URLSearchParams(now)
    data.set('op', 'draft')
    try {
      const answer = await fetch(form.action, { method: 'POST', body: data, headers: { 'X-Part': '1' } })
      if (!answer.ok || answer.redirected) throw new Error('not kept')
      kept = now
      const time = new Date().toLocaleTimeString(document.documentElement.lang + '-CA', { hour: '2-digit', minute: '2-digit' })
      said.textContent = form.dataset.kept.replace('{time}', time)
    } catch {
      said.textContent = form.dataset.lost
    }
  }
}

function text(form) {
  return new URLSearchParams(new FormData(form)).toString()
}
