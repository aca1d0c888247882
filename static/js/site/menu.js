// On a phone the menu is one row that moves sideways: the entry of this page is brought into view.
(function () {
  const menu = document.querySelector('[data-menu]')
  const current = menu?.querySelector('[aria-current]')
  if (!current) return
  const hidden = current.getBoundingClientRect().right - menu.getBoundingClientRect().right
  if (hidden > -32) menu.scrollLeft = current.offsetLeft - menu.offsetLeft - 16
})()
