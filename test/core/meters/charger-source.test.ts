import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openMeters } from '../../../core/meters/open-meters.js';
import type { MeterConfig } from '../../../core/model/config.js';
import { codeOf } from '../../../core/model/error.js';
import { inEnglish } from '../../../core/model/error-texts.js';
import type { ChargersDraw, MeterReading, MeterRole } from '../../../core/model/reading.js';
import { amps, monoMs, watts } from '../../../core/model/units.js';
import { FakeClock } from '../../means/fake-clock.js';
import { KeptLog } from '../../means/kept-log.js';
import { KeptMeters } from '../../means/kept-meters.js';

/** Both one car on L1 with 16 A. */
const DRAW: ChargersDraw = {
  takenAt: monoMs(990_000),
  powerW: watts(3680),
  phaseW: [3680, 0, 0].map(watts),
  currentA: [16, 0, 0].map(amps),
};

function open(configs: readonly MeterConfig[], draw: ChargersDraw | null = DRAW, voltageV = 230) {
  const kept = new KeptMeters();
  const clock = new FakeClock();
  const asked: (string | undefined)[] = [];
  const heard: { draw: ChargersDraw | null } = { draw };
  const chargers = (chargerId?: string) => {
    asked.push(chargerId);
    return heard.draw ?? undefined;
  };
  const world = {
    phases: 3,
    voltageV,
    reserveA: 2,
    listener: kept,
    clock,
    log: new KeptLog(),
    say: inEnglish,
    chargers,
  } as const;
  const sources = openMeters(configs, world);
  const hear = (role: MeterRole, powerW: number, phaseW?: readonly number[]) => {
    const reading: MeterReading = {
      meterId: role,
      role,
      takenAt: clock.now().monoMs,
      powerW: watts(powerW),
      ...(phaseW && { phaseW: phaseW.map(watts) }),
    };
    for (const source of sources) source.hear?.(reading);
  };
  return { kept, clock, asked, heard, hear, sources };
}

const load = { type: 'charger', role: 'load' } as const;
const grid = { type: 'charger', role: 'grid' } as const;

describe('D.5: the chargers’ own meters, the last resort', () => {
  it('as a load: what they draw, as old as they told it, every second', async () => {
    const { kept, clock } = open([load]);
    await clock.advance(2500);
    assert.equal(kept.readings.length, 3);
    assert.deepEqual(kept.last(), { meterId: 'load', role: 'load', ...DRAW });
  });

  it('as a load of one charger', () => {
    assert.deepEqual(open([{ ...load, charger: 'garage' }]).asked, ['garage']);
    assert.deepEqual(open([{ ...load, charger: '' }]).asked, [undefined]);
  });

  it('as the grid: the house is feared to take its reserve on every phase', () => {
    const { kept } = open([grid]);
    assert.equal(kept.last()?.powerW, 3680 + 3 * 460);
    assert.deepEqual(kept.last()?.phaseW, [4140, 460, 460]);
    assert.deepEqual(kept.last()?.currentA, [18, 2, 2]);
  });

  it('at the voltage of the settings, where the chargers tell none: a fuse counts amperes', () => {
    const { kept } = open([grid], { ...DRAW, powerW: watts(2000), phaseW: [2000, 0, 0].map(watts) }, 125);
    assert.deepEqual(kept.last()?.currentA, [18, 2, 2]);
  });

  it('with an inverter beside it there is sun to follow; a total relieves no phase for sure', async () => {
    const { kept, clock, hear } = open([grid]);
    hear('solar', 9000);
    await clock.advance(1000);
    assert.equal(kept.last()?.powerW, 3680 + 1380 - 9000);
    assert.deepEqual(kept.last()?.currentA, [18, 2, 2]);
    hear('solar', 9000, [3000, 3000, 3000]);
    await clock.advance(1000);
    assert.deepEqual(kept.last()?.phaseW, [1140, -2540, -2540]);
  });

  it('a battery that is charged may burden each phase', async () => {
    const { kept, clock, hear } = open([grid]);
    hear('battery', -2300);
    await clock.advance(1000);
    assert.equal(kept.last()?.powerW, 3680 + 1380 + 2300);
    assert.deepEqual(kept.last()?.currentA, [28, 12, 12]);
  });

  it('the sun of a minute ago is no sun', async () => {
    const { kept, clock, hear } = open([grid]);
    hear('solar', 9000);
    await clock.advance(61_000);
    assert.equal(kept.last()?.powerW, 5060);
  });

  it('is silent until a charger was heard, and says so once', async () => {
    const { kept, clock, heard } = open([grid], null);
    await clock.advance(5000);
    heard.draw = DRAW;
    await clock.advance(1000);
    assert.deepEqual(
      kept.troubles.map(({ what }) => what),
      ['silent: no charger was heard yet', null],
    );
    assert.equal(kept.readings.length, 1);
  });

  it('says nothing more once closed', async () => {
    const { kept, clock, sources } = open([load]);
    await Promise.all(sources.map((source) => source.close()));
    await clock.advance(5000);
    assert.equal(kept.readings.length, 1);
  });

  it('of the sun, a battery or the house a charger tells nothing', () => {
    for (const role of ['solar', 'battery', 'house'] as const) {
      assert.throws(
        () => open([{ type: 'charger', role }]),
        (error: Error) => codeOf(error) === 'BAD_CONFIG' && error.message.includes(role),
      );
    }
  });
});
