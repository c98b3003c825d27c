import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { cellText, parseCell } from '../../../../assets/scripts/money-cells.js'
import { blockFrom, pasted, refusal } from '../../../../assets/scripts/grid-paste.js'
import { shown } from '../../../../assets/scripts/grid-totals.js'

const CELLS = JSON.parse(readFileSync(new URL('../../../support/money_cells.json', import.meta.url)))

for (const { text, unit, pence, error } of CELLS) {
  test(`${JSON.stringify(text)} in ${unit}`, () => {
    const found = parseCell(text, unit)
    assert.deepEqual({ pence: found.pence === 0 ? 0 : found.pence, error: found.error }, { pence, error })
  })
}

test('a cell shows what it was given, to be typed over', () => {
  assert.equal(cellText(12000000), '120,000')
  assert.equal(cellText(123456), '1,234.56')
  assert.equal(cellText(50), '0.50')
  assert.equal(cellText(-100000), '-1,000')
  assert.equal(cellText(null), '')
  assert.equal(cellText(48050000, '£000'), '480.5')
  assert.equal(cellText(100000000, '£000'), '1,000')
})

test('a block is rows and columns, and one value is left to the browser', () => {
  assert.equal(blockFrom('120,000\r\n'), null)
  assert.deepEqual(blockFrom('1\t2\r\n3\t4\r\n'), [['1', '2'], ['3', '4']])
  assert.deepEqual(blockFrom('1\n\n3\n'), [['1'], [''], ['3']])
})

test('a block with a bad cell is refused whole and the cell is named', () => {
  assert.equal(refusal([['1', 'TBC']], { rows: 5, columns: 5 }, '£'),
    'Nothing was pasted. 1 value is not an amount: row 1, column 2, ‘TBC’ is not a number.')
  assert.equal(refusal([['10%'], ['5k']], { rows: 5, columns: 5 }, '£'),
    'Nothing was pasted. 2 values are not amounts: row 1, column 1, ‘10%’ is a percentage; row 2, column 1, ‘5k’ uses k or m.')
})

test('a block goes no further than the edge', () => {
  assert.equal(refusal([['1', '2', '3']], { rows: 5, columns: 2 }, '£'),
    'Nothing was pasted. You copied 1 row and 3 columns. There is room for 5 rows and 2 columns from the box you chose.')
  assert.equal(refusal([['1', '2']], { rows: 1, columns: 2 }, '£'), null)
})

test('what was pasted is said with its counts', () => {
  assert.equal(pasted([['1', '2', '3'], ['4', '5', '6']], 6),
    'Pasted 2 rows and 3 columns. 6 values changed. Nothing is saved until you select Save and continue.')
})

test('totals have a real minus and their unit', () => {
  assert.equal(shown(48000000, '£'), '£480,000')
  assert.equal(shown(-125050, '£'), '\u2212£1,250.50')
  assert.equal(shown(48050000, '£000'), '480.5')
  assert.equal(shown(-4900000, '£m'), '\u22120.049')
})
