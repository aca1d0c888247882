// Lighthouse on a page of each kind, on a phone as it imagines one, and a table of what it says. `make lighthouse` runs it;
// words after it pick pages. BASE is the portal, VAR_DIR has the passwords of its demo accounts.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'

const { BASE, VAR_DIR } = process.env
const PAGES = [
  ['home', '/', ''],
  ['list', '/products/', ''],
  ['product', '/products/calecim-serum/', ''],
  ['article', '/learn/choosing-a-serum/', ''],
  ['routine', '/routine/', ''],
  // Private, so that no search engine is let in: its share of "SEO" stays below 100 on purpose.
  ['look-up', '/dosing/?procedure=microneedling&needle_depth_mm=1.5', 'practitioner'],
]
const KINDS = ['performance', 'accessibility', 'best-practices', 'seo']
const TIMES = ['largest-contentful-paint', 'cumulative-layout-shift', 'total-blocking-time']

async function answering () {
  for (let tries = 0; tries < 300; tries++) {
    try {
      if ((await fetch(`${BASE}/healthz`)).ok) return
    } catch {}
    await wait(100)
  }
  throw new Error(`The portal at ${BASE} does not answer.`)
}

// Once more, if the server closed a connection that it had left open.
const ask = (url, options) => fetch(url, options).catch(() => fetch(url, options))

// The cookie of a demo account, by the form that people use.
async function cookieOf (role) {
  const [, email, password] = readFileSync(`${VAR_DIR}/demo-accounts.txt`, 'utf8').split('\n').map((line) => line.split(' ')).find(([who]) => who === role)
  const entrance = await ask(`${BASE}/account/login/`)
  const csrf = entrance.headers.getSetCookie().find((cookie) => cookie.startsWith('csrftoken=')).split(';')[0]
  const token = (await entrance.text()).match(/name="csrfmiddlewaretoken" value="([^"]+)"/)[1]
  const answer = await ask(`${BASE}/account/login/`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: csrf, Referer: `${BASE}/account/login/`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfmiddlewaretoken: token, login: email, password }),
  })
  return answer.headers.getSetCookie().find((cookie) => cookie.startsWith('sessionid=')).split(';')[0]
}

// Packs what is text, as the proxy of deploy/ does: a demo sends everything as it is. Gives its own address.
async function packing () {
  const server = createServer(async (request, response) => {
    const answer = await ask(BASE + request.url, { headers: { Cookie: request.headers.cookie || '' }, redirect: 'manual' })
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !['content-length', 'connection', 'transfer-encoding'].includes(name)))
    const body = Buffer.from(await answer.arrayBuffer())
    const text = /text|javascript|json|svg/.test(answer.headers.get('content-type') || '')
    response.writeHead(answer.status, text ? { ...headers, 'content-encoding': 'gzip' } : headers)
    response.end(text ? gzipSync(body) : body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${server.address().port}`
}

const worse = ({ score, scoreDisplayMode }) => score !== null && score < 1 && !['informative', 'notApplicable', 'manual'].includes(scoreDisplayMode)

await answering()
const front = await packing()
const wanted = process.argv.slice(2)
const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: ['--headless=new', '--no-sandbox'] })
try {
  for (const [name, path, role] of PAGES.filter(([name]) => !wanted.length || wanted.includes(name))) {
    const extraHeaders = role ? { Cookie: await cookieOf(role) } : undefined
    const judge = () => lighthouse(`${front}${path}`, { port: chrome.port, onlyCategories: KINDS, extraHeaders, logLevel: 'error' })
    let { lhr } = await judge()
    if (lhr.runtimeError) ({ lhr } = await judge()) // the first page of a browser that still starts up is at times not recorded
    if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`)
    const scores = KINDS.map((kind) => `${kind} ${Math.round(lhr.categories[kind].score * 100)}`)
    const times = TIMES.map((time) => `${lhr.audits[time].title} ${lhr.audits[time].displayValue}`)
    console.log(`${name.padEnd(8)} ${scores.join(', ')}; ${times.join(', ')}`)
    for (const kind of KINDS) {
      for (const { id } of lhr.categories[kind].auditRefs.filter(({ id, weight }) => weight > 0 && worse(lhr.audits[id]))) {
        console.log(`         ${kind}: ${id} ${lhr.audits[id].displayValue || lhr.audits[id].title}`)
      }
    }
  }
} finally {
  await chrome.kill()
}
