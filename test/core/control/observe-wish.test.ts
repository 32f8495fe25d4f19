import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, wallMs, wattHours } from '../../../core/model/units.js';
import { type ChargerOverlay, NO_WISHES } from '../../../core/model/wishes.js';
import { chargerFacts, House, home, siteFacts } from './house.js';

const overlay = (house: House): ChargerOverlay | undefined => house.state.wishes.chargers['a'];
const since = wallMs(0);
const ONCE = { start: '23:00', end: '05:00', repeat: 'once', enabled: true } as const;

describe('wishes: what ends them', () => {
  for (const [what, wish] of [
    ['a stop', { charging: 'stopped' }],
    ['a boost', { boost: { since } }],
    ['a start', { startAsked: true }],
  ] as const) {
    it(`${what} ends at unplug, the others stay`, () => {
      const house = new House(siteFacts());
      house.connect('a');
      house.status('a', 'Preparing');
      house.wish('a', { ...wish, limitA: amps(10) });
      house.status('a', 'Available');
      assert.deepEqual(overlay(house), { limitA: 10 });
    });
  }
  it('an unplug that ends no wish writes none', () => {
    const house = home({ limitA: amps(10) });
    const { wishes } = house.state;
    house.status('a', 'Available');
    assert.equal(house.state.wishes, wishes);
  });
  it('a charger that says that nothing is plugged in twice has not been unplugged twice', () => {
    const house = home();
    house.status('a', 'Available');
    house.wish('a', { startAsked: true });
    house.status('a', 'Available');
    assert.equal(overlay(house)?.startAsked, true);
  });
  it('a start is used up by the charge, at once where one runs; a resume of one that nobody allowed is not', () => {
    const house = home();
    house.wish('a', { startAsked: true, limitA: amps(10) });
    assert.deepEqual(overlay(house), { limitA: 10 });
    const stranger = new House(siteFacts({ chargers: [chargerFacts('a', { access: 'cards' })] }));
    stranger.plugIn('a');
    stranger.begin('a', 'NOBODY', 'card');
    stranger.wish('a', { startAsked: true });
    stranger.status('a', 'SuspendedEV');
    assert.equal(overlay(stranger)?.startAsked, true);
    const { transactionId = 0 } = stranger.charger('a').transaction ?? {};
    const end = { kind: 'transaction-ended', chargerId: 'a', transactionId, meterStopWh: wattHours(0) } as const;
    stranger.tell({ ...end, reason: 'Local' });
    assert.equal(overlay(stranger)?.startAsked, true, 'nor by its end');
  });
  it('a start that was asked for before the first word of a charger outlives that an earlier charge is over', () => {
    const house = new House(siteFacts());
    house.connect('a');
    house.wish('a', { startAsked: true });
    house.status('a', 'Finishing');
    assert.deepEqual([house.charger('a').finished, overlay(house)?.startAsked], [true, true]);
  });
  it('a start while a charge of a timer runs stands for the card until that charge is over', () => {
    const after = (reason: string): readonly unknown[] => {
      const house = new House(siteFacts({ chargers: [chargerFacts('a', { access: 'cards' })] }));
      house.connect('a');
      house.status('a', 'Preparing');
      const transactionId = house.begin('a', 'SURPLUG', 'timer');
      house.wish('a', { startAsked: true });
      assert.equal(overlay(house)?.startAsked, true);
      house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId, meterStopWh: wattHours(0), reason });
      return [overlay(house), house.charger('a').finished];
    };
    assert.deepEqual(after('Local'), [{}, true]);
    assert.deepEqual(after('PowerLoss'), [{ startAsked: true }, false], 'a power cut ends none');
  });
  it('when a charge was over is remembered until a start or a timer is wished, or the car leaves', () => {
    const over = (reason: string, then: (house: House) => void, idTag = 'SURPLUG'): number | null => {
      const house = new House(siteFacts({ chargers: [chargerFacts('a', { access: 'cards' })] }));
      house.connect('a');
      house.status('a', 'Preparing');
      const transactionId = house.begin('a', idTag);
      house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId, meterStopWh: wattHours(0), reason });
      const endedAt = house.now.wallMs;
      then(house);
      const { finishedAt } = house.charger('a');
      return finishedAt === null ? null : finishedAt - endedAt;
    };
    const stays = (): void => undefined;
    assert.deepEqual([over('Local', stays), over('PowerLoss', stays), over('Local', stays, 'NOBODY')], [0, null, null]);
    const kept = [{ mode: 'ECO' }, { timers: [] }, { startAsked: true }] as const;
    assert.deepEqual(
      kept.map((wish) => over('Local', (house) => house.wish('a', wish))),
      [0, null, null],
    );
    assert.equal(
      over('Local', (house) => house.status('a', 'Available')),
      null,
    );
  });
  it('a car that left unseen takes its wishes along, in whichever order its end and the next plug-in are told', () => {
    const left = (reason: string, order: 'stop first' | 'status first', laterS = 0): unknown => {
      const house = home({ charging: 'stopped', boost: { since }, limitA: amps(10) });
      house.pass(laterS);
      const { transactionId = 0 } = house.charger('a').transaction ?? {};
      const stop = (): void =>
        house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId, meterStopWh: wattHours(0), reason });
      if (order === 'stop first') stop();
      house.pass(2);
      house.status('a', 'Preparing');
      if (order === 'status first') stop();
      return [Object.keys(overlay(house) ?? {}), house.charger('a').finished];
    };
    const anew = [['limitA'], false];
    const same = [['charging', 'boost', 'limitA'], true];
    assert.deepEqual([left('EVDisconnected', 'stop first'), left('EVDisconnected', 'status first')], [anew, anew]);
    assert.deepEqual([left('Local', 'stop first'), left('Local', 'status first')], [same, same]);
    // Some call every end so, and would start for ever.
    const later = [left('EVDisconnected', 'stop first', 601), left('EVDisconnected', 'status first', 601)];
    assert.deepEqual(later, [same, same]);
  });
  it('a car that leaves while the connector is faulted takes its wishes along', () => {
    for (const reason of ['Other', 'PowerLoss']) {
      const house = home({ charging: 'stopped', boost: { since }, limitA: amps(10) });
      const { transactionId = 0 } = house.charger('a').transaction ?? {};
      house.status('a', 'Faulted');
      house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId, meterStopWh: wattHours(0), reason });
      house.status('a', 'Available');
      assert.deepEqual(Object.keys(overlay(house) ?? {}), ['limitA'], reason);
    }
  });
  it('so does one that had not begun a charge; a fault without a car takes nothing along', () => {
    const afterFault = (before: 'Available' | 'Preparing'): readonly string[] => {
      const house = new House(siteFacts());
      house.connect('a');
      house.status('a', before);
      house.status('a', 'Faulted');
      house.wish('a', { charging: 'stopped', boost: { since }, limitA: amps(10) });
      house.status('a', 'Available');
      return Object.keys(overlay(house) ?? {});
    };
    assert.deepEqual(afterFault('Preparing'), ['limitA']);
    assert.deepEqual(afterFault('Available'), ['charging', 'boost', 'limitA']);
  });
  it('a reservation is used up by the start of whom it was for, and a start beside it', () => {
    const reservation = { reservationId: 1, idTag: 'ANNA', untilAt: wallMs(Date.parse('2027-01-01T00:00:00Z')) };
    const after = (wishes: ChargerOverlay, idTag: string): unknown => {
      const house = new House(siteFacts());
      house.connect('a');
      house.status('a', 'Preparing');
      house.wish('a', wishes);
      const before = house.state.wishes;
      house.begin('a', idTag, 'card');
      return house.state.wishes === before ? 'as it was' : overlay(house);
    };
    assert.deepEqual(after({ reservation }, 'ANNA'), {});
    assert.equal(after({ reservation }, 'BERT'), 'as it was');
    assert.equal(after({ limitA: amps(10) }, 'ANNA'), 'as it was');
    assert.deepEqual(after({ reservation, startAsked: true }, 'ANNA'), {});
    assert.deepEqual(after({ reservation, startAsked: true }, 'BERT'), { reservation });
    assert.deepEqual(after({ reservation, startAsked: false }, 'ANNA'), { startAsked: false });
  });
});

describe('wishes: what they count from', () => {
  it('the register as it was, or the first that comes after', () => {
    const house = home();
    house.draws('a', [0], 500);
    const boost = { since, energyWh: wattHours(900) };
    const readyBy = { time: '07:00', energyWh: wattHours(900), setAt: since };
    house.wish('a', { boost, readyBy });
    assert.deepEqual(overlay(house), { boost: { ...boost, fromWh: 500 }, readyBy: { ...readyBy, fromWh: 500 } });
    const later = home({ boost, readyBy });
    assert.deepEqual(overlay(later), { boost, readyBy });
    later.draws('a', [0], 700);
    assert.deepEqual(overlay(later), { boost: { ...boost, fromWh: 700 }, readyBy: { ...readyBy, fromWh: 700 } });
    later.pass(1);
    later.draws('a', [0], 800);
    assert.equal(overlay(later)?.boost?.fromWh, 700);
  });
  it('each for itself, and a boost that counts no energy not at all', () => {
    const boost = { since, energyWh: wattHours(900) };
    const counted = home({ boost });
    counted.draws('a', [0], 700);
    assert.deepEqual(overlay(counted), { boost: { ...boost, fromWh: 700 } });
    const readyBy = { time: '07:00', energyWh: wattHours(900), setAt: since };
    const waits = home({ readyBy, boost: { ...boost, fromWh: wattHours(100) } });
    waits.draws('a', [0], 700);
    assert.deepEqual(overlay(waits), { boost: { ...boost, fromWh: 100 }, readyBy: { ...readyBy, fromWh: 700 } });
    const waited = home({ boost, readyBy: { ...readyBy, fromWh: wattHours(100) } });
    waited.draws('a', [0], 700);
    assert.deepEqual(overlay(waited), { boost: { ...boost, fromWh: 700 }, readyBy: { ...readyBy, fromWh: 100 } });
    const timed = home({ boost: { since }, limitA: amps(9) });
    const { wishes } = timed.state;
    timed.draws('a', [0], 700);
    assert.equal(timed.state.wishes, wishes);
  });
  it('a sample without a register changes no wish', () => {
    const house = home({ boost: { since, energyWh: wattHours(900) } });
    const { wishes } = house.state;
    house.draws('a', [0]);
    assert.equal(house.state.wishes, wishes);
  });
  it('a register that a wish brings along stands', () => {
    const house = home();
    house.draws('a', [0], 500);
    house.wish('a', { boost: { since, energyWh: wattHours(900), fromWh: wattHours(100) } });
    assert.equal(overlay(house)?.boost?.fromWh, 100);
  });
});

describe('wishes: when they are made', () => {
  it('those that a person waits for are answered at once', () => {
    const asked = (set: ChargerOverlay, clear: readonly (keyof ChargerOverlay)[] = []): boolean => {
      const house = home();
      house.tell({ kind: 'wish', chargerId: 'a', set, clear });
      return house.charger('a').wishedAt === house.now.monoMs;
    };
    const fresh = new House(siteFacts());
    assert.equal(fresh.charger('a').wishedAt, null);
    assert.deepEqual([asked({ mode: 'ECO' }), asked({ boost: { since } }), asked({}, ['boost'])], [true, true, true]);
    fresh.wish('a', { mode: 'ECO', limitA: amps(9) });
    assert.equal(fresh.charger('a').wishedAt, fresh.now.monoMs, 'any of what is asked');
  });
  it('a limit that is turned step by step is not among them', () => {
    const house = new House(siteFacts());
    house.wish('a', { limitA: amps(9) });
    assert.equal(house.charger('a').wishedAt, null);
  });
  it('a start, or to be allowed, opens a charge that was finished', () => {
    const opens = (set: ChargerOverlay): boolean => {
      const house = new House(siteFacts());
      house.connect('a');
      house.status('a', 'Finishing');
      assert.equal(house.charger('a').finished, true);
      house.wish('a', set);
      return !house.charger('a').finished;
    };
    assert.deepEqual(
      [opens({ startAsked: true }), opens({ charging: 'allowed' }), opens({ charging: 'stopped' }), opens({})],
      [true, true, false, false],
    );
  });
  it('a timer that runs once gets its day, one that has it keeps it', () => {
    const house = home({ timers: [ONCE, { ...ONCE, day: '2026-07-01' }, { ...ONCE, repeat: 'daily' }] });
    assert.deepEqual(
      overlay(house)?.timers?.map((timer) => timer.day),
      ['2026-06-21', '2026-07-01', undefined],
    );
  });
  it('for a charger that is not of the site yet they are kept', () => {
    const house = home();
    house.wish('z', { locked: true });
    assert.deepEqual(house.state.wishes.chargers['z'], { locked: true });
    assert.equal(house.state.chargers['z'], undefined);
  });
});

describe('observe: of chargers that are not ours', () => {
  it('a car to forget changes nothing', () => {
    const house = new House(siteFacts(), { wishes: NO_WISHES });
    const { state } = house;
    house.tell({ kind: 'car-forgotten', chargerId: 'z' });
    assert.equal(house.state, state);
  });
});
