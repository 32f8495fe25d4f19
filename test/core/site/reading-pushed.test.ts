import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { takeReading } from '../../../core/control/observe/meter.js';
import type { MeterRole } from '../../../core/model/reading.js';
import { monoMs, watts } from '../../../core/model/units.js';
import { resolveConfig } from '../../../core/site/parse-config.js';
import { readingPushed } from '../../../core/site/reading-pushed.js';
import { House, siteFacts } from '../control/house.js';

type Meters = readonly Readonly<Record<string, unknown>>[];

const READ = { type: 'modbus-tcp', host: '127.0.0.1', unitId: 1, map: 'chint-dtsu666' };

/** `heardAgoS`: how long ago another flow told the grid as meter "street". */
function pushed(meters: Meters, role: MeterRole, meterId?: string, heardAgoS?: number): string {
  const parsed = resolveConfig({ phases: 3, fuseA: 25, storage: '.', meters });
  assert.ok('config' in parsed);
  const reading = { powerW: 1000 };
  const takenAt = monoMs(100_000 - 1000 * (heardAgoS ?? 0));
  const street = { meterId: 'street', role: 'grid', takenAt, powerW: watts(5) } as const;
  const { state } = new House(siteFacts());
  const heard = heardAgoS === undefined ? state : takeReading(state, street, takenAt);
  const command = { do: 'reading', role, reading, ...(meterId && { meterId }) } as const;
  return readingPushed(command, parsed.config, heard, monoMs(100_000)).meterId;
}

describe('which meter a value from a flow is for', () => {
  const main = { id: 'main', type: 'pushed', role: 'grid' };
  for (const [because, meters, role, meterId, id] of [
    ['it needs none in the settings', [], 'solar', undefined, 'solar'],
    ['it may have a name of its own', [], 'grid', 'street', 'street'],
    ['the one of its role', [main], 'grid', undefined, 'main'],
    ['the one that is named', [main], 'grid', 'main', 'main'],
    ['a house may have a second roof', [{ ...READ, role: 'solar' }], 'solar', 'garage roof', 'garage roof'],
  ] as const) {
    it(`${role} ${meterId ?? ''}: ${id}, because ${because}`, () => assert.equal(pushed(meters, role, meterId), id));
  }

  for (const [heardAgoS, role, meterId, id] of [
    [2, 'grid', 'street', 'street'],
    [2, 'solar', 'roof', 'roof'],
    [60, 'grid', 'cellar', 'cellar'],
    [60, 'solar', 'street', 'street'],
  ] as const) {
    it(`${role} ${meterId}: ${id}, though a flow told the grid as "street" ${heardAgoS} s ago`, () => {
      assert.equal(pushed([], role, meterId, heardAgoS), id);
    });
  }

  for (const [role, meterId, code] of [
    ['grid', 'cellar', 'INVALID_INPUT'],
    ['grid', undefined, 'INVALID_INPUT'],
    ['solar', 'street', 'NO_METER'],
  ] as const) {
    it(`${role} ${meterId ?? ''}: ${code}, because another flow tells the grid as "street"`, () => {
      assert.throws(() => pushed([], role, meterId, 2), { code, message: /"street"/ });
    });
  }

  for (const [because, meters, role, meterId, code] of [
    ['the grid has one meter, and a slip in its name makes no second', [main], 'grid', 'mian', 'NO_METER'],
    ['a meter keeps its role, or the fuse would lose its own', [main], 'solar', 'main', 'NO_METER'],
    ['it is read already', [{ ...READ, role: 'grid' }], 'grid', undefined, 'INVALID_INPUT'],
    ['it is read already, under another name', [{ ...READ, role: 'grid' }], 'grid', 'street', 'INVALID_INPUT'],
  ] as const) {
    it(`${role} ${meterId ?? ''}: ${code}, because ${because}`, () => {
      assert.throws(() => pushed(meters, role, meterId), { code });
    });
  }
});
