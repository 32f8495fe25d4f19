import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chargerPicture } from '../../../core/control/picture.js';
import { GENERIC_ABILITIES, type OcppStatus } from '../../../core/model/charger.js';
import { amps, monoMs, wallMs, wattHours } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const CHARGE = { transactionId: 7, idTag: 'SURPLUG', startedAt: wallMs(0), meterStartWh: wattHours(0) } as const;

/** Runs one decision a second; the house takes 3 A on each phase, the car what it does. */
function run(house: House, forS: number, carA: () => number): void {
  for (let s = 0; s < forS; s += 1) {
    house.pass(1);
    const phaseW = (3 + carA()) * 230;
    house.grid(phaseW, phaseW, phaseW);
    house.cycle();
  }
}
const live = (house: House): number => house.liveA('a') ?? 0;

/** A car that charges at 16 A, samples every 5 s. */
function charging(house = new House(siteFacts()), smart = true): House {
  house.plugIn('a', { smartCharging: smart });
  run(house, 2, () => 0);
  house.status('a', 'Charging');
  for (let k = 0; k < 8; k += 1) {
    house.draws('a', [16, 16, 16]);
    run(house, 5, () => 16);
  }
  return house;
}

describe('met in the field', () => {
  it('a hub that comes back does not take the car for the house, and pauses nobody', () => {
    const house = new House(siteFacts(), { kept: { transactions: { a: { ...CHARGE, startedBy: 'plug-in' } } } });
    run(house, 3, () => 16);
    house.connect('a');
    house.status('a', 'Charging');
    let lowestA = 16;
    run(house, 10, () => {
      lowestA = Math.min(lowestA, live(house) || lowestA);
      return 16;
    });
    assert.ok(live(house) >= 6 && lowestA >= 6, house.decision('a').because.code);
  });

  it('nor when it hears of the current before it hears the status, or of neither for some seconds', () => {
    const facts = siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+' })] });
    for (const firstWordS of [0.5, 6, 60]) {
      const house = new House(facts, { kept: { transactions: { a: { ...CHARGE, startedBy: 'plug-in' } } } });
      house.connect('a');
      for (let s = 0; s < 20; s += 0.5) {
        house.pass(0.5);
        house.grid(0, 0, 0);
        if (s >= firstWordS) house.draws('a', [9, 9, 9]);
        house.cycle();
      }
      const told = house.commands.flatMap((one) => (one.kind === 'set-limit' ? [one.limitA] : []));
      assert.ok(told.length > 0, 'who says nothing is told its limit all the same');
      if (firstWordS < 60) assert.ok(Math.min(...told) >= 6, told.join());
    }
  });

  it('nor lowers one that the sun carries: what it draws is what it may have had', () => {
    for (const mode of ['ECO', 'ECO+'] as const) {
      const facts = siteFacts({ chargers: [chargerFacts('a', { mode })] });
      const house = new House(facts, { kept: { transactions: { a: { ...CHARGE, startedBy: 'plug-in' } } } });
      house.connect('a');
      house.status('a', 'Charging');
      for (let s = 0; s < 20; s += 0.5) {
        house.pass(0.5);
        house.grid(-60, -60, -60);
        if (s === 1 || s === 11) house.draws('a', [12.7, 12.7, 12.7]);
        house.cycle();
      }
      const told = house.commands.flatMap((one) => (one.kind === 'set-limit' ? [one.limitA] : []));
      assert.deepEqual(told, [13], mode);
    }
  });

  it('nor when it hears that a car charges before it hears how much', () => {
    const facts = siteFacts({ chargers: [chargerFacts('a', { mode: 'ECO+' })] });
    const house = new House(facts, { kept: { transactions: { a: { ...CHARGE, startedBy: 'plug-in' } } } });
    house.connect('a');
    house.status('a', 'Charging');
    for (let s = 0; s < 20; s += 0.5) {
      house.pass(0.5);
      house.grid(0, 0, 0);
      if (s >= 6) house.draws('a', [9, 9, 9]);
      house.cycle();
    }
    const told = house.commands.flatMap((one) => (one.kind === 'set-limit' ? [one.limitA] : []));
    assert.ok(told.length > 0 && Math.min(...told) > 6, told.join());
  });

  for (const [mode, zeroPauses, missed] of [
    ['FAST', true, 15],
    ['ECO', true, 6],
    ['ECO+', true, 0],
    ['ECO+', false, 'stop-transaction'],
  ] as const)
    it(`nor when the charger is there before the meter, which is missed if it stays silent: ${mode}, then ${missed}`, () => {
      const facts = siteFacts({ chargers: [chargerFacts('a', { mode })] });
      const told = (gridAfterS: number): readonly (number | string)[] => {
        const house = new House(facts, { kept: { transactions: { a: { ...CHARGE, startedBy: 'plug-in' } } } });
        house.connect('a', { zeroPauses });
        house.status('a', 'Charging');
        for (let s = 0; s < 20; s += 0.5) {
          house.pass(0.5);
          if (s >= gridAfterS) house.grid(-60, -60, -60);
          house.draws('a', [15.7, 15.7, 15.7]);
          house.cycle();
        }
        return house.commands.flatMap((one): readonly (number | string)[] => {
          if (one.kind === 'set-limit') return [one.limitA];
          return one.kind === 'stop-transaction' ? [one.kind] : [];
        });
      };
      assert.deepEqual(told(6), [16]);
      assert.equal(told(60)[0], missed);
    });

  it('what a charger showed that it cannot do, and the charge that runs, outlive a restart', () => {
    const abilities = { a: { ...GENERIC_ABILITIES, zeroPauses: false } };
    const transactions = { a: { ...CHARGE, startedBy: 'plug-in' as const } };
    const { abilities: known, transaction } = new House(siteFacts(), { kept: { abilities, transactions } }).charger(
      'a',
    );
    assert.deepEqual([known, transaction], [abilities.a, transactions.a]);
  });

  it('a charger that takes no limits is stopped by ending its charge: by the user, and for the fuse', () => {
    const house = charging(new House(siteFacts()), false);
    house.wish('a', { charging: 'stopped' });
    assert.ok(house.cycle().commands.some((command) => command.kind === 'stop-transaction'));
    const full = charging(new House(siteFacts()), false);
    full.pass(1);
    full.grid(34 * 230, 19 * 230, 19 * 230);
    assert.ok(full.cycle().commands.some((command) => command.kind === 'stop-transaction'));
  });

  it('a resume while it charges is used up at once: a card that ends the charge ends it', () => {
    const house = charging();
    house.wish('a', { charging: 'allowed', startAsked: true });
    house.tell({
      kind: 'transaction-ended',
      chargerId: 'a',
      transactionId: 1,
      meterStopWh: wattHours(9),
      reason: 'Local',
    });
    house.status('a', 'Finishing');
    run(house, 40, () => 0);
    assert.equal(house.commands.filter((command) => command.kind === 'start-transaction').length, 0);
  });

  it('when the charge is over nothing flows, whatever the last sample of it said', () => {
    const house = charging();
    house.tell({
      kind: 'transaction-ended',
      chargerId: 'a',
      transactionId: 1,
      meterStopWh: wattHours(9),
      reason: 'Local',
    });
    house.status('a', 'Finishing');
    const picture = chargerPicture(house.state, house.charger('a'), house.now);
    assert.deepEqual([picture.powerW, picture.currentA], [0, [0, 0, 0]]);
    assert.equal(house.charger('a').measuredA, 0);
  });

  for (const status of ['SuspendedEVSE', 'Preparing'] as const) {
    it(`current that is measured stands above the status ${status} (Grizzl-E, evcc #33911)`, () => {
      const house = new House(siteFacts());
      house.plugIn('a');
      house.status('a', status);
      run(house, 8, () => 0);
      for (let k = 0; k < 30; k += 1) {
        house.draws('a', [live(house), live(house), live(house)]);
        run(house, 5, () => live(house));
      }
      assert.equal(chargerPicture(house.state, house.charger('a'), house.now).state, 'charging');
      assert.equal(live(house), 16, house.decision('a').because.code);
    });
  }

  it('alone in the house, it never waits for another charger’s turn: after a fault it says that it waits to rise', () => {
    const house = charging();
    house.status('a', 'Faulted', 'GroundFailure');
    run(house, 2, () => 0);
    house.status('a', 'Charging');
    run(house, 2, () => 0);
    assert.notEqual(house.decision('a').because.code, 'sharing-waiting');
  });

  it('one that says Finishing when a car is plugged in (EN+, evcc #14673) starts all the same', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.status('a', 'Available');
    house.status('a', 'Finishing');
    run(house, 3, () => 0);
    assert.equal(house.commands.filter((command) => command.kind === 'start-transaction').length, 1);
  });

  it('paused by RemoteStop it goes on after Finishing, where 0 A does not pause it', () => {
    const house = new House(siteFacts());
    house.plugIn('a', { zeroPauses: false });
    house.status('a', 'Charging');
    house.wish('a', { charging: 'stopped' });
    run(house, 1, () => 0);
    house.wish('a', { charging: 'allowed' });
    house.tell({
      kind: 'transaction-ended',
      chargerId: 'a',
      transactionId: 1,
      meterStopWh: wattHours(9),
      reason: 'Remote',
    });
    house.status('a', 'Finishing');
    run(house, 3, () => 0);
    assert.equal(house.commands.filter((command) => command.kind === 'start-transaction').length, 1);
  });

  it('two statuses of one second stand in the order they came: their instants may lie a fraction the other way', () => {
    const house = charging();
    const { monoMs: at } = house.now;
    const told = (status: OcppStatus, takenAt: number) =>
      house.tell({ kind: 'status', chargerId: 'a', connectorId: 1, status, fault: null, takenAt: monoMs(takenAt) });
    told('Finishing', at);
    told('Available', at - 0.4);
    assert.equal(house.charger('a').status, 'Available');
  });

  it('one moment told in two messages counts once, and both parts of it', () => {
    const house = charging();
    const moment = { takenAt: house.now.monoMs, takenAtWall: house.now.wallMs };
    house.tell({ kind: 'sample', chargerId: 'a', sample: { ...moment, energyWh: wattHours(500) } });
    house.tell({
      kind: 'sample',
      chargerId: 'a',
      sample: { ...moment, energyWh: wattHours(500), currentA: [amps(12)] },
    });
    const { sample, measuredA } = house.charger('a');
    assert.deepEqual([sample?.energyWh, measuredA], [500, 12]);
  });
});
