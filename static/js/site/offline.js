// Starts the worker that keeps the offline copy of the dosing card, and says until when it may be used. Without this file none is kept.
(function () {
  const note = document.getElementById('offline-copy')
  if (!note || !navigator.serviceWorker) return
  const onCard = document.getElementById('card')
  const moment = { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }

  function tell ({ key, until }) {
    note.querySelector('span').hidden = !until
    if (until) note.querySelector('time').textContent = new Intl.DateTimeFormat(document.documentElement.lang, moment).format(until)
    if (onCard && key !== note.dataset.key && navigator.onLine) location.reload() // replaced, withdrawn, or no longer for this reader
  }

  async function refresh (force) {
    await navigator.serviceWorker.register(note.dataset.worker)
    const { active } = await navigator.serviceWorker.ready
    const channel = new MessageChannel()
    channel.port1.onmessage = (event) => tell(event.data)
    active.postMessage({ key: note.dataset.key, force }, [channel.port2])
  }

  const quietly = (force) => refresh(force).catch(() => {}) // a browser that keeps nothing shows the pages all the same
  addEventListener('load', () => quietly(false))
  if (onCard) addEventListener('online', () => quietly(true))
})()
