// What was typed or pasted in a money cell, as whole pence. The Python parser (domain/money.py) passes the same cases:
// tests/support/money_cells.json. Nothing is rounded.

const PLACES = { '£': 2, '£000': 5, '£m': 8 }
const LIMIT = 10n ** 15n
const DASHES = new Set(['-', '\u2212', '\u2013', '\u2014'])
const NUMBER = /^(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)?(?:\.(\d+))?$/

export const WHY = {
  sign: 'has more than one sign',
  percent: 'is a percentage',
  suffix: 'uses k or m',
  words: 'is not a number',
  commas: 'has a comma or space in the wrong place',
  not_a_number: 'is not a number',
  decimals: 'has too many decimal places',
  too_large: 'is too large'
}

const SPACES = /[\u00a0\u2002-\u200a\u202f\u205f\u3000\t\r\n]/g
const UNSEEN = /[\u200b\u200e\u200f\u2060\ufeff]/g

function bared (text) {
  return text.replace(/^ +| +$/g, '')
}

function withoutSign (cell) {
  let bare = cell
  let signs = 0
  const marks = bare.split('£').length - 1
  if (/^[-( ]*£/.test(bare)) bare = bared(bare.replace('£', ''))
  if (bare.startsWith('(') && bare.endsWith(')')) { signs++; bare = bared(bare.slice(1, -1)) }
  if (bare.startsWith('-')) { signs++; bare = bared(bare.slice(1)) }
  if (bare.endsWith('-')) { signs++; bare = bared(bare.slice(0, -1)) }
  return { bare, negative: signs === 1, wrong: signs > 1 || marks > 1 }
}

function whyNot (bare) {
  if (bare.includes('%')) return 'percent'
  if (/^[0-9.,]+ ?(k|m|bn|mn|million|thousand)$/i.test(bare)) return 'suffix'
  if (/\p{L}/u.test(bare)) return 'words'
  const match = NUMBER.exec(bare)
  if (match && (match[1] || match[2])) return null
  const dots = bare.split('.').length - 1
  return /^[0-9., ]+$/.test(bare) && dots <= 1 && /[, ]/.test(bare) ? 'commas' : 'not_a_number'
}

// {pence, error}: whole pence as a number, or null for a blank cell; error is a key of WHY, or null.
export function parseCell (text, unit = '£') {
  const cell = bared(text.replace(SPACES, ' ').replace(UNSEEN, ''))
  if (!cell || DASHES.has(bared(cell.replace(/^£/, '')))) return { pence: null, error: null }
  const { bare, negative, wrong } = withoutSign(cell.replaceAll('\u2212', '-'))
  const error = wrong ? 'sign' : whyNot(bare)
  if (error) return { pence: null, error }
  const [, whole = '', part = ''] = NUMBER.exec(bare)
  if (part.length > PLACES[unit]) return { pence: null, error: 'decimals' }
  const size = BigInt(whole.replace(/[, ]/g, '') + part.padEnd(PLACES[unit], '0'))
  if (size > LIMIT) return { pence: null, error: 'too_large' }
  return { pence: Number(negative ? -size : size), error: null }
}

// The figure as it stands in a cell of that unit, with a hyphen-minus, so that it can be typed over and sent again.
export function cellText (pence, unit = '£') {
  if (pence === null) return ''
  const digits = String(Math.abs(pence)).padStart(PLACES[unit] + 1, '0')
  const whole = digits.slice(0, -PLACES[unit]).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = digits.slice(-PLACES[unit]).replace(/0+$/, '')
  const shown = unit === '£' && rest ? rest.padEnd(2, '0') : rest
  return (pence < 0 ? '-' : '') + whole + (shown ? '.' + shown : '')
}
