import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { houseBattery } from '../../../core/control/sun/house-battery.js';
import type { Preset } from '../../../core/model/mode.js';
import type { SiteFacts } from '../../../core/model/site-facts.js';
import { watts } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

/**
 * A home with a battery that regulates the grid to nothing, as far as it can; one-phase car, house of 200 W. The car
 * follows at once: what is looked at here is what it is told.
 */
class Home {
  readonly house: House;
  gridWh = 0;
  batteryW = 0;

  constructor(
    facts: Partial<SiteFacts>,
    public socPct: number,
    public mostW = 5000,
    preset: Preset = 'balanced',
  ) {
    const charger = chargerFacts('a', { mode: 'ECO+', phases: [1] });
    this.house = new House(siteFacts({ phases: 1, preset, chargers: [charger], ...facts }));
    this.house.plugIn('a');
  }

  /** So many seconds under so much sun; the current told last, A. */
  spend(s: number, sunW: number): number {
    for (let t = 0; t < s; t += 2) {
      this.house.pass(2);
      const limitA = this.house.liveA('a') ?? 0;
      const status = this.house.charger('a').status;
      if (limitA > 0 && status !== 'Charging') this.house.status('a', 'Charging');
      if (limitA === 0 && status === 'Charging') this.house.status('a', 'SuspendedEVSE');
      const drawA = limitA > 0 ? limitA - 0.3 : 0;
      if (t % 10 === 0) this.house.draws('a', [drawA]);
      const takenW = 200 + drawA * 230;
      const shortW = takenW - this.#given(sunW, takenW);
      this.batteryW = Math.max(-this.mostW, Math.min(this.mostW, shortW));
      this.gridWh += (Math.max(0, shortW - this.batteryW) * 2) / 3600;
      this.tellBattery();
      this.house.grid(shortW - this.batteryW);
      this.house.cycle();
    }
    return this.house.liveA('a') ?? 0;
  }

  /** What the inverter gives: all, or no more than is taken and may be fed in. */
  #given(sunW: number, takenW: number): number {
    const { exportLimitW } = this.house.state.facts;
    if (exportLimitW === undefined) return sunW;
    const givenW = Math.min(sunW, takenW + this.mostW + exportLimitW);
    this.house.solar(givenW);
    return givenW;
  }

  tellBattery(): void {
    this.house.tell({
      kind: 'reading',
      reading: {
        meterId: 'battery',
        role: 'battery',
        takenAt: this.house.now.monoMs,
        powerW: watts(this.batteryW),
        socPct: this.socPct,
      },
    });
  }

  get because(): string {
    return this.house.last?.decisions[0]?.because.code ?? '';
  }
}

describe('house battery: who has the sun first (evcc: prioritySoc)', () => {
  it('the car: what would charge the battery goes to the car', () => {
    assert.ok(new Home({ batteryPriority: 'car' }, 20).spend(300, 3000) >= 11);
  });
  it('the battery: the car waits, and is told for whom', () => {
    const home = new Home({ batteryPriority: 'battery' }, 20);
    assert.equal(home.spend(300, 3000), 0);
    assert.equal(home.because, 'eco-plus-battery-first');
    assert.deepEqual(home.house.last?.decisions[0]?.sources, ['battery']);
  });
  it('the battery: what it cannot take is the car’s', () => {
    assert.ok(new Home({ batteryPriority: 'battery' }, 20, 1000).spend(300, 4000) >= 11);
  });
  it('the battery: a car that has the sun gives it back when it shrinks', () => {
    const home = new Home({ batteryPriority: 'battery' }, 20, 1000);
    assert.ok(home.spend(300, 4000) >= 11);
    assert.ok(home.spend(300, 3000) <= 8);
    assert.ok(home.batteryW < -900, `the battery takes ${-home.batteryW} W`);
  });
  it('the battery: full, it asks for nothing more, whatever it took before', () => {
    const home = new Home({ batteryPriority: 'battery' }, 100);
    home.spend(100, 3000);
    home.mostW = 0;
    assert.ok(home.spend(600, 3000) >= 11);
  });
  it('the battery, at an inverter that may feed in nothing: its sun is not tried before the battery has enough', () => {
    const home = new Home({ batteryPriority: 'battery', exportLimitW: 0 }, 60, 2000);
    assert.equal(home.spend(900, 5000), 0);
    home.socPct = 100;
    home.mostW = 0;
    assert.ok(home.spend(900, 5000) >= 11);
  });
  it('the battery, at such an inverter: one that takes nothing and is not full is not full', () => {
    const home = new Home({ batteryPriority: 'battery', exportLimitW: 0 }, 60, 2000);
    home.spend(100, 5000);
    home.mostW = 0;
    const mostW = (): number => home.house.state.memory.battery.mostW;
    home.spend(300, 5000);
    assert.equal(mostW(), 2000);
    home.socPct = 95;
    home.mostW = 1000;
    home.spend(300, 5000);
    assert.equal(mostW(), 2000, 'it still takes some');
    home.mostW = 0;
    home.spend(300, 0);
    assert.equal(mostW(), 2000, 'there is no sun that it could take');
    home.spend(300, 5000);
    assert.ok(mostW() < 50, `${mostW()} W`);
  });
  it('from a state of charge on the car, and no flicker at the edge: two percent below it ends', () => {
    const home = new Home({ batteryPriority: { aboveSocPct: 50 } }, 49);
    assert.equal(home.spend(300, 3000), 0);
    home.socPct = 50;
    assert.ok(home.spend(300, 3000) >= 11);
    home.socPct = 48;
    assert.ok(home.spend(300, 3000) >= 11, 'still within two percent');
    home.socPct = 47.9;
    assert.equal(home.spend(600, 3000), 0);
    home.socPct = 49;
    assert.equal(home.spend(300, 3000), 0, 'on the way up the level itself counts');
  });
  it('what it gives is not sun: no raise, and without leave no hold', () => {
    const home = new Home({}, 95);
    assert.ok(home.spend(300, 3000) >= 11);
    assert.equal(home.spend(900, 200), 0);
    assert.equal(home.because, 'eco-plus-waiting');
  });
  it('silent for a minute it is not there: neither its taking nor its giving counts', () => {
    const home = new Home({ batteryPriority: 'car' }, 50);
    home.spend(300, 3000);
    for (let t = 0; t < 300; t += 2) {
      home.house.pass(2);
      home.house.grid(0);
      home.house.draws('a', [0.5]);
      home.house.cycle();
    }
    assert.equal(home.house.liveA('a'), 0);
  });
  it('of two the emptier one counts', () => {
    const home = new Home({ batteryPriority: { aboveSocPct: 50 } }, 80);
    const second = { meterId: 'second', role: 'battery', powerW: watts(0), socPct: 30 } as const;
    for (let t = 0; t < 200; t += 2) {
      home.house.tell({ kind: 'reading', reading: { ...second, takenAt: home.house.now.monoMs } });
      home.spend(2, 3000);
    }
    assert.equal(home.house.liveA('a'), 0);
  });
});

describe('house battery: it may hold a charge (evcc: bufferSoc)', () => {
  const hold = { batteryHoldSocPct: 80 };
  it('through a lull, at the minimum only, and says so', () => {
    const home = new Home(hold, 90);
    assert.ok(home.spend(300, 3000) >= 11);
    assert.equal(home.spend(1800, 300), 6);
    assert.equal(home.because, 'eco-plus-battery');
    assert.ok(home.gridWh < 30, `${home.gridWh} Wh from the grid`);
  });
  it('for hours: what the battery gives is not counted towards the bound', () => {
    const home = new Home({ ...hold, preset: 'strict' }, 99);
    home.spend(300, 3000);
    assert.equal(home.spend(3 * 3600, 0), 6);
  });
  it('below its level it does not, with two percent between', () => {
    const home = new Home(hold, 80);
    home.spend(300, 3000);
    home.socPct = 78;
    assert.equal(home.spend(900, 300), 6);
    home.socPct = 77;
    assert.equal(home.spend(900, 300), 0);
  });
  it('does not begin one', () => {
    assert.equal(new Home(hold, 99).spend(1800, 300), 0);
  });
  it('one that cannot give enough is no help: the rest is grid energy, and ends it', () => {
    const home = new Home(hold, 90, 300);
    home.spend(300, 3000);
    assert.equal(home.spend(1800, 0), 0);
  });
  it('literal: held as well, because no grid is used', () => {
    const home = new Home({ ...hold, preset: 'literal' }, 90);
    assert.ok(home.spend(300, 3000) >= 11);
    assert.equal(home.spend(900, 300), 6);
  });
});

describe('house battery: silent for a minute', () => {
  it('nothing is known of it', () => {
    const home = new Home({}, 50);
    home.batteryW = -1000;
    home.tellBattery();
    const told = (s: number): readonly unknown[] => {
      home.house.pass(s);
      const { socPct, shareW } = houseBattery(home.house.state, 0, 2, home.house.now);
      return [socPct, shareW];
    };
    assert.deepEqual(
      [told(60), told(1)],
      [
        [50, 1000],
        [null, 0],
      ],
    );
  });
});

describe('house battery: it may begin a charge (evcc: bufferStartSoc)', () => {
  const start = { batteryStartSocPct: 90 };
  it('from its level on, with no sun at all, at the minimum', () => {
    const home = new Home(start, 95);
    assert.equal(home.spend(900, 0), 6);
    assert.equal(home.spend(3600, 0), 6);
    assert.equal(home.because, 'eco-plus-battery');
  });
  it('and hold it with what it gives, though no level is set for that', () => {
    const holdsW = (socPct: number): number => {
      const home = new Home(start, socPct);
      home.batteryW = 1500;
      home.tellBattery();
      return houseBattery(home.house.state, 0, 2, home.house.now).holdsW;
    };
    assert.deepEqual([holdsW(95), holdsW(80)], [1500, 0]);
  });
  it('not below', () => assert.equal(new Home(start, 89).spend(900, 0), 0));
  it('two cars: it begins one, the sun the other', () => {
    const cars = ['a', 'b'].map((id) => chargerFacts(id, { mode: 'ECO+', phases: [1] }));
    const home = new Home({ ...start, chargers: cars }, 95);
    home.house.plugIn('b');
    home.spend(900, 0);
    assert.equal((home.house.liveA('a') ?? 0) + (home.house.liveA('b') ?? 0), 6);
  });
});
