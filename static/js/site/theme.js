// One press from light to dark and back, kept in a cookie so that the next page is right at its first paint.
// Without this file the page "Light or dark" does the same.
(function () {
  const A_YEAR = 31536000
  const button = document.querySelector('[data-theme-button]')
  if (!button) return
  const root = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches)
  const tell = () => button.setAttribute('aria-pressed', String(isDark()))

  button.hidden = false
  tell()
  system.addEventListener('change', tell)
  button.addEventListener('click', function () {
    const theme = isDark() ? 'light' : 'dark'
    root.dataset.theme = theme
    document.querySelector('meta[name="color-scheme"]').content = theme
    document.cookie = `${button.dataset.themeButton}=${theme}; path=/; max-age=${A_YEAR}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`
    tell()
  })
})()
