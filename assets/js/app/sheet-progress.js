// A page that waits for a spreadsheet shows how far it has come, and gives way to the next page when that is there.
const shown = document.querySelector('[data-progress]')
if (shown) setTimeout(look, 1000)

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const now = page.querySelector('[data-progress]')
    if (answer.ok && !now) {
      location.reload()
      return
    }
    if (now?.dataset.progress !== shown.dataset.progress) {
      location.reload()
      return
    }
    if (now) {
      const bar = shown.querySelector('progress')
      const next = now.querySelector('progress')
      bar.max = next.max
      bar.value = next.value
      shown.querySelector('[data-said]').textContent = now.querySelector('[data-said]').textContent
    }
  } catch {
    // the network is away for a moment: look again
  }
  setTimeout(look, 1000)
}
