// A button beside a line that is there to be copied. Without this script there is none: the line can be selected.
for (const line of document.querySelectorAll('input[data-copy]')) {
  if (!navigator.clipboard) break
  const button = document.createElement('button')
  Object.assign(button, { type: 'button', className: 'button', textContent: line.dataset.copy })
  const said = document.createElement('span')
  said.setAttribute('role', 'status')
  said.className = 'quiet'
  button.addEventListener('click', async () => {
    line.select()
    await navigator.clipboard.writeText(line.value)
    said.textContent = line.dataset.copied
  })
  line.after(button, said)
}
