// The look-up while one types. From the first key on, the figure before is hidden and the answer on its way is called off: what comes back
// is to what stands in the fields, or nothing is shown at all. Without this file and htmx the button asks the same address.
(function () {
  const form = document.getElementById('question')
  if (!form || !window.htmx) return
  const page = form.closest('.look-up')
  const answer = () => document.getElementById('answer')

  function hide () {
    htmx.trigger(form, 'htmx:abort')
    answer().setAttribute('aria-busy', 'true')
  }

  // What the server said at a field when the page came is about what stood there then.
  function forget (input) {
    const field = input.closest('.field, .yes-no-field')
    field?.classList.remove('field--wrong', 'yes-no-field--wrong')
    field?.querySelector('.field__error, .yes-no-field__error')?.remove()
  }

  function mark () {
    const wrong = (answer().dataset.wrong || '').split(' ')
    for (const input of form.elements) {
      if (wrong.includes(input.name)) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    }
  }

  // Without an answer there is the button again; live.js has shown what the form says of it.
  const byButton = () => page.classList.add('look-up--by-button')

  form.addEventListener('input', function ({ target }) { hide(); forget(target) })
  form.addEventListener('htmx:sendError', byButton)
  form.addEventListener('htmx:timeout', byButton)
  document.addEventListener('htmx:afterSettle', mark)
  // Typing keeps one entry in the history; the button makes a new one where the address is new.
  document.addEventListener('htmx:beforeHistoryUpdate', function ({ detail }) {
    const sent = detail.requestConfig?.triggeringEvent?.type === 'submit'
    if (sent && detail.history.path !== location.pathname + location.search) detail.history.type = 'push'
  })
})()
