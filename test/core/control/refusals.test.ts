import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GENERIC_ABILITIES } from '../../../core/model/charger.js';
import { amps, seconds } from '../../../core/model/units.js';
import { chargerFacts, chargingHouse, House, siteFacts } from './house.js';

const kinds = (house: House): readonly string[] => house.cycle().commands.map((one) => one.kind);

describe('a charger that does not do as it is told', () => {
  it('on a new connection a reduction goes before the limits that last: the fuse does not wait for them', () => {
    const house = chargingHouse();
    house.connect('a');
    house.draws('a', [16, 16, 16]);
    house.grid(27 * 230, 19 * 230, 19 * 230);
    assert.deepEqual(kinds(house), ['set-limit', 'set-max-limit', 'set-safe-limit']);
    assert.deepEqual(kinds(house), ['set-limit'], 'and has the last word: some obey what came last (Solax X3-HAC)');
    assert.deepEqual(kinds(house), []);
  });
  it('refused to be lowered while the fuse needs it, the charge is ended at once, and goes on when all of it fits', () => {
    const house = chargingHouse();
    house.answer = (command) => ({ result: command.kind === 'set-limit' ? 'refused' : 'accepted', detail: 'Rejected' });
    house.pass(2);
    house.draws('a', [16, 16, 16]);
    house.grid(31 * 230, 19 * 230, 19 * 230);
    assert.deepEqual(kinds(house), ['set-limit']);
    house.pass(1);
    assert.deepEqual(kinds(house), ['stop-transaction']);
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: 1, reason: 'Remote' });
    house.status('a', 'Finishing');
    house.answer = () => ({ result: 'accepted' });
    for (let t = 0; t < 240; t += 2) {
      house.pass(2);
      house.grid(300, 300, 300);
      house.cycle();
    }
    assert.equal(house.commands.at(-1)?.kind, 'start-transaction');
  });
  it('refused to be lowered, its charge goes on where the fuse does not need it, or where it fits as it is', () => {
    const ended = (limitA: number, drawsA: number, houseA: number): boolean => {
      const house = chargingHouse();
      house.answer = (command) => ({
        result: command.kind === 'set-limit' ? 'refused' : 'accepted',
        detail: 'Rejected',
      });
      house.wish('a', { limitA: amps(limitA) });
      for (let t = 0; t < 6; t += 2) {
        house.pass(2);
        house.draws('a', [drawsA, drawsA, drawsA]);
        house.grid(...[0, 1, 2].map(() => (houseA + drawsA) * 230));
        house.cycle();
      }
      return house.commands.some(({ kind }) => kind === 'stop-transaction');
    };
    assert.deepEqual([ended(8, 15.7, 1), ended(16, 6, 14), ended(16, 15.7, 14)], [false, false, true]);
  });
  it('one that breaks off at every limit is told as such, counted at what it draws, and stopped where the fuse needs it', () => {
    const house = new House(siteFacts());
    house.plugIn('a');
    house.status('a', 'Charging');
    // One is on its way when the connection breaks, the rest never goes out.
    house.answer = ({ kind }) => ({ result: 'failed', detail: kind === 'set-limit' ? 'BrokeOff' : 'Offline' });
    const said = new Set<string>();
    const charge = (houseA: number, s: number) => {
      for (let t = 0; t < s; t += 5) {
        house.pass(5);
        house.draws('a', [16, 16, 16]);
        house.grid(...[0, 1, 2].map(() => (houseA + 16) * 230));
        const { decisions, commands } = house.cycle();
        if (commands.length > 0) house.tell({ kind: 'disconnected', chargerId: 'a' });
        house.connect('a');
        for (const { because } of decisions) said.add(because.code);
      }
    };
    charge(2, 120);
    assert.deepEqual([...said], ['fast-charger-limit', 'takes-no-limits']);
    assert.equal(house.charger('a').disobedience.level, 0);
    assert.ok(!house.commands.some(({ kind }) => kind === 'stop-transaction'));
    house.answer = ({ kind }) =>
      kind === 'stop-transaction' ? { result: 'accepted' } : { result: 'failed', detail: 'BrokeOff' };
    charge(10, 10);
    assert.ok(house.commands.some(({ kind }) => kind === 'stop-transaction'));
  });
  it('what never went out was not refused: it is asked at once when the charger is back', () => {
    const house = chargingHouse();
    house.answer = () => ({ result: 'failed', detail: 'Offline' });
    house.wish('a', { limitA: amps(8) });
    house.cycle();
    assert.deepEqual(house.charger('a').refusals, {});
    assert.deepEqual(
      house.charger('a').offers.map(({ limitA }) => limitA),
      [16],
    );
  });
  it('a start that was refused waits, but is asked at once for a person who presses it again', () => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a', { mode: 'FAST' })] }));
    house.connect('a');
    house.status('a', 'Preparing');
    house.answer = ({ kind }) => ({ result: kind === 'start-transaction' ? 'refused' : 'accepted' });
    const starts = (): number => house.commands.filter(({ kind }) => kind === 'start-transaction').length;
    house.grid(300, 300, 300);
    house.cycle();
    house.wait(2);
    assert.equal(starts(), 1);
    house.wish('a', { charging: 'allowed', startAsked: true });
    house.cycle();
    assert.equal(starts(), 2);
  });
  it('paused by 0 A and cut off before it came back, its charge is begun again', () => {
    const house = chargingHouse();
    house.wish('a', { charging: 'stopped' });
    house.cycle();
    house.wish('a', { charging: 'allowed' });
    house.pass(12);
    house.status('a', 'SuspendedEV');
    house.grid(300, 300, 300);
    house.cycle();
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: 1, reason: 'PowerLoss' });
    house.pass(50);
    house.grid(300, 300, 300);
    assert.equal(house.charger('a').pausedAtZero, true);
    assert.ok(kinds(house).includes('start-transaction'));
  });
  it('a pause by 0 A that it has resumed from is none any more, once it is full', () => {
    const house = chargingHouse();
    house.wish('a', { charging: 'stopped' });
    house.cycle();
    house.draws('a', [3, 3, 3]);
    assert.equal(house.charger('a').pausedAtZero, true, 'on its way down');
    house.status('a', 'SuspendedEVSE');
    house.wish('a', { charging: 'allowed' });
    house.cycle();
    house.status('a', 'Charging');
    house.pass(10);
    house.draws('a', [16, 16, 16]);
    house.status('a', 'SuspendedEV');
    house.draws('a', [0, 0, 0]);
    for (let t = 0; t < 70; t += 2) {
      house.pass(2);
      house.grid(300, 300, 300);
      house.cycle();
    }
    assert.ok(!house.commands.some(({ kind }) => kind === 'stop-transaction'));
  });
  it('one that 0 A does not pause, and that draws above its limit, is ended for good and not started ever again', () => {
    const house = chargingHouse();
    house.tell({ kind: 'abilities', chargerId: 'a', abilities: { ...GENERIC_ABILITIES, zeroPauses: false } });
    house.wish('a', { limitA: amps(8) });
    for (let t = 0; t < 120; t += 5) {
      house.pass(5);
      const ended = house.commands.findLast(({ kind }) => kind === 'stop-transaction');
      if (ended && house.charger('a').transaction) {
        house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: 1, reason: 'Remote' });
        house.status('a', 'Finishing');
      }
      house.draws('a', house.charger('a').transaction ? [16, 16, 16] : [0, 0, 0]);
      if (t === 100) house.wish('a', { charging: 'allowed', startAsked: true });
      house.grid(300, 300, 300);
      house.cycle();
    }
    assert.deepEqual(
      house.commands.filter(({ kind }) => kind.endsWith('transaction')).map(({ kind }) => kind),
      ['stop-transaction'],
    );
    assert.equal(house.decision('a').because.code, 'ended-not-obeying');
    assert.equal(house.charger('a').disobedience.level, 2, 'what is told after the end, 0 A, acquits of nothing');
    house.status('a', 'Available');
    house.status('a', 'Preparing');
    house.cycle();
    assert.equal(house.commands.at(-1)?.kind, 'start-transaction');
  });
  it('one that has refused its limit is not started at 0 A: it would charge at its safe current', () => {
    const house = chargingHouse();
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: 1, reason: 'PowerLoss' });
    house.status('a', 'Preparing');
    house.grid(5500, 5500, 5500);
    const starts = (): boolean => house.commands.some(({ kind }) => kind === 'start-transaction');
    house.answer = (command) => ({ result: command.kind === 'set-limit' ? 'refused' : 'accepted', detail: 'Rejected' });
    const limit = { kind: 'set-limit', chargerId: 'a', limitA: amps(0), durationS: seconds(300) } as const;
    house.tell({ kind: 'command-answered', chargerId: 'a', command: limit, outcome: { result: 'refused' } });
    assert.deepEqual([house.decision('a').limitA, starts()], [0, false]);
    house.tell({ kind: 'command-answered', chargerId: 'a', command: limit, outcome: { result: 'accepted' } });
    assert.deepEqual([house.decision('a').limitA, starts()], [0, true]);
  });
  it('a charge that a card began goes on as that card’s after a pause or a power cut, and no other does', () => {
    const tags = (reason: string, idTag: string, away = false): readonly unknown[] => {
      const house = new House(siteFacts());
      house.connect('a', { zeroPauses: false });
      house.status('a', 'Preparing');
      const transactionId = house.begin('a', idTag, 'card');
      house.status('a', 'Charging');
      house.grid(300, 300, 300);
      house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId, reason });
      house.status('a', away ? 'Available' : 'Finishing');
      house.status('a', 'Preparing');
      house.pass(60);
      house.grid(300, 300, 300);
      return house.cycle().commands.flatMap((one) => (one.kind === 'start-transaction' ? [one.idTag] : []));
    };
    assert.deepEqual(tags('PowerLoss', '04AABB'), ['04AABB']);
    assert.deepEqual(tags('PowerLoss', ''), ['SURPLUG']);
    assert.deepEqual(tags('PowerLoss', '04AABB', true), ['SURPLUG'], 'the next car');
    assert.deepEqual(tags('Local', '04AABB'), []);
  });
  it('a charge that a reset ends is begun again once the charger is back, not on its way down', () => {
    const begins = (reason: string, connectedS: number, then?: (house: House) => void): boolean => {
      const house = chargingHouse();
      house.connect('a');
      house.wait(connectedS);
      house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: 1, reason });
      house.status('a', 'Finishing');
      then?.(house);
      house.grid(300, 300, 300);
      house.wait(2);
      return house.commands.some(({ kind }) => kind === 'start-transaction');
    };
    assert.deepEqual([begins('HardReset', 60), begins('SoftReset', 60)], [false, false]);
    assert.ok(begins('HardReset', 60, (house) => house.connect('a')));
    const boots = (house: House) => house.tell({ kind: 'booted', chargerId: 'a', identity: {} });
    assert.ok(begins('SoftReset', 60, boots));
    const idles = (house: House) => house.wait(30);
    assert.ok(begins('SoftReset', 60, idles), 'it never left');
    assert.deepEqual([begins('HardReset', 10), begins('PowerLoss', 60)], [true, true], 'told when it was back');
  });
  it('a limit that is not followed is asked for in another form, once', () => {
    const house = chargingHouse();
    house.wish('a', { limitA: amps(8) });
    house.cycle();
    house.cycle();
    const asked: boolean[] = [];
    for (let t = 0; t < 40; t += 5) {
      house.pass(5);
      house.draws('a', [16, 16, 16]);
      house.grid(17 * 230, 17 * 230, 17 * 230);
      for (const one of house.cycle().commands) if (one.kind === 'set-limit') asked.push(one.unheeded === true);
    }
    assert.deepEqual(asked, [true]);
  });
  it('paused by ending its charge, it is obedient: nothing flows any more, and it goes on', () => {
    const house = chargingHouse();
    house.wish('a', { charging: 'stopped' });
    for (let t = 0; t < 25; t += 5) {
      house.pass(5);
      house.draws('a', [6, 6, 6]);
      house.grid(8 * 230, 8 * 230, 8 * 230);
      house.cycle();
    }
    assert.equal(house.charger('a').disobedience.level, 1);
    house.connect('a', { zeroPauses: false });
    house.cycle();
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: 1, reason: 'Remote' });
    house.status('a', 'Finishing');
    house.wish('a', { charging: 'allowed' });
    assert.ok(kinds(house).includes('start-transaction'));
  });
  it('stays ended where the stop was no pause: the window of the timer that began it is over', () => {
    const chargers = [chargerFacts('a', { mode: 'ECO+', access: 'cards' })];
    const house = new House(siteFacts({ chargers, timeZone: 'Etc/UTC' }), { start: '2026-06-21T10:00:00Z' });
    house.wish('a', { timers: [{ start: '09:00', end: '10:05', repeat: 'daily', enabled: true }] });
    house.connect('a', { zeroPauses: false });
    house.status('a', 'Preparing');
    house.grid(300, 300, 300);
    assert.ok(kinds(house).includes('start-transaction'));
    const id = house.begin('a', 'SURPLUG', 'timer');
    house.status('a', 'Charging');
    for (let t = 0; t < 310; t += 2) {
      house.pass(2);
      house.grid(4000, 4000, 4000);
      house.cycle();
    }
    assert.equal(house.commands.at(-1)?.kind, 'stop-transaction');
    house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId: id, reason: 'Remote' });
    house.status('a', 'Finishing');
    for (let t = 0; t < 120; t += 2) {
      house.pass(2);
      house.grid(-5000, -5000, -5000);
      house.cycle();
    }
    assert.notEqual(house.commands.at(-1)?.kind, 'start-transaction');
  });
});

describe('a trip by our own lowering', () => {
  it('is remembered over a restart of the hub, and by whatever car comes next', () => {
    const house = chargingHouse();
    house.wish('a', { limitA: amps(8) });
    house.cycle();
    house.pass(5);
    house.status('a', 'Faulted', 'OverCurrentFailure');
    const { memory } = house.cycle();
    const later = new House(siteFacts(), { kept: { memory: JSON.parse(JSON.stringify(memory)) } });
    assert.equal(later.charger('a').car.tripsOnLowering, true);
    later.plugIn('a');
    later.status('a', 'Available');
    later.plugIn('a');
    assert.equal(later.charger('a').car.tripsOnLowering, true);
  });
});
