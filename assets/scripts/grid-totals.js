// Live totals. Amounts in a group are positive in their own kind; the group's sign says which way they move the net saving.
import { parseCell } from './money-cells.js'

export function shown (pence, unit) {
  const places = { '£': 0, '£000': 3, '£m': 6 }[unit]
  const size = Math.abs(pence)
  const pounds = Math.floor(size / 100)
  const rest = size % 100
  const sign = pence < 0 ? '\u2212' : ''
  if (unit === '£') return `${sign}£${pounds.toLocaleString('en-GB')}${rest ? '.' + String(rest).padStart(2, '0') : ''}`
  const digits = String(pounds).padStart(places + 1, '0')
  const tail = (digits.slice(-places) + String(rest).padStart(2, '0')).replace(/0+$/, '')
  return sign + Number(digits.slice(0, -places)).toLocaleString('en-GB') + (tail ? '.' + tail : '')
}

export function columnSums (rows, unit) {
  const sums = []
  for (const { boxes, sign } of rows) {
    boxes.forEach((box, x) => { sums[x] = (sums[x] ?? 0) + sign * (parseCell(box.value, unit).pence ?? 0) })
  }
  return sums
}

function put (cells, values, unit) {
  cells.forEach((cell, x) => { cell.textContent = shown(values[x] ?? 0, unit) })
}

export function showTotals (root, rows, unit) {
  for (const group of root.querySelectorAll('tr[data-group-total]')) {
    const mine = rows.filter(row => row.group === group.dataset.groupTotal).map(row => ({ ...row, sign: 1 }))
    put(group.querySelectorAll('[data-total]'), columnSums(mine, unit), unit)
  }
  const sums = columnSums(rows, unit)
  for (const line of root.querySelectorAll('tr[data-net-total]')) put(line.querySelectorAll('[data-total]'), sums, unit)
  let running = 0
  const built = sums.map(sum => { running += sum; return running })
  for (const line of root.querySelectorAll('tr[data-running-total]')) put(line.querySelectorAll('[data-total]'), built, unit)
}
