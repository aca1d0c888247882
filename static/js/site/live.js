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

  document.addEventListener('htmx:beforeRequest', begin)
  document.addEventListener('htmx:afterRequest', end)
  // A form that was sent back with 400 is the answer to what was typed: it is shown like any other.
  document.addEventListener('htmx:beforeSwap', function ({ detail }) {
    if (detail.xhr.status !== 400) return
    detail.shouldSwap = true
    detail.isError = false
  })
  // Signed out, refused or failed meanwhile: the whole page says so better than a part of it.
  document.addEventListener('htmx:responseError', function ({ detail }) {
    if (detail.xhr.status !== 400 && detail.requestConfig.verb === 'get') location.assign(detail.pathInfo.finalRequestPath)
  })
  document.addEventListener('htmx:afterSettle', ({ detail }) => announce(detail.elt))
  // An ordinary link or form that takes long shows it as well.
  addEventListener('submit', function (event) { if (!event.defaultPrevented) begin() })
  addEventListener('pageshow', function () { waiting = 0; end() })
})()
