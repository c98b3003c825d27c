// A long job's page asks how far it has got every 3 seconds, and changes the words at most every 10. It moves nothing else.

const ASK = 3000
const SPEAK = 10000

export class Progress {
  constructor (root) {
    this.root = root
    this.spoken = 0
    this.bar = root.querySelector('progress')
    this.words = root.querySelector('[role=status]')
    root.querySelector('[data-refresh]')?.setAttribute('hidden', '')
    this.later()
  }

  later () {
    setTimeout(() => this.ask(), ASK)
  }

  async ask () {
    try {
      const answer = await fetch(this.root.dataset.address, { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
      const job = await answer.json()
      if (job.finished) { window.location.reload(); return }
      this.show(job)
    } catch {
      this.words.textContent = 'We could not check how far this has got. We will try again.'
    }
    this.later()
  }

  show (job) {
    this.bar.max = job.total || 1
    this.bar.value = job.done
    if (Date.now() - this.spoken < SPEAK) return
    this.spoken = Date.now()
    this.words.textContent = job.words
  }
}
