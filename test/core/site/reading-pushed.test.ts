import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MeterRole } from '../../../core/model/reading.js';
import { monoMs } from '../../../core/model/units.js';
import { resolveConfig } from '../../../core/site/parse-config.js';
import { readingPushed } from '../../../core/site/reading-pushed.js';

type Meters = readonly Readonly<Record<string, unknown>>[];

const READ = { type: 'modbus-tcp', host: '127.0.0.1', unitId: 1, map: 'chint-dtsu666' };

function pushed(meters: Meters, role: MeterRole, meterId?: string): string {
  const parsed = resolveConfig({ phases: 3, fuseA: 25, storage: '.', meters });
  assert.ok('config' in parsed);
  const reading = { powerW: 1000 };
  return readingPushed({ do: 'reading', role, reading, ...(meterId && { meterId }) }, parsed.config, monoMs(0)).meterId;
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
