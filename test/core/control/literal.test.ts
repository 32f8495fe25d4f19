import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Question } from '../../../core/control/sun/eco-plus.js';
import { amps } from '../../../core/model/units.js';
import { asked, type Car, chosen } from './asked.js';
import { chargerFacts, House, siteFacts } from './house.js';

describe('ECO+, literal: the sentence of the manual', () => {
  it('a car on its way up is no want of sun', () => {
    const way = asked({ a: { atA: 6 } }, { preset: 'literal', surplusW: 0, toldW: 9000 });
    assert.equal(chosen(way), 'a/1');
  });
  const literal = (cars: Readonly<Record<string, Car>>, over: Partial<Question>): string =>
    chosen(asked(cars, { preset: 'literal', ...over }));
  const carries = 5.7 * 230;
  it('pauses the last when the minimum is not carried, at once', () => {
    assert.equal(literal({ a: { atA: 6 } }, { surplusW: carries }), 'a/1');
    assert.equal(literal({ a: { atA: 6 } }, { surplusW: carries - 1 }), '');
    assert.equal(literal({ a: { atA: 6 }, b: { atA: 6 } }, { surplusW: 2 * carries - 1 }), 'a/1');
  });
  it('the allowance and what the battery holds count as carried', () => {
    assert.equal(literal({ a: { atA: 6, ecoPlusA: amps(2) } }, { surplusW: carries - 460 }), 'a/1');
    assert.equal(literal({ a: { atA: 6, ecoPlusA: amps(2) } }, { surplusW: carries - 461 }), '');
    const battery = { ...asked({ a: {} }).battery, holdsW: 500 };
    assert.equal(literal({ a: { atA: 6 } }, { surplusW: carries - 500, battery }), 'a/1');
  });
  it('resumes when it is carried and fits, a minute after its last write', () => {
    const paused = { a: { atA: 0 } };
    const question = asked(paused, { preset: 'literal', surplusW: carries });
    assert.equal(chosen(question), 'a/1');
    const early = { ...question, at: (question.at - 41_000) as never };
    assert.equal(chosen(early), '', 'written 100 s ago, so 59 s');
    assert.equal(literal(paused, { surplusW: carries - 1 }), '');
    assert.equal(literal(paused, { surplusW: carries, roomsA: [5, 32, 32] }), '');
    assert.equal(literal({ a: {} }, { surplusW: carries }), 'a/1', 'nothing was ever written to it');
  });
  it('one after the other starts beside those that charge', () => {
    assert.equal(literal({ a: { atA: 6 }, b: {} }, { surplusW: 2 * carries }), 'a/1,b/1');
    assert.equal(literal({ a: { atA: 6 }, b: {} }, { surplusW: 2 * carries - 1 }), 'a/1');
  });
  it('where the charger switches, on three phases if their minimum is carried, else on one', () => {
    const switching = { phases: [1, 2, 3], phaseSwitching: 'on' } as const;
    const onThree = { a: { ...switching, atA: 6 } };
    for (const cars of [{ a: switching }, onThree]) {
      assert.equal(literal(cars, { surplusW: 3 * carries }), 'a/3');
      assert.equal(literal(cars, { surplusW: 3 * carries - 1 }), 'a/1');
      assert.equal(literal(cars, { surplusW: carries - 1 }), '');
    }
    assert.equal(literal(onThree, { surplusW: 3 * carries - 1, roomsA: [5, 32, 32] }), '', 'no room');
    const onOne = asked({ a: { ...switching, atA: 6, usesPhases: 1 } }, { preset: 'literal', surplusW: 3 * carries });
    assert.equal(chosen(onOne), 'a/3');
    assert.equal(chosen({ ...onOne, surplusW: 3 * carries - 1, toldW: 3 * carries - 1 }), 'a/1');
    assert.equal(chosen({ ...onOne, at: (onOne.at - 41_000) as never }), 'a/1', 'a minute between');
  });
  it('keeps the rank of those who charge', () => {
    assert.equal(literal({ a: {}, b: { atA: 6 } }, { surplusW: 2 * carries }), 'a/1,b/1');
  });
});

describe('ECO+, literal: a charger that 0 A does not pause', () => {
  it('rests its minute too, so that a flickering sun does not wear out its contactor', () => {
    for (const smartCharging of [true, false]) {
      const chargers = [chargerFacts('a', { mode: 'ECO+' })];
      const house = new House(siteFacts({ preset: 'literal', chargers }));
      house.connect('a', { zeroPauses: false, smartCharging });
      house.status('a', 'Preparing');
      const begun: number[] = [];
      house.answer = ({ kind }) => {
        const running = house.charger('a').transaction;
        if (kind === 'start-transaction') {
          house.begin('a');
          house.status('a', 'Charging');
          begun.push(house.now.monoMs / 1000);
        } else if (kind === 'stop-transaction' && running) {
          const { transactionId } = running;
          house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId, reason: 'Remote' });
          house.status('a', 'Finishing');
        }
        return { result: 'accepted' };
      };
      for (let t = 0; t < 600; t += 2) {
        const drawA = house.charger('a').transaction ? (smartCharging ? (house.liveA('a') ?? 0) : 16) : 0;
        const phaseW = drawA * 230 - (t % 8 < 4 ? 5000 : 0);
        house.draws('a', [drawA, drawA, drawA]);
        house.grid(phaseW, phaseW, phaseW);
        house.wait(2);
      }
      const gapsS = begun.slice(1).map((at, k) => at - (begun[k] ?? 0));
      assert.ok(begun.length > 2 && gapsS.every((s) => s >= 60), `${smartCharging}: ${gapsS}`);
    }
  });
});
