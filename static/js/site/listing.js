// A list that was exchanged for another: the search box, which stays, says what the list is searched for.
(function () {
  document.addEventListener('htmx:afterSettle', function ({ detail }) {
    const asked = detail.elt?.dataset?.query
    const box = document.querySelector('[data-follows-list]')
    if (asked !== undefined && box && box !== document.activeElement) box.value = asked
  })
})()
