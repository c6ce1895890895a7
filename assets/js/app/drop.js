// A form that takes a file also takes one that is dropped on it.
for (const form of document.querySelectorAll('form[data-drop]')) {
  const input = form.querySelector('input[type="file"]')
  const said = form.querySelector('[role="status"]')
  const over = (on) => form.classList.toggle('drop-over', on)
  form.addEventListener('dragover', (e) => {
    e.preventDefault()
    over(true)
  })
  form.addEventListener('dragleave', () => over(false))
  form.addEventListener('drop', (e) => {
    e.preventDefault()
    over(false)
    if (e.dataTransfer.files.length === 0) return
    input.files = e.dataTransfer.files
    said.textContent = input.files[0].name
  })
}
