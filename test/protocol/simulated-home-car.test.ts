import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Car, type CarFacts, carPluggedIn, ORDINARY_CAR, stepCar } from '../../examples/simulated-home/car.js';
import { type Evse, type EvseFacts, offerFor, stepEvse } from '../../examples/simulated-home/evse.js';

/** The car after so many seconds under an offer, and what it drew in each. */
function drive(car: Car, facts: CarFacts, offerA: number, seconds: number): { car: Car; drawn: number[] } {
  const drawn: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    car = stepCar(car, facts, offerA, 1);
    drawn.push(car.drawA);
  }
  return { car, drawn };
}

const firstAbove = (drawn: readonly number[], limit: number): number => drawn.findIndex((one) => one > limit) + 1;

describe('the car under an offer', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`starts 6 to 18 s after an offer appears (seed ${seed})`, () => {
      const { drawn } = drive(carPluggedIn(seed, 0), ORDINARY_CAR, 16, 40);
      const startS = firstAbove(drawn, 0);
      assert.ok(startS >= 6 && startS <= 18, `started after ${startS} s`);
      assert.equal(drawn.at(-1), 15.7);
    });

    it(`begins to follow a lower offer within 2 to 5 s, and a stop within 2 (seed ${seed})`, () => {
      const { car } = drive(carPluggedIn(seed, 0), ORDINARY_CAR, 16, 60);
      const lower = drive(car, ORDINARY_CAR, 8, 12).drawn;
      const followed = lower.findIndex((one) => one < 15.7) + 1;
      assert.ok(followed >= 2 && followed <= 5, `followed after ${followed} s`);
      assert.equal(lower.at(-1), 7.7);
      const stopped = drive(car, ORDINARY_CAR, 0, 4).drawn;
      assert.ok(stopped.indexOf(0) >= 0 && stopped.indexOf(0) <= 2, stopped.join());
    });
  }

  it('ramps up 1.2 A in a second, because the hub must not see more than there is', () => {
    const { drawn } = drive(carPluggedIn(1, 0), ORDINARY_CAR, 16, 40);
    const climb = drawn.filter((one) => one > 0 && one < 15.7);
    climb.slice(1).forEach((one, before) => {
      assert.ok(Math.abs(one - (climb[before] ?? 0) - 1.2) < 1e-9);
    });
  });

  it('the same seed drives the same way', () => {
    assert.deepEqual(
      drive(carPluggedIn(9, 0), ORDINARY_CAR, 11, 50).drawn,
      drive(carPluggedIn(9, 0), ORDINARY_CAR, 11, 50).drawn,
    );
  });

  const settled: readonly (readonly [string, Partial<CarFacts>, number, number])[] = [
    ['draws a little less than whole amps', {}, 9.9, 8.7],
    ['draws nothing below its own minimum', { minA: 8 }, 7, 0],
    ['draws no more than it can', { maxA: 10 }, 16, 10],
    ['ignores the offer when it is that kind of car', { ignoresOffer: true, maxA: 13 }, 6, 13],
    ['draws nothing when full', { batteryWh: 0 }, 16, 0],
  ];
  for (const [what, other, offerA, drawA] of settled) {
    it(what, () => {
      const { car } = drive(carPluggedIn(3, 0), { ...ORDINARY_CAR, ...other }, offerA, 60);
      assert.ok(Math.abs(car.drawA - drawA) < 1e-9, `${car.drawA}`);
    });
  }

  it('a sleeper does not start again after a pause', () => {
    const sleeper = { ...ORDINARY_CAR, sleepsAfterPause: true };
    const charged = drive(carPluggedIn(1, 0), sleeper, 10, 60).car;
    const paused = drive(charged, sleeper, 0, 10).car;
    assert.equal(drive(paused, sleeper, 10, 120).car.drawA, 0);
  });

  it('fills its battery with what it draws', () => {
    const { car } = drive(carPluggedIn(1, 1000), ORDINARY_CAR, 16, 3600);
    const most = 15.7 * 230 * 3;
    assert.ok(car.storedWh > 1000 + most * 0.98 && car.storedWh < 1000 + most, `${car.storedWh}`);
  });
});

const HYDRA: EvseFacts = { phases: 3, minA: 6, maxA: 16, stepA: 1, overCurrentGraceS: 0 };

function evse(car: Car | null, carFacts: Partial<CarFacts> = {}): Evse {
  const facts = { ...ORDINARY_CAR, ...carFacts };
  return { offerA: 0, loweredForS: 0, overForS: 0, tripped: false, car, carFacts: facts, registerWh: 500 };
}

function run(before: Evse, facts: EvseFacts, limitA: number, seconds: number): Evse {
  let now = before;
  for (let second = 0; second < seconds; second += 1) {
    now = stepEvse(now, facts, { limitA, numberPhases: 3, voltageV: 230 }, { physicsS: 1, wallS: 1 });
  }
  return now;
}

describe('IEC 61851: what is offered for a limit', () => {
  const rows = [
    [5.9, 0],
    [6, 6],
    [9.99, 9],
    [10, 10],
    [Number.POSITIVE_INFINITY, 16],
    [0, 0],
  ] as const;
  for (const [limitA, offerA] of rows) {
    it(`${limitA} A becomes ${offerA} A`, () => assert.equal(offerFor(limitA, HYDRA), offerA));
  }
});

describe('Hydra Cubus manual, 15: over-current', () => {
  it('trips when a car draws more than 1.1 x the limit for over 5 s, and stays so', () => {
    const charging = run(evse(carPluggedIn(1, 0), { ignoresOffer: true }), HYDRA, 16, 60);
    assert.equal(charging.tripped, false);
    const afterFive = run(charging, HYDRA, 8, 5);
    assert.equal(afterFive.tripped, false);
    const tripped = run(afterFive, HYDRA, 8, 1);
    assert.equal(tripped.tripped, true);
    assert.equal(run(tripped, HYDRA, 16, 30).car?.drawA, 0);
  });

  it('a car that is slow to follow a big step trips it at the letter of the manual, but not within the time IEC 61851 allows', () => {
    const slow = { reactS: [5, 5], rampDownAPerS: 2 } as const;
    const charging = run(evse(carPluggedIn(1, 0), slow), HYDRA, 16, 60);
    assert.equal(run(charging, HYDRA, 6, 15).tripped, true);
    assert.equal(run(charging, { ...HYDRA, overCurrentGraceS: 5 }, 6, 15).tripped, false);
  });

  it('an ordinary car follows in time', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const charging = run(evse(carPluggedIn(seed, 0)), HYDRA, 16, 60);
      assert.equal(run(charging, { ...HYDRA, overCurrentGraceS: 5 }, 6, 20).tripped, false);
    }
  });
});

describe('the register of the charger', () => {
  it('counts volts x amps x phases x time, and no more phases than car and charger share', () => {
    const three = run(evse(carPluggedIn(1, 0)), HYDRA, 10, 60);
    const hour = run(three, HYDRA, 10, 3600);
    assert.ok(Math.abs(hour.registerWh - three.registerWh - 9.7 * 230 * 3) < 0.01);
    const one = run(evse(carPluggedIn(1, 0), { phases: 1 }), HYDRA, 10, 60);
    assert.ok(Math.abs(run(one, HYDRA, 10, 3600).registerWh - one.registerWh - 9.7 * 230) < 0.01);
  });
});
