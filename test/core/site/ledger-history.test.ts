import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inEnglish } from '../../../core/model/error-texts.js';
import { monoMs, wallMs, wattHours, watts } from '../../../core/model/units.js';
import { Ledger } from '../../../core/site/ledger.js';
import { FakeClock } from '../../means/fake-clock.js';
import { folderOf, openStore } from '../records/means/store.js';

const step = fc.record({
  what: fc.constantFrom(
    'sample',
    'sample',
    'sample',
    'reading',
    'begin',
    'late',
    'end',
    'end twice',
    'restart',
    'lost',
  ),
  charger: fc.constantFrom('CP1', 'CP2'),
  seconds: fc.integer({ min: 0, max: 90 }),
  wh: fc.integer({ min: 0, max: 100 }),
  gridW: fc.integer({ min: -2500, max: 1500 }),
});

describe('the ledger, whatever begins, ends, is lost or told again, over restarts of the hub', () => {
  it('has in the statistics of a card what its record has, and no watt-hour twice', async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 80 }), async (steps) => {
        const [folder, clock] = [folderOf(t), new FakeClock()];
        const life = async () => {
          const { store, log } = await openStore(t, folder, { clock });
          const house = { mode: () => 'ECO' as const, prices: () => [], card: () => '', serialNumber: () => '' };
          const ledger = new Ledger({ store, log, say: inEnglish, ...house }, (await store.load()).openCharges);
          const { monoMs: at, wallMs: atWall } = clock.now();
          ledger.observe({ kind: 'tick', at, atWall });
          return { store, ledger };
        };
        let { store, ledger } = await life();
        const registers = { CP1: 1000, CP2: 5000 };
        const open: { number: number; chargerId: string; late: boolean }[] = [];
        for (const [k, { what, charger: chargerId, seconds, wh, gridW }] of steps.entries()) {
          await clock.advance(seconds * 1000);
          const { monoMs: at, wallMs: atWall } = clock.now();
          const registerWh = (): ReturnType<typeof wattHours> => wattHours(registers[chargerId as 'CP1' | 'CP2']);
          if (what === 'sample') {
            registers[chargerId as 'CP1' | 'CP2'] += wh;
            const sample = { takenAt: at, takenAtWall: atWall, energyWh: registerWh(), powerW: watts(60 * wh) };
            ledger.observe({ kind: 'sample', chargerId, sample, at, atWall });
          } else if (what === 'reading') {
            const reading = { meterId: 'grid', role: 'grid', powerW: watts(gridW), takenAt: monoMs(at) } as const;
            ledger.observe({ kind: 'reading', reading, at, atWall });
          } else if (what === 'begin' || what === 'late') {
            const late = what === 'late';
            const startedAt = wallMs(late ? atWall - 7_200_000 : atWall);
            const start = { chargerId, connectorId: 1, idTag: `TAG-${k}`, meterStartWh: registerWh(), startedAt, late };
            open.push({ ...(await ledger.begin(start, 'card')), chargerId, late });
          } else if (what === 'restart') {
            ledger.flush();
            await store.close();
            ({ store, ledger } = await life());
          } else if (what === 'lost') ledger.observe({ kind: 'disconnected', chargerId, at, atWall });
          else {
            const ended = open.findIndex((one) => one.chargerId === chargerId);
            const [one] = ended < 0 ? [] : open.splice(ended, 1);
            if (!one) continue;
            const stop = { transactionId: one.number, meterStopWh: registerWh(), stoppedAt: atWall, reason: 'Local' };
            const told = { ...stop, chargerId, late: one.late };
            await Promise.all(what === 'end' ? [ledger.end(told)] : [ledger.end(told), ledger.end(told)]);
          }
        }
        ledger.flush();
        const span = { from: '2026-06-20', to: '2026-06-23' };
        const sums = await store.query({ what: 'statistics', by: 'year', split: 'card', ...span });
        for (const { idTag, energyWh, solarWh, batteryWh, gridWh } of await store.query({ what: 'charges' })) {
          const booked = sums.find((row) => row['idTag'] === idTag)?.['energyWh'] ?? 0;
          assert.ok(Math.abs(Number(booked) - Number(energyWh)) < 1, `${idTag}: ${booked} of ${energyWh} Wh`);
          assert.ok(Math.abs(Number(solarWh) + Number(batteryWh) + Number(gridWh) - Number(energyWh)) < 0.01);
        }
        await store.close();
      }),
      { numRuns: 10 },
    );
  });
});
