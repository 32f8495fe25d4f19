import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paced, type RegisterPace } from '../../../core/chargers/inbound/register-pace.js';
import { monoMs } from '../../../core/model/units.js';

/** The power after these looks at the register: [second, Wh], all of one transaction unless a third says otherwise. */
type Look = readonly [second: number, registerWh: number, transactionId?: number];
const after = (...looks: readonly Look[]): number | undefined =>
  looks.reduce<RegisterPace | undefined>(
    (before, [second, registerWh, transactionId = 7]) =>
      paced(before, { transactionId, registerWh, at: monoMs(second * 1000) }, 11_040),
    undefined,
  )?.powerW;

describe('the pace of a register', () => {
  const rows: readonly (readonly [string, number | undefined, readonly Look[]])[] = [
    ['says nothing before it has risen', undefined, [[0, 100]]],
    [
      'is the rise by the time it took',
      3600,
      [
        [0, 100],
        [20, 120],
      ],
    ],
    [
      'waits until ten seconds have gone',
      undefined,
      [
        [0, 100],
        [9.9, 110],
      ],
    ],
    [
      'counts what rose while it waited',
      3600,
      [
        [0, 100],
        [5, 105],
        [10, 110],
      ],
    ],
    [
      'follows the next rise',
      7200,
      [
        [0, 100],
        [20, 120],
        [40, 160],
      ],
    ],
    [
      'holds while the register stands',
      3600,
      [
        [0, 100],
        [20, 120],
        [79, 120],
      ],
    ],
    [
      'is 0 when it has stood for a minute',
      0,
      [
        [0, 100],
        [20, 120],
        [80, 120],
      ],
    ],
    [
      'is never more than the charger can give',
      11_040,
      [
        [0, 100],
        [10, 200],
      ],
    ],
    [
      'begins anew where the register falls',
      undefined,
      [
        [0, 100],
        [20, 120],
        [40, 3],
      ],
    ],
    [
      'begins anew with a transaction',
      undefined,
      [
        [0, 100],
        [20, 120],
        [3600, 130, 8],
      ],
    ],
  ];
  for (const [title, power, looks] of rows) it(title, () => assert.equal(after(...looks), power));
});
