// Above the boxes of a list, one that chooses all rows of the page, and the number of those chosen on the button.
for (const form of document.querySelectorAll('form[data-bulk]')) gather(form)

function gather(form) {
  const boxes = [...form.querySelectorAll('input[name=id]')]
  const head = form.querySelector('thead .list-check')
  const button = form.querySelector('[data-chosen]')
  if (!head || boxes.length === 0) return
  const all = document.createElement('input')
  all.type = 'checkbox'
  all.setAttribute('aria-label', form.dataset.bulk)
  head.append(all)
  const words = button.querySelector('span')
  const label = words.textContent
  const count = () => {
    const n = boxes.filter((b) => b.checked).length
    all.checked = n === boxes.length
    all.indeterminate = n > 0 && n < boxes.length
    words.textContent = n > 0 ? `${label.trimEnd()} (${n})` : label
  }
  all.addEventListener('change', () => {
    for (const b of boxes) b.checked = all.checked
    count()
  })
  form.addEventListener('change', count)
  window.addEventListener('pageshow', count)
}
