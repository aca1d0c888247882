// Brings the copy buttons to life. Without this file the text can be marked and copied by hand.
(function () {
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    const text = document.getElementById(button.dataset.copy)
    const outcome = button.parentElement.querySelector('[role="status"]')

    button.hidden = false
    button.addEventListener('click', async function () {
      text.select()
      try {
        await navigator.clipboard.writeText(text.value)
        outcome.textContent = button.dataset.copied
      } catch {
        outcome.textContent = button.dataset.marked
      }
    })
  })
})()
