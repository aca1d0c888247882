// Live pages: what htmx swaps in is announced once, slow answers show that they are on their way, and Back asks the server again.
(function () {
  const SLOW = 500 // milliseconds before a wait is shown
  let waiting = 0
  let timer

  function begin () {
    waiting += 1
    clearTimeout(timer)
    timer = setTimeout(() => { document.documentElement.dataset.waiting = '' }, SLOW)
  }

  function end () {
    waiting = Math.max(0, waiting - 1)
    if (waiting) return
    clearTimeout(timer)
    delete document.documentElement.dataset.waiting
  }

  function announce (element) {
    const said = document.getElementById('announce')
    const words = element?.dataset?.announce
    if (said && words && said.textContent !== words) said.textContent = words
  }

  // What stands there is the answer to what was asked before; what comes in its place is not busy.
  document.addEventListener('htmx:beforeRequest', function ({ detail }) {
    begin()
    detail.target.setAttribute('aria-busy', 'true')
  })
  document.addEventListener('htmx:afterRequest', end)
  const path = (address) => address.split('?')[0]
  let heldFocus = false
  document.addEventListener('htmx:beforeSwap', function ({ detail }) {
    const { requestPath, responsePath, finalRequestPath } = detail.pathInfo
    // Led elsewhere, as to sign in: the whole page goes there, and comes back to what was asked.
    if (responsePath && path(responsePath) !== path(requestPath)) {
      detail.shouldSwap = false
      location.assign(finalRequestPath)
      return
    }
    heldFocus = detail.target.contains(document.activeElement)
    // A form that was sent back with 400 is the answer to what was typed: it is shown like any other.
    if (detail.xhr.status !== 400) return
    detail.shouldSwap = true
    detail.isError = false
  })
  // Without an answer nothing may stand there as if it were one. A form can have words of its own for it.
  function noAnswer ({ detail }) {
    const words = document.createElement('p')
    words.className = 'no-answer'
    words.textContent = detail.elt.dataset.noAnswer || document.getElementById('announce').dataset.noAnswer
    detail.target.replaceChildren(words)
    detail.target.removeAttribute('aria-busy')
    announce({ dataset: { announce: words.textContent } })
  }
  document.addEventListener('htmx:sendError', noAnswer)
  document.addEventListener('htmx:timeout', noAnswer)
  // Signed out, refused or failed meanwhile: the whole page says so better than a part of it.
  document.addEventListener('htmx:responseError', function ({ detail }) {
    if (detail.xhr.status !== 400 && detail.requestConfig.verb === 'get') location.assign(detail.pathInfo.finalRequestPath)
  })
  document.addEventListener('htmx:afterSettle', function ({ detail }) {
    announce(detail.elt)
    // What had the focus is gone: it stays where it was, at the start of the part that came in its place.
    if (heldFocus && document.activeElement === document.body) {
      detail.elt.tabIndex = -1
      detail.elt.dataset.heldFocus = ''
      detail.elt.focus({ preventScroll: true })
    }
    heldFocus = false
  })
  // An ordinary link or form that takes long shows it as well.
  addEventListener('submit', function (event) { if (!event.defaultPrevented) begin() })
  addEventListener('pageshow', function () { waiting = 0; end() })
})()
