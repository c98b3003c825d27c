// Five minutes before the session ends: a dialog with two ways on. It works again and again, and focus goes back after.

const WARN_BEFORE = 5 * 60000

export class SessionWarning {
  constructor (dialog) {
    this.dialog = dialog
    this.idle = Number(dialog.dataset.idleMinutes) * 60000
    dialog.querySelector('[data-stay]').addEventListener('click', () => this.stay())
    dialog.addEventListener('cancel', event => { event.preventDefault(); this.stay() })
    this.start()
  }

  start () {
    clearTimeout(this.warning)
    clearInterval(this.countdown)
    this.ends = Date.now() + this.idle
    this.warning = setTimeout(() => this.warn(), this.idle - WARN_BEFORE)
  }

  warn () {
    this.back = document.activeElement
    this.dialog.showModal()
    this.dialog.focus()
    this.tell()
    this.countdown = setInterval(() => this.tell(), 60000)
  }

  tell () {
    const left = Math.round((this.ends - Date.now()) / 60000)
    if (left <= 0) { window.location.assign(this.dialog.dataset.timedOut); return }
    this.dialog.querySelector('[data-time-left]').textContent = `${left} ${left === 1 ? 'minute' : 'minutes'}`
  }

  async stay () {
    const answer = await fetch(this.dialog.dataset.stay, { credentials: 'same-origin', headers: { Accept: 'application/json' } })
    if (!answer.ok || answer.redirected) { window.location.assign(this.dialog.dataset.timedOut); return }
    this.dialog.close()
    this.back?.focus()
    this.start()
  }
}
