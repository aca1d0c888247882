// Buttons that open the browser's own print window; without this file the page says how to print.
document.querySelectorAll('[data-print]').forEach(function (button) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
})
