// A block from the clipboard, checked as a whole: it is taken whole or refused whole, and every bad cell is named.
import { parseCell, WHY } from './money-cells.js'

const NAMED = 5

export function many (count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

// Rows of cells, or null where the clipboard holds one value only (the browser pastes that by itself).
export function blockFrom (text) {
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  if (!/[\t\n]/.test(plain)) return null
  return plain.split('\n').map(line => line.split('\t'))
}

function badCells (block, unit) {
  return block.flatMap((row, y) => row.flatMap((text, x) => {
    const { error } = parseCell(text, unit)
    return error ? [`row ${y + 1}, column ${x + 1}, ‘${text.trim()}’ ${WHY[error]}`] : []
  }))
}

// Why the block can't be pasted in the room there is, in words; or null.
export function refusal (block, room, unit) {
  const width = Math.max(...block.map(row => row.length))
  if (block.length > room.rows || width > room.columns) {
    return `Nothing was pasted. You copied ${many(block.length, 'row')} and ${many(width, 'column')}. ` +
      `There is room for ${many(room.rows, 'row')} and ${many(room.columns, 'column')} from the box you chose.`
  }
  const bad = badCells(block, unit)
  if (!bad.length) return null
  const more = bad.length > NAMED ? `; and ${bad.length - NAMED} more` : ''
  const start = bad.length === 1 ? '1 value is not an amount' : `${bad.length} values are not amounts`
  return `Nothing was pasted. ${start}: ${bad.slice(0, NAMED).join('; ')}${more}.`
}

export function pasted (block, changed) {
  const width = Math.max(...block.map(row => row.length))
  return `Pasted ${many(block.length, 'row')} and ${many(width, 'column')}. ${many(changed, 'value')} changed. ` +
    'Nothing is saved until you select Save and continue.'
}
