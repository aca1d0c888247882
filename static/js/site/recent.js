// The last look-ups made on this device: address and label, nothing of a patient, and nothing is sent.
// Only pages for a verified practitioner say data-look-ups="kept"; any other page, such as the one after signing out, forgets them.
(function () {
  const KEY = 'look-ups'
  const MOST = 5
  const STOOD = 4000 // milliseconds
  const ADDRESS = /^\/dosing\/\?[\w=&.%+-]{1,300}$/

  function read () {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY)) || []
      return kept.filter(({ url, label }) => ADDRESS.test(url) && typeof label === 'string').slice(0, MOST)
    } catch {
      return []
    }
  }

  function write (kept) {
    try {
      if (kept.length) localStorage.setItem(KEY, JSON.stringify(kept))
      else localStorage.removeItem(KEY)
    } catch {} // a browser that keeps nothing: then there is no list
  }

  if (document.documentElement.dataset.lookUps !== 'kept') return write([])

  function note () {
    const made = document.querySelector('[data-look-up]')
    if (!made || !ADDRESS.test(made.dataset.lookUp)) return
    const one = { url: made.dataset.lookUp, label: made.dataset.label }
    write([one, ...read().filter(({ url }) => url !== one.url)].slice(0, MOST))
  }

  let forgotten = []

  function show () {
    const section = document.querySelector('[data-recent]')
    if (!section) return
    const [list, said, forget, undo] = ['list', 'said', 'forget', 'undo'].map((part) => section.querySelector(`[data-recent-${part}]`))
    const kept = read()
    section.hidden = !kept.length && !forgotten.length
    list.replaceChildren(...kept.map(function ({ url, label }) {
      const link = Object.assign(document.createElement('a'), { href: url, textContent: label })
      const row = document.createElement('li')
      row.append(link)
      return row
    }))
    said.textContent = kept.length ? said.dataset.kept : said.dataset.forgotten
    forget.hidden = !kept.length
    undo.hidden = !forgotten.length || kept.length > 0
  }

  document.addEventListener('click', function ({ target }) {
    if (target.closest('[data-recent-forget]')) {
      forgotten = read()
      write([])
      show()
      document.querySelector('[data-recent-undo]').focus()
    } else if (target.closest('[data-recent-undo]')) {
      write(forgotten)
      forgotten = []
      show()
      document.querySelector('[data-recent-forget]').focus()
    }
  })
  // While one types, an answer counts once it has stood for a while, or was the last before leaving.
  let standing
  document.addEventListener('htmx:afterSettle', function () {
    clearTimeout(standing)
    standing = setTimeout(note, STOOD)
    show()
  })
  addEventListener('pagehide', note)
  note()
  show()
})()
