// Buttons that open the browser's own print window; without this file the page says how to print.
(function () {
  function show () {
    document.querySelectorAll('[data-print]').forEach(function (button) { button.hidden = false })
  }

  document.addEventListener('click', ({ target }) => { if (target.closest('[data-print]')) window.print() })
  document.addEventListener('htmx:afterSettle', show) // one that has just been swapped in
  show()
})()
