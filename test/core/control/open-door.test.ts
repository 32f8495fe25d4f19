import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mode } from '../../../core/model/mode.js';
import { amps, monoMs } from '../../../core/model/units.js';
import { Stubborn } from './stubborn.js';

/** What a house takes of each phase, W. */
const NIGHT_W = 300;
/** With a fuse of 25 A: 6 A are left. */
const BUSY_W = 18 * 230;

const WORDS = ['Charging', 'SuspendedEV'] as const;

describe('the door that FAST and ECO keep open', () => {
  for (const word of WORDS)
    it(`a car that needs 8 A charges on ECO at night too, its charger saying ${word}`, () => {
      const home = new Stubborn('ECO', 8, (_, drawA) => (drawA > 0 ? 'Charging' : word)).lives(1800, NIGHT_W);
      assert.equal(home.house.liveA('a'), 8);
      assert.ok(home.starts <= 5, `${home.starts} starts`);
    });
  for (const word of WORDS)
    it(`a car that stopped where the fuse left it too little charges on after that, its charger saying ${word}`, () => {
      const home = new Stubborn('FAST', 8, (_, drawA) => (drawA > 0 ? 'Charging' : word)).lives(600, NIGHT_W);
      home.lives(600, BUSY_W);
      assert.equal(home.house.liveA('a'), 6);
      assert.equal(home.lives(240, NIGHT_W).house.liveA('a'), 16);
    });
  it('is no matter of the sun, so that a busy hour of writes does not keep it at the least', () => {
    const home = new Stubborn('ECO', 8);
    const { state, now } = home.house;
    const writes = Array.from({ length: 60 }, (_, k) => monoMs(now.monoMs - 60_000 + k * 1000));
    home.house.state = { ...state, chargers: { ...state.chargers, a: { ...home.house.charger('a'), writes } } };
    assert.equal(home.lives(900, NIGHT_W).house.liveA('a'), 8);
  });
  it('a car that drew by the limit of its charger, until ours was there, has not refused to be charged', () => {
    const home = new Stubborn('ECO', 8);
    home.house.draws('a', [9.7, 9.7, 9.7]);
    assert.equal(home.lives(600, NIGHT_W).house.liveA('a'), 8);
  });
  it('is no wider for one that drew until it had enough', () => {
    for (const mode of ['FAST', 'ECO'] as const) assert.equal(full(mode).house.liveA('a'), 6);
  });
  it('is wider only beside what the others have, and never the reason that one of them is lowered', () => {
    const home = new Stubborn('ECO', 99).lives(120, NIGHT_W);
    assert.equal(home.house.liveA('a'), 10, 'it may need more');
    const { house } = home;
    house.wish('b', { mode: 'FAST' });
    house.status('b', 'Preparing');
    house.begin('b');
    house.status('b', 'Charging');
    home.lives(120, NIGHT_W);
    assert.equal(house.liveA('b'), 16);
    assert.equal(house.liveA('a'), 6);
    house.wish('b', { limitA: amps(6) });
    home.lives(300, NIGHT_W);
    assert.equal(house.liveA('a'), 6, 'it has had its try');
  });
});

function full(mode: Mode): Stubborn {
  const home = new Stubborn(mode, 6).lives(300, NIGHT_W);
  home.leastA = 99;
  return home.lives(300, NIGHT_W);
}
