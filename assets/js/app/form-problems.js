// A form that came back with something wrong begins with what is wrong.
document.querySelector('form + [data-problems], main > [data-problems]')?.focus()
for (const link of document.querySelectorAll('[data-problems] a')) {
  link.addEventListener('click', (e) => {
    const target = document.getElementById(link.hash.slice(1))
    if (!target) return
    for (let d = target.closest('details'); d; d = d.parentElement.closest('details')) d.open = true
    const input = target.matches('input, select, textarea, button') ? target : target.querySelector('input:not([type=hidden]), select, textarea, button')
    if (!input) return
    e.preventDefault()
    input.focus()
  })
}
