// Shows the passkey buttons where passkeys work, and says it in words when the browser gives none.
(function () {
  const byNumber = /^[\d.]+$|^\[/.test(location.hostname) // browsers tie a passkey to a name, never to a number
  const works = Boolean(window.PublicKeyCredential) && !byNumber

  document.querySelectorAll('[data-passkey]').forEach((button) => { button.hidden = !works })
  document.querySelectorAll('[data-passkey-missing]').forEach((sentence) => { sentence.hidden = works })
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault() // else it would only be written to the console
    document.querySelectorAll('[data-passkey-problem]').forEach((place) => { place.textContent = place.dataset.passkeyProblem })
  })
})()
