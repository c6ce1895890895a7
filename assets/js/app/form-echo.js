// What is typed as a date, a quantity or an amount is told back as it was understood, when one leaves the field.
document.addEventListener('change', async (e) => {
  const input = e.target
  if (!input.dataset?.echo) return
  const echo = document.getElementById(input.id + '-echo')
  const lang = document.documentElement.lang
  if (!echo) return
  if (input.value.trim() === '') {
    echo.textContent = ''
    return
  }
  const address = new URL(`/${lang}/app/echo`, location.href)
  address.search = new URLSearchParams({ sort: input.dataset.echo, q: input.value })
  try {
    const answer = await fetch(address, { headers: { 'X-Part': '1' } })
    if (answer.redirected || (answer.status !== 200 && answer.status !== 422)) return
    echo.textContent = await answer.text()
    echo.classList.toggle('bad', answer.status === 422)
  } catch {
    echo.textContent = '' // without the network nothing is told back; the form tells when it is sent
  }
})
