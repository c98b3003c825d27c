// A plain table of boxes that also moves with the arrow keys, takes a block from Excel, adds up and undoes a paste.
// Without it the form still sends every box.
import { cellText, parseCell } from './money-cells.js'
import { blockFrom, pasted, refusal } from './grid-paste.js'
import { showTotals } from './grid-totals.js'

export class MoneyGrid {
  constructor (root) {
    this.root = root
    this.unit = root.dataset.unit
    this.status = root.querySelector('[role=status]')
    this.undoButton = root.querySelector('[data-grid-undo]')
    this.rows = [...root.querySelectorAll('tr[data-grid-row]')].map(row => ({
      boxes: [...row.querySelectorAll('input[data-grid-box]')],
      group: row.dataset.gridRow,
      sign: row.dataset.sign === '-' ? -1 : 1
    }))
    this.before = new Map()
    this.lastPaste = null
    this.listen()
    this.total()
  }

  listen () {
    this.root.addEventListener('focusin', event => this.enter(event.target))
    this.root.addEventListener('input', event => { if (this.place(event.target)) this.total() })
    this.root.addEventListener('keydown', event => this.key(event))
    this.root.addEventListener('paste', event => this.paste(event))
    this.undoButton?.addEventListener('click', () => this.undo())
  }

  place (box) {
    for (const [y, row] of this.rows.entries()) {
      const x = row.boxes.indexOf(box)
      if (x > -1) return { y, x }
    }
    return null
  }

  enter (box) {
    if (!this.place(box)) return
    this.before.set(box, box.value)
    box.select()
  }

  go (y, x) {
    const box = this.rows[y]?.boxes[x]
    if (!box) return false
    box.focus()
    return true
  }

  // Left and right move between boxes only when the cursor stands at that end, so that figures can still be edited.
  key (event) {
    const at = this.place(event.target)
    if (!at || event.altKey || event.metaKey || event.ctrlKey || event.shiftKey) return
    const { selectionStart: from, selectionEnd: to, value } = event.target
    const whole = from === 0 && to === value.length
    const moves = {
      Enter: () => this.go(at.y + 1, at.x) || true,
      ArrowDown: () => this.go(at.y + 1, at.x),
      ArrowUp: () => this.go(at.y - 1, at.x),
      ArrowRight: () => (whole || from === value.length) && this.go(at.y, at.x + 1),
      ArrowLeft: () => (whole || to === 0) && this.go(at.y, at.x - 1),
      Escape: () => this.putBack(event.target)
    }
    if (moves[event.key]?.()) event.preventDefault()
  }

  putBack (box) {
    box.value = this.before.get(box) ?? box.defaultValue
    box.select()
    this.total()
    return true
  }

  paste (event) {
    const at = this.place(event.target)
    const block = at && blockFrom(event.clipboardData.getData('text'))
    if (!block) return
    event.preventDefault()
    const room = { rows: this.rows.length - at.y, columns: this.rows[at.y].boxes.length - at.x }
    const problem = refusal(block, room, this.unit)
    this.say(problem ?? pasted(block, this.take(block, at)))
  }

  take (block, at) {
    const old = []
    block.forEach((row, dy) => row.forEach((text, dx) => {
      const box = this.rows[at.y + dy].boxes[at.x + dx]
      const value = cellText(parseCell(text, this.unit).pence, this.unit)
      if (box.value === value) return
      old.push([box, box.value])
      box.value = value
      mark(box, true)
    }))
    if (old.length) this.lastPaste = old
    this.undoButton.hidden = !this.lastPaste
    for (const [box] of old) this.before.set(box, box.value)
    this.total()
    return old.length
  }

  undo () {
    for (const [box, value] of this.lastPaste ?? []) {
      box.value = value
      mark(box, false)
    }
    const first = this.lastPaste?.[0]?.[0] ?? this.rows[0].boxes[0]
    this.lastPaste = null
    this.total()
    first.focus()
    this.undoButton.hidden = true
    this.say('Paste undone.')
  }

  say (words) {
    this.status.textContent = words
  }

  total () {
    showTotals(this.root, this.rows, this.unit)
  }
}

// The word is read out with the box's own name; the bar at its edge shows the same thing.
function mark (box, changed) {
  box.closest('td').classList.toggle('app-grid__cell--changed', changed)
  const id = `${box.id}-changed`
  document.getElementById(id)?.remove()
  const others = (box.getAttribute('aria-describedby') ?? '').split(' ').filter(one => one && one !== id)
  if (changed) {
    const word = document.createElement('span')
    word.id = id
    word.className = 'govuk-visually-hidden'
    word.textContent = 'changed'
    box.after(word)
    others.push(id)
  }
  if (others.length) box.setAttribute('aria-describedby', others.join(' '))
  else box.removeAttribute('aria-describedby')
}
