// A button beside every password field that shows what was typed. Without this file the fields work as they are.
(function () {
  const { show, hide, shown, hidden } = document.currentScript.dataset

  function addButton (input) {
    const button = document.createElement('button')
    const status = document.createElement('span')
    const label = document.querySelector(`label[for="${input.id}"]`)
    const named = document.createElement('span')
    const word = document.createElement('span')

    function turn (visible) {
      input.type = visible ? 'text' : 'password'
      word.textContent = visible ? hide : show
    }

    button.type = 'button'
    button.className = 'show-password'
    button.setAttribute('aria-controls', input.id)
    named.className = 'visually-hidden'
    named.textContent = label ? ` ${label.textContent}` : ''
    button.append(word, named)
    status.className = 'visually-hidden'
    status.setAttribute('role', 'status')
    input.autocapitalize = 'none'
    input.spellcheck = false
    input.after(button, status)
    turn(false)
    button.addEventListener('click', function () {
      const visible = input.type === 'password'
      turn(visible)
      status.textContent = visible ? shown : hidden
    })
    // A browser would remember what was sent from an open field.
    input.form?.addEventListener('submit', () => turn(false))
  }

  document.querySelectorAll('input[type="password"]').forEach(addButton)
})()
