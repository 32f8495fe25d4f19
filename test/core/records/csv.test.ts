import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { csvOf } from '../../../core/records/thread/csv.js';
import type { CellKind, CellValue, Sheet } from '../../../core/records/thread/sheet.js';

const POINT = { separator: ',', decimal: '.' } as const;
const COMMA = { separator: ';', decimal: ',' } as const;

const sheet = (kind: CellKind, ...values: readonly CellValue[]): Sheet => ({
  name: 'sheet',
  columns: [{ heading: 'h', kind, value: (row) => row['value'] as CellValue }],
  rows: values.map((value) => ({ value })),
});

const line = (kind: CellKind, value: CellValue, style: typeof POINT | typeof COMMA = POINT): string =>
  [...csvOf(sheet(kind, value), style, 'Europe/Rome')].join('').slice(1).split('\r\n')[1] ?? '';

describe('CSV (RFC 4180)', () => {
  it('begins with a byte order mark and ends every line with CRLF', () => {
    assert.equal([...csvOf(sheet('text', 'Jürgen', '王'), POINT, 'utc')].join(''), '\uFEFFh\r\nJürgen\r\n王\r\n');
  });

  for (const [kind, value, text, because] of [
    ['text', 'plain', 'plain', 'nothing to quote'],
    ['text', 'a,b', '"a,b"', 'the separator'],
    ['text', 'say "yes"', '"say ""yes"""', 'a quote is doubled'],
    ['text', 'two\nlines', '"two\nlines"', 'a line end'],
    ['text', '=1+1', "'=1+1", 'a formula is disarmed'],
    ['text', '@SUM(A1)', "'@SUM(A1)", 'another formula'],
    ['text', '-2+3', "'-2+3", 'and one that looks like a number'],
    ['text', '＝1+1', "'＝1+1", 'the sign in full width'],
    ['text', '\t=1', `"'\t=1"`, 'what hides behind a tab'],
    ['text', 'x;=1+1', '"x;=1+1"', 'what a spreadsheet of another country would part, and take for a formula'],
    ['text', '+39 02 1', "'+39 02 1", 'a number with a plus is text'],
    ['text', '2026-01-21T11:00:00.000Z', '2026-01-21T11:00:00.000Z', 'a card may be called like an instant'],
    ['number', -3.5, '-3.5', 'a negative number is a number'],
    ['number', 95.5223880597015, '95.5224', 'what a sum leaves behind the fourth digit is noise'],
    ['number', null, '', 'nothing known is an empty cell'],
    ['instant', '2026-01-21T11:00:00.000Z', '2026-01-21 12:00:00', 'an instant on the clock of the zone'],
    ['period', '2026-06', '2026-06', 'a month of the calendar'],
  ] as const)
    it(`writes ${JSON.stringify(value)} as ${text}, because: ${because}`, () => assert.equal(line(kind, value), text));

  it('has the separator and the decimal sign of the country', () => {
    assert.equal(line('number', 5000.5, COMMA), '5000,5');
    assert.equal(line('text', 'Anna; Auto', COMMA), '"Anna; Auto"');
    assert.equal(line('text', 'a,b', COMMA), '"a,b"');
  });
});
