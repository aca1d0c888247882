// The clock of this device saves typing: its time and its zone stand in the form of a plan until somebody changes them.
(function () {
  const moment = document.getElementById('id_performed_at')
  const zone = document.getElementById('id_time_zone')
  if (!moment || !zone || moment.value) return
  const now = new Date()
  moment.value = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16)
  zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || zone.value
})()
