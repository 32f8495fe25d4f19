import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GENERIC_ABILITIES } from '../../../core/model/charger.js';
import type { Mode } from '../../../core/model/mode.js';
import { amps, seconds, wallMs, watts } from '../../../core/model/units.js';
import type { WhatIfChange, WhatIfResult } from '../../../core/model/what-if.js';
import type { ChargerOverlay } from '../../../core/model/wishes.js';
import type { Loop } from '../../../core/site/loop.js';
import { runAgain } from '../../../core/what-if/run-again.js';
import { chargerFacts, siteFacts } from '../control/house.js';
import { CAR, type Day, journalOf, type Lived, live } from './lived-day.js';

const METERS = [
  { meterId: 'grid', role: 'grid', periodS: seconds(1) },
  { meterId: 'solar', role: 'solar', periodS: seconds(1) },
] as const;

/** Two hours of sun and clouds, a kettle now and then, and a car. */
const DAY: Day = {
  facts: siteFacts({ meters: METERS, chargers: [chargerFacts('a', { mode: 'ECO+' })] }),
  seconds: 2 * 3600,
  sunW: (t) => Math.max(0, 6500 + 1500 * Math.sin(t / 2000) - (Math.sin(t / 400) > 0.6 ? 4500 : 0)),
  loadW: (t) => [250 + (t % 1500 < 180 ? 2000 : 0), 150, 120],
  cars: { a: CAR },
};
const START = Date.parse('2026-06-21T08:00:00Z');
const NOTHING: WhatIfChange = { facts: {}, chargers: {} };
const wished = (set: ChargerOverlay): WhatIfChange => ({ facts: {}, chargers: { a: set } });

const again = ({ journal }: Lived, change: WhatIfChange, fromS = 0, toS = 2 * 3600 + 60): WhatIfResult =>
  runAgain(
    { fromMs: wallMs(START + fromS * 1000), toMs: wallMs(START + toS * 1000), change },
    journalOf(journal),
    {},
    () => undefined,
  );

const charge = (result: WhatIfResult, id = 'a') => {
  const found = result.chargers.find(({ chargerId }) => chargerId === id);
  assert.ok(found, `no ${id}`);
  return found;
};

function near(actual: number | null | undefined, expected: number, share: number, what: string): void {
  const off = Math.abs((actual ?? Number.NaN) - expected) / Math.max(1, Math.abs(expected));
  assert.ok(off <= share, `${what}: ${actual} for ${expected}, ${(100 * off).toFixed(1)} % off`);
}

const solarPart = ({
  energyWh,
  solarWh,
  gridWh,
  batteryWh,
}: { [K in 'energyWh' | 'solarWh' | 'gridWh' | 'batteryWh']: number }) => {
  assert.ok(
    Math.abs(energyWh - solarWh - gridWh - batteryWh) <= 3,
    `${energyWh} = ${solarWh} + ${batteryWh} + ${gridWh}`,
  );
  return solarWh / energyWh;
};

describe('what if: a recorded day under other settings', () => {
  const modes: readonly Mode[] = ['FAST', 'ECO', 'ECO+'];
  const lived = Object.fromEntries(modes.map((mode) => [mode, live({ ...DAY, wishes: { a: { mode } } })])) as Readonly<
    Record<Mode, Promise<Lived>>
  >;

  for (const then of modes) {
    for (const other of modes.filter((mode) => mode !== then)) {
      it(`lived in ${then}, it tells what ${other} really gave that day`, async () => {
        const [past, truth] = [await lived[then], await lived[other]];
        const result = again(past, wished({ mode: other }));
        const { recorded, again: same, otherwise } = charge(result);
        near(recorded.energyWh, past.energyWh['a'] ?? 0, 0.01, 'recorded');
        near(same.energyWh, past.energyWh['a'] ?? 0, 0.02, 'run again as it was');
        near(otherwise.energyWh, truth.energyWh['a'] ?? 0, 0.02, 'otherwise');
        near(result.house.recorded.importWh, past.importWh, 0.01, 'recorded import');
        near(result.house.otherwise.importWh, truth.importWh, 0.12, 'import otherwise');
        for (const one of [recorded, same, otherwise]) solarPart(one);
      });
    }
  }

  it('a smaller fuse shows in the highest current, and a smaller limit in the energy', async () => {
    const past = await lived.FAST;
    const fused = again(past, { facts: { fuseA: amps(16) }, chargers: {} });
    assert.ok(fused.house.recorded.peakA > 20, `${fused.house.recorded.peakA} A`);
    const { peakA } = await live({ ...DAY, facts: { ...DAY.facts, fuseA: amps(16) }, wishes: { a: { mode: 'FAST' } } });
    near(fused.house.otherwise.peakA, peakA, 0.06, 'highest current');
    const limited = charge(again(past, wished({ limitA: amps(8) })));
    const truth = await live({ ...DAY, wishes: { a: { mode: 'FAST', limitA: amps(8) } } });
    near(limited.otherwise.energyWh, truth.energyWh['a'] ?? 0, 0.02, 'with 8 A');
  });

  it('what was wished on the day does not undo what is asked', async () => {
    const fast = (loop: Loop) => loop.observe({ kind: 'wish', chargerId: 'a', set: { mode: 'FAST' } });
    const past = await live({ ...DAY, seconds: 3600, happens: { 600: fast } });
    const { otherwise, again: same } = charge(again(past, wished({ mode: 'ECO' })));
    const truth = await live({ ...DAY, seconds: 3600, wishes: { a: { mode: 'ECO' } } });
    near(otherwise.energyWh, truth.energyWh['a'] ?? 0, 0.05, 'ECO all along');
    near(same.energyWh, past.energyWh['a'] ?? 0, 0.04, 'as it was');
  });

  it('a car that went full takes no more than made it full', async () => {
    const car = { ...CAR, wantsWh: 6000 };
    const past = await live({ ...DAY, cars: { a: car } });
    near(past.energyWh['a'], 6000, 0.01, 'it is full');
    const { otherwise } = charge(again(past, wished({ mode: 'FAST' })));
    near(otherwise.energyWh, 6000, 0.01, 'FAST');
  });

  for (const endsFull of [false, true])
    it(`a car that is full when the span begins stays so, its charge ${endsFull ? 'over' : 'going on'}`, async () => {
      // One that pauses by ending the charge: its status alone does not tell that it is over for good.
      const ends = (loop: Loop) =>
        loop.observe({ kind: 'abilities', chargerId: 'a', abilities: { ...GENERIC_ABILITIES, zeroPauses: !endsFull } });
      const cars = { a: { ...CAR, wantsWh: 6000, endsFull } };
      const past = await live({ ...DAY, cars, wishes: { a: { mode: 'FAST' } }, happens: { 1: ends } });
      const { recorded, again: same, otherwise } = charge(again(past, wished({ mode: 'ECO' }), 3600));
      for (const { energyWh } of [recorded, same, otherwise]) assert.ok(energyWh < 100, `${energyWh} Wh`);
    });

  it('full current while power is cheap, by the prices of that day', async () => {
    const prices = [30, 10].map((price, k) => ({ start: new Date(START + k * 3_600_000).toISOString(), price }));
    const tariff = (loop: Loop) =>
      loop.observe({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], prices } });
    const day: Day = { ...DAY, happens: { 5: tariff } };
    const [past, truth] = [await live(day), await live({ ...day, wishes: { a: { cheapUpTo: 20 } } })];
    const { recorded, otherwise } = charge(again(past, wished({ cheapUpTo: 20 })));
    near(otherwise.energyWh, truth.energyWh['a'] ?? 0, 0.02, 'with an hour of cheap power');
    assert.ok(otherwise.energyWh > recorded.energyWh + 2000, `${otherwise.energyWh}, ${recorded.energyWh} Wh`);
  });

  it('a one-phase car stays one, a car that left is gone, and a price is reckoned', async () => {
    const car = { ...CAR, conductors: [0], unplugAtS: 4000 };
    const prices = [{ start: '2026-06-01T00:00:00Z', price: 0.25 }];
    const tariff = (loop: Loop) =>
      loop.observe({ kind: 'site-wishes', wishes: { version: 1, cards: [], adopted: [], prices } });
    const past = await live({ ...DAY, seconds: 5000, cars: { a: car }, happens: { 5: tariff } });
    const truth = await live({ ...DAY, seconds: 5000, cars: { a: car }, wishes: { a: { mode: 'FAST' } } });
    const { otherwise } = charge(again(past, wished({ mode: 'FAST' })));
    near(otherwise.energyWh, truth.energyWh['a'] ?? 0, 0.03, 'FAST on one phase');
    near(otherwise.cost, (otherwise.gridWh * 0.25) / 1000, 0.05, 'cost');
    assert.equal(otherwise.starts, 1);
  });

  it('two cars share as the other policy would have them', async () => {
    const facts = siteFacts({ meters: METERS, chargers: [chargerFacts('a'), chargerFacts('b', { priority: 2 })] });
    const day: Day = { ...DAY, facts, seconds: 3600, cars: { a: CAR, b: { ...CAR, plugAtS: 90 } } };
    const past = await live(day);
    const truth = await live({ ...day, facts: { ...facts, policy: 'priority' } });
    const result = again(past, { facts: { policy: 'priority' }, chargers: {} });
    for (const id of ['a', 'b']) near(charge(result, id).otherwise.energyWh, truth.energyWh[id] ?? 0, 0.06, id);
    assert.ok(charge(result, 'a').otherwise.energyWh > 1.2 * charge(result, 'b').otherwise.energyWh);
  });

  it('begins anew with each hour, in the middle of a charge', async () => {
    const past = await lived['ECO+'];
    const result = again(past, wished({ mode: 'FAST' }), 3600, 7200);
    assert.equal(result.from.slice(0, 16), '2026-06-21T09:00');
    assert.equal(result.to.slice(0, 16), '2026-06-21T09:59');
    const whole = charge(again(past, NOTHING)).recorded.energyWh;
    const parts = [0, 1].map((hour) => charge(again(past, NOTHING, hour * 3600, (hour + 1) * 3600)).recorded.energyWh);
    near(
      parts.reduce((sum, wh) => sum + wh, 0),
      whole,
      0.02,
      'the hours sum to the day',
    );
    const { otherwise } = charge(result);
    near(otherwise.energyWh, 15.7 * 230 * 3, 0.02, 'an hour of FAST');
  });

  it('a hub that was down in between, and a meter that was silent, do not end it', async () => {
    const past = await lived['ECO+'];
    const events = past.journal.map((line) => JSON.parse(line) as { at: number; atWall: number; kind: string });
    const [opened] = past.journal;
    const quiet = events.flatMap((event, k) => {
      const atS = (event.atWall - START) / 1000;
      if (atS > 3000 && atS < 3300) return [];
      if (atS > 5000 && atS < 5400 && event.kind === 'reading') return [];
      return [past.journal[k] ?? ''];
    });
    // Its own time begins anew.
    const back = quiet.findIndex((line) => (JSON.parse(line) as { atWall: number }).atWall >= START + 3_300_000);
    const reborn = { ...(JSON.parse(opened ?? '') as object), at: 5, atWall: START + 3_300_000 };
    const after = quiet.slice(back).map((line) => {
      const event = JSON.parse(line) as Record<string, unknown>;
      return JSON.stringify({ ...event, at: Number(event['at']) - 3_000_000 });
    });
    const calls = ['connected'].map((kind) =>
      JSON.stringify({ at: 6, atWall: START + 3_300_001, kind, chargerId: 'a' }),
    );
    const journal = [...quiet.slice(0, back), JSON.stringify(reborn), ...calls, ...after];
    const result = again({ ...past, journal }, wished({ mode: 'FAST' }));
    const { otherwise } = charge(result);
    assert.ok(otherwise.energyWh > 16_000 && otherwise.energyWh < 22_000, `${otherwise.energyWh} Wh`);
  });

  it('of a time without a journal it says so', async () => {
    const past = await lived['ECO+'];
    assert.throws(() => again({ ...past, journal: [] }, NOTHING), { code: 'INVALID_INPUT', message: /full hour/ });
    const [opened = ''] = past.journal;
    assert.equal(charge(again({ ...past, journal: [opened] }, NOTHING)).otherwise.energyWh, 0);
  });

  it('the steps of five minutes sum to the energies', async () => {
    const result = again(await lived['ECO+'], wished({ mode: 'FAST' }));
    const sumWh = (key: 'recordedW' | 'otherwiseW') => result.steps.reduce((sum, step) => sum + step[key] / 12, 0);
    const { recorded, otherwise } = charge(result);
    near(sumWh('recordedW'), recorded.energyWh, 0.01, 'recorded');
    near(sumWh('otherwiseW'), otherwise.energyWh, 0.01, 'otherwise');
    const most = Math.max(...result.steps.map(({ surplusW }) => surplusW));
    assert.ok(most > 6000 && most < watts(8500), `${most} W`);
  });
});
