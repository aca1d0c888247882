{# Keeps ONE copy of the dosing card for a verified practitioner, and answers with it while there is no network. It never answers while #}
{# the network does, keeps nothing but the card and the files it is drawn with, and forgets all of it at sign-out, at the first refusal, #}
{# for another account or version, and once the copy is too old. Comments stay on the server: this file is sent often. #}
{% load static %}{% get_static_prefix as files %}{% url 'dosing-card' as card %}{% url 'dosing' as look_up %}{% url 'protocols' as protocols %}{% url 'account' as account %}
const NAME = 'dosing-card'
const [CARD, LOOK_UP, PROTOCOLS, ACCOUNT, FILES] = ['{{ card }}', '{{ look_up }}', '{{ protocols }}', '{{ account }}', '{{ files }}']
const MOST = {{ hours }} * 3600000
const OFTEN = 15 * 60000{# a fresher copy of the same version is left alone #}
const CLOCK = 10 * 60000{# by which the clock of a device may be behind #}
let turn = 0{# grows whenever all is forgotten: what was on its way then is not kept #}

function forget () {
  turn += 1
  return caches.delete(NAME)
}

const inCopy = (request) => caches.match(request, { cacheName: NAME, ignoreVary: true })
const refuses = (answer) => [401, 403, 404, 410].includes(answer.status) || answer.type === 'opaqueredirect'{# the latter to sign-in #}

function usable (copy) {
  const [made, until] = ['Card-Made', 'Card-Until'].map((name) => Number(copy.headers.get(name)))
  const now = Date.now()
  return now <= Math.min(until, made + MOST) && now >= made - CLOCK
}

{# In the portal's own looks where the files of a copy are still there. #}
async function plainPage (heading, text, link) {
  const kept = await caches.has(NAME) ? await (await caches.open(NAME)).keys() : []
  const sheets = kept.filter(({ url }) => url.endsWith('.css')).map(({ url }) => `<link rel="stylesheet" href="${url}">`).join('')
  const html = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${heading}</title>${sheets}<main><div class="page text stack"><h1>${heading}</h1><p>${text}</p>${link}</div></main></html>`
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "default-src 'none'; style-src 'self'; font-src 'self'", 'Cache-Control': 'no-store' }
  return new Response(html, { headers })
}

async function page (request, path) {
  let answer
  try {
    answer = await fetch(request)
  } catch {
    return fromCopy(path)
  }
  if (answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect') await forget()
  return answer
}

async function fromCopy (path) {
  const copy = await inCopy(CARD)
  if (copy && !usable(copy)) {
    await (await caches.open(NAME)).delete(CARD)
    return plainPage('{% filter force_escape|escapejs %}{% translate "This copy is too old" %}{% endfilter %}', '{% filter force_escape|escapejs %}{% blocktranslate %}The copy of the dosing card on this device was made more than {{ hours }} hours ago, or its time has run out, so it has been deleted. Connect to the network and look the dose up there.{% endblocktranslate %}{% endfilter %}', '')
  }
  if (copy && (path.startsWith(LOOK_UP) || copy.headers.get('Card-Pages').split(' ').includes(path))) return copy
  const link = copy ? `<p><a href="${CARD}">{% filter force_escape|escapejs %}{% translate "Open the dosing card" %}{% endfilter %}</a></p>` : ''
  return plainPage('{% filter force_escape|escapejs %}{% translate "No network" %}{% endfilter %}', '{% filter force_escape|escapejs %}{% translate "This page needs the network, and this device keeps no copy of it." %}{% endfilter %}', link)
}

async function file (request) {
  try {
    return await fetch(request)
  } catch {
    return await inCopy(request) ?? Response.error()
  }
}

{# `key` says whose card of what the page was made with: a copy with another one goes at once. #}
async function keep ({ key, force }) {
  let copy = await inCopy(CARD)
  if (copy && (copy.headers.get('Card-Key') !== key || !usable(copy))) {
    await forget()
    copy = undefined
  }
  if (copy && !force && Date.now() - Number(copy.headers.get('Card-Made')) < OFTEN) return told(copy)
  const mine = turn
  let answer
  try {
    answer = await fetch(CARD, { cache: 'no-store', redirect: 'manual' })
  } catch {
    return told(copy)
  }
  if (refuses(answer)) {
    await forget()
    return {}
  }
  if (!answer.ok || !usable(answer)) return told(copy)
  return told(await store(answer, mine))
}

async function store (answer, mine) {
  const html = (await answer.text()).replace(' data-copy hidden', ' data-copy'){# from here on it says that it is a copy #}
  const headers = new Headers(answer.headers)
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  const copy = new Response(html, { headers })
  const files = [...new Set([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]).filter((path) => path.startsWith(FILES)))]
  const fetched = await Promise.all(files.map(async (path) => [path, await fetch(path)]))
  if (turn !== mine) return undefined
  const cache = await caches.open(NAME)
  for (const old of await cache.keys()) await cache.delete(old)
  for (const [path, found] of fetched) if (found.ok) await cache.put(path, found)
  await cache.put(CARD, copy.clone())
  if (turn === mine) return copy
  await caches.delete(NAME)
}

function told (copy) {
  return copy ? { key: copy.headers.get('Card-Key'), until: Number(copy.headers.get('Card-Until')) } : {}
}

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('message', (event) => event.waitUntil(keep(event.data).then((answer) => event.ports[0].postMessage(answer))))
self.addEventListener('fetch', function (event) {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (origin !== self.location.origin) return
  {# Signing out, and signing in: whatever is sent there, somebody else may come. The next clinic page makes a new copy. #}
  if (method === 'POST' && (pathname.startsWith(ACCOUNT) || pathname.endsWith('/logout/'))) event.waitUntil(forget())
  if (method !== 'GET') return
  if (pathname.startsWith(FILES)) event.respondWith(file(event.request))
  else if (mode === 'navigate' && pathname.endsWith('/') && [LOOK_UP, PROTOCOLS].some((start) => pathname.startsWith(start))) event.respondWith(page(event.request, pathname))
})
