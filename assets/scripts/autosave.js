// Sends a draft of the form's long answers three seconds after typing stops, and on leaving the box. A draft is never the
// answer. Text that could not be sent waits in this tab only, and is cleared by a save that works and on signing out.

const WAIT = 3000
const QUIET = 30000

function clock (at) {
  const hours = at.getHours()
  const minutes = at.getMinutes()
  return `${hours % 12 || 12}${minutes ? ':' + String(minutes).padStart(2, '0') : ''}${hours < 12 ? 'am' : 'pm'}`
}

export class Autosave {
  constructor (form) {
    this.form = form
    this.key = `draft:${form.dataset.autosave}`
    this.line = form.querySelector('[data-draft-line]')
    this.status = form.querySelector('[data-draft-status]')
    this.spoken = 0
    this.sent = this.text()
    form.addEventListener('input', () => this.soon())
    form.addEventListener('focusout', event => { if (event.target.matches('textarea')) this.save() })
    form.addEventListener('submit', () => { clearTimeout(this.timer); this.closed = true; sessionStorage.removeItem(this.key) })
  }

  text () {
    return new URLSearchParams(new FormData(this.form)).toString()
  }

  soon () {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.save(), WAIT)
  }

  async save () {
    const text = this.text()
    if (this.closed || text === this.sent) return
    clearTimeout(this.timer)
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: 'POST', body: text, credentials: 'same-origin',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }
      })
      if (!answer.ok) throw new Error(String(answer.status))
      this.sent = text
      sessionStorage.removeItem(this.key)
      this.say(`Draft saved at ${clock(new Date())}`)
    } catch {
      sessionStorage.setItem(this.key, text)
      this.say('We could not save your draft. Keep this page open. We will try again.')
      this.soon()
    }
  }

  say (words) {
    this.line.textContent = words
    if (Date.now() - this.spoken < QUIET) return
    this.spoken = Date.now()
    this.status.textContent = words
  }
}

export function clearDrafts () {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft:')) sessionStorage.removeItem(key)
}
