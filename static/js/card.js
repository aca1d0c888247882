// Answers from the cases that the server has worked out. No rule is in here: a figure is only compared, in whole thousandths, with the
// ends of the ranges. Without this file the tables of the card are the answers.
(function () {
  const card = document.getElementById('card')
  const data = JSON.parse(document.getElementById('card-data').textContent)
  const answer = document.getElementById('card-answer')
  const head = document.getElementById('card-head')
  const precautions = document.getElementById('card-precautions')
  const problems = document.getElementById('card-problems')
  const form = document.querySelector('#card-question form')
  const title = document.title
  const HOURS = 'expected_downtime_hours'
  const [serum, hairSystem] = data.products
  const FIGURES = Object.keys(data.most)
  const FIELDS = ['procedure', ...FIGURES, 'peel_neutralised', 'product']
  const PLAIN = /^[0-9]{1,4}(\.[0-9]{1,3})?$/
  const CLOCK = 600 // seconds by which the clock of a device may be behind

  const procedureOf = (given) => Object.hasOwn(data.procedures, given.get('procedure') ?? '') ? data.procedures[given.get('procedure')] : null

  function parts (text) {
    const [whole, part = ''] = text.split('.')
    return [whole, part.padEnd(3, '0')]
  }

  const thousandths = (text) => Number(parts(text).join(''))

  function written (text) {
    const [whole, part] = parts(text)
    const rest = part.replace(/0+$/, '')
    return rest ? `${Number(whole)}.${rest}` : `${Number(whole)}`
  }

  // What is wrong with a question, in the order and the words of the look-up.
  function faults (given) {
    const found = []
    const say = (field, code, values = {}) => {
      const text = data.sentences[code].replace(/%\((\w+)\)s/g, (all, name) => values[name])
      found.push({ field, text })
    }
    const wrong = (name) => found.some((one) => one.field === name)
    const has = (name) => given.has(name) && !wrong(name)
    const procedure = procedureOf(given)

    if (given.has('procedure') && !procedure) say('procedure', 'no_such_procedure')
    for (const name of FIGURES.filter((one) => given.has(one))) {
      const text = given.get(name)
      if (/^[0-9]{1,4},[0-9]{1,3}$/.test(text)) say(name, 'comma')
      else if (!PLAIN.test(text)) say(name, 'not_plain')
      else if (thousandths(text) > data.most[name] * 1000) say(name, 'at_most', { most: data.most_text[name] })
    }
    if (given.has('peel_neutralised') && !['true', 'false'].includes(given.get('peel_neutralised'))) say('peel_neutralised', 'not_yes_or_no')
    if (given.has('product') && given.get('product') !== serum) say('product', given.get('product') === hairSystem ? 'hair_system' : 'other_product')
    for (const name of new Set(given.keys())) {
      if (!FIELDS.includes(name)) say(null, 'not_known_named', { name: name.replace(/\p{C}/gu, '').slice(0, 40) || '?' })
      else if (given.getAll(name).length > 1) say(name, 'repeated')
    }
    if (wrong('procedure')) return found
    if (!procedure) {
      ['needle_depth_mm', 'peel_level', 'peel_neutralised'].filter(has).forEach((name) => say(name, 'without_procedure'))
      if (!found.length && !given.has(HOURS)) say(null, 'nothing_asked')
      return found
    }
    for (const name of FIGURES.filter((one) => one !== HOURS && one !== procedure.setting && has(one))) {
      say(name, 'not_its_setting', { procedure: procedure.name })
    }
    if (!procedure.not_neutralised && has('peel_neutralised')) say('peel_neutralised', 'no_peel')
    if (procedure.not_neutralised && !given.has('peel_neutralised')) say('peel_neutralised', 'neutralised_or_not')
    const own = procedure.setting
    const stopped = given.get('peel_neutralised') === 'false'
    if (own && !stopped && !wrong(own) && !wrong(HOURS) && !given.has(own) && !given.has(HOURS)) say(own, `missing_${own}`)
    return found
  }

  const place = (ends, text) => text ? 1 + ends.findIndex((end) => thousandths(text) <= end) : 0

  function picked (given) {
    const hours = place(data.hours, given.get(HOURS))
    const procedure = procedureOf(given)
    if (!procedure) return data.downtime[0][hours]
    if (given.get('peel_neutralised') === 'false') return procedure.not_neutralised
    return procedure.grid[place(procedure.ends, procedure.setting && given.get(procedure.setting))][hours]
  }

  function asked (given, values) {
    const words = FIGURES.filter((name) => given.has(name)).map((name) => data.asked[name])
    if (given.has('peel_neutralised')) words.push(data.asked[given.get('peel_neutralised')])
    const line = [values.procedure, ...words].filter(Boolean).join(', ').replace(/\{(\w+)\}/g, (all, name) => values[name])
    return line[0].toUpperCase() + line.slice(1)
  }

  // Copies of what stands on the page, with the precautions that travel with this answer alone.
  const copies = (selector) => [...card.querySelectorAll(selector)].map((one) => one.cloneNode(true))
  function travelling (selector, codes) {
    return copies(selector).filter(function (copy) {
      copy.removeAttribute('id')
      copy.hidden = false
      copy.querySelectorAll('[data-code]').forEach((one) => codes.includes(one.dataset.code) || one.remove())
      copy.querySelectorAll('.safeguard-list__group').forEach((group) => group.querySelector('[data-code]') || group.remove())
      return copy.querySelector('[data-code]')
    })
  }

  function show (given) {
    const [number, set] = picked(given)
    const codes = data.safeguards[set]
    const values = { procedure: procedureOf(given)?.name ?? '' }
    FIGURES.filter((name) => given.has(name)).forEach((name) => { values[name] = written(given.get(name)) })
    values.asked = asked(given, values)
    const piece = document.querySelector(`template[data-case="${number}"]`).content.cloneNode(true)
    const texts = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all)
    const put = {
      version: () => copies('#card-head .version-banner, #card-head .version-line, #card-head .card-page__made'),
      never: () => travelling('#card-head .never-box', codes),
      precautions: () => travelling('#card-precautions', codes),
      home: (where) => copies(`[data-dose="${where.dataset.class}"] .dose-table`)
    }
    piece.querySelectorAll('[data-put]').forEach((where) => where.replaceWith(...put[where.dataset.put](where)))
    answer.replaceChildren(piece)
    document.title = `${answer.querySelector('h1').firstChild.data.trim()} – ${title}`
  }

  function tell (found) {
    problems.querySelector('ul').replaceChildren(...found.map(function ({ field, text }) {
      const item = document.createElement('li')
      const link = document.createElement('a')
      link.className = 'error-summary__link'
      link.href = `#id_${document.getElementById(`id_${field}`) ? field : 'procedure'}`
      link.textContent = text
      item.append(link)
      return item
    }))
    problems.hidden = !found.length
    form.querySelectorAll('[id]').forEach(function (input) {
      if (found.some(({ field }) => input.id === `id_${field}`)) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    })
  }

  // As the look-up: a procedure with a setting, asked alone, only opens its questions; a blank field is not given.
  function answerTo (query) {
    const given = new URLSearchParams(query)
    const other = [...given.keys()].some((name) => name !== 'procedure') || given.getAll('procedure').length > 1
    for (const [name, value] of [...given]) if (value === '' && given.getAll(name).length === 1) given.delete(name)
    const procedure = procedureOf(given)
    const opens = !other && (!given.has('procedure') || Boolean(procedure?.setting))
    const found = opens ? [] : faults(given)
    const answered = !opens && !found.length

    form.elements.procedure.value = procedure ? given.get('procedure') : ''
    FIGURES.forEach((name) => { form.elements[name].value = given.get(name) ?? '' })
    form.querySelectorAll('[type=radio]').forEach((one) => { one.checked = one.value === given.get('peel_neutralised') })
    fit()
    tell(found)
    document.title = title
    if (answered) show(given)
    answer.hidden = !answered
    head.hidden = precautions.hidden = answered // the answer brings its own
    return answered ? answer : found.length ? problems : null
  }

  // Only the fields of the chosen procedure are there, and only they are asked.
  function fit () {
    const setting = procedureOf(new URLSearchParams({ procedure: form.elements.procedure.value }))?.setting
    form.querySelectorAll('[data-for]').forEach(function (part) {
      part.hidden = part.dataset.for !== setting
      part.querySelectorAll('input').forEach((input) => { input.disabled = part.hidden })
    })
  }

  // Left open, the page keeps to the same limits as the copy.
  function checkAge () {
    const now = Date.now() / 1000
    if (now <= Number(card.dataset.until) && now >= Number(card.dataset.made) - CLOCK) return
    card.remove()
    document.querySelectorAll('#card-data, template[data-case]').forEach((one) => one.remove())
    document.getElementById('card-too-old').hidden = false
  }

  form.closest('section').hidden = false
  form.elements.procedure.addEventListener('change', fit)
  form.addEventListener('submit', function (event) {
    event.preventDefault()
    const query = new URLSearchParams(new FormData(form)).toString()
    history.pushState(null, '', `${form.getAttribute('action')}?${query}`)
    const shown = answerTo(query)
    shown?.focus()
    shown?.scrollIntoView()
  })
  addEventListener('popstate', () => answerTo(location.search))
  answerTo(location.search)
  checkAge()
  setInterval(checkAge, 30000)
  document.addEventListener('visibilitychange', checkAge)
  addEventListener('pageshow', checkAge)
})()
