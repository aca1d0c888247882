// Ctrl+K or Cmd+K: the search page in a small box, for hands that stay on the keys. Its results are read out of that page, so both show the same;
// an empty box offers links of the menu and the footer. Nothing can be reached only from here, and no key acts without Ctrl or Cmd.
(function () {
  const MOST = 8
  const PAUSE = 200 // milliseconds after the last key
  const SLOW = 500 // milliseconds before a wait is told
  const parts = document.getElementById('palette-parts')
  if (!parts || !window.HTMLDialogElement) return
  const words = parts.dataset
  const mac = /mac/i.test(navigator.platform)
  let dialog, box, list, said, timer, asking
  let active = -1

  const address = (query) => `${words.search}?q=${encodeURIComponent(query)}`
  const options = () => [...list.querySelectorAll('[role="option"]')]

  function make (tag, attributes, ...content) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...content)
    return element
  }

  function select (number) {
    active = number
    options().forEach((one, at) => one.setAttribute('aria-selected', at === active))
    const chosen = options()[active]
    box.setAttribute('aria-activedescendant', chosen?.id || '')
    chosen?.scrollIntoView({ block: 'nearest' })
  }

  // groups: label (none for a group without a heading) and links: href and content
  function fill (groups, telling) {
    let number = 0
    list.replaceChildren(...groups.map(function ({ label, links }, at) {
      const heading = label ? [make('div', { class: 'palette__kind', id: `palette-kind-${at}`, role: 'presentation' }, label)] : []
      const rows = links.map(({ href, content }) => make('a', { class: 'palette__row', id: `palette-${number++}`, role: 'option', href, tabindex: -1 }, make('span', {}, ...content)))
      return make('div', label ? { role: 'group', 'aria-labelledby': `palette-kind-${at}` } : { role: 'presentation' }, ...heading, ...rows)
    }))
    said.textContent = telling
    box.setAttribute('aria-expanded', number > 0)
    select(number ? 0 : -1)
  }

  function offer () {
    const links = [...document.querySelectorAll('[data-menu] a, .site-footer nav a')].slice(0, MOST)
    fill([{ label: words.jumps, links: links.map((link) => ({ href: link.href, content: [link.textContent] })) }], '')
  }

  function read (page, query) {
    const kinds = new Map()
    for (const link of [...page.querySelectorAll('#found .found__name a')].slice(0, MOST)) {
      const label = link.closest('section').querySelector('h3').textContent
      if (!kinds.has(label)) kinds.set(label, [])
      kinds.get(label).push({ href: link.getAttribute('href'), content: [...link.parentElement.children].flatMap((part) => (part === link ? [...part.childNodes] : [' ', part])) })
    }
    const all = { links: [{ href: address(query), content: [words.all.replace('%s', () => query)] }] }
    fill([...[...kinds].map(([label, links]) => ({ label, links })), all], page.getElementById('found-title').textContent.trim())
  }

  async function ask () {
    const query = box.value.trim()
    if (!query) return offer()
    const mine = asking = new AbortController()
    const slow = setTimeout(() => { said.textContent = words.waiting }, SLOW)
    try {
      const answer = await fetch(address(query), { signal: mine.signal })
      if (!answer.ok) throw answer
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (!mine.signal.aborted) read(page, query)
    } catch {
      if (!mine.signal.aborted) fill([], words.failed)
    } finally {
      clearTimeout(slow)
    }
  }

  function typed () {
    asking?.abort()
    clearTimeout(timer)
    select(-1) // until the answer is there, Enter opens the search page
    timer = setTimeout(ask, PAUSE)
  }

  function pressed (event) {
    const last = options().length - 1
    const to = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last, Home: 0, End: last }[event.key]
    if (to !== undefined && last >= 0) select(to)
    else if (event.key === 'Enter' && active >= 0) options()[active].click()
    else return
    event.preventDefault()
  }

  function build () {
    document.body.append(parts.content.cloneNode(true))
    dialog = document.getElementById('palette')
    box = document.getElementById('palette-box')
    list = document.getElementById('palette-list')
    said = document.getElementById('palette-said')
    box.addEventListener('input', typed)
    box.addEventListener('keydown', pressed)
    dialog.addEventListener('click', ({ target }) => { if (target === dialog || target.closest('a')) dialog.close() })
    dialog.addEventListener('close', () => { asking?.abort(); clearTimeout(timer) })
  }

  function open () {
    if (!dialog) build()
    if (dialog.open) return
    box.value = ''
    offer()
    dialog.showModal()
    box.focus()
  }

  document.addEventListener('keydown', function (event) {
    if (event.key?.toLowerCase() !== 'k' || event.shiftKey || event.altKey || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    open()
  })
  document.querySelector('.site-header__search')?.append(make('kbd', { class: 'palette-hint', 'aria-hidden': 'true' }, mac ? '⌘ K' : words.keys))
})()
