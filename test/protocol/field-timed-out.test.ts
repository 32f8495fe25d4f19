import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FieldHome } from '../means/field-home.js';
import { CHARGER_ID } from '../means/open-hub.js';

const ECO_PLUS = { chargers: [{ id: CHARGER_ID, name: 'Garage', maxA: 16, mode: 'ECO+' }] } as const;
/** By its limit it cannot be paused, so that nothing starts before the sun. */
const ON_OFF = { make: { operations: ['GetConfiguration', 'RemoteStartTransaction', 'RemoteStopTransaction'] } };
const NO_SUN = /^Waiting for more sun/;

const at = async (answer: 'Accepted' | 'Rejected' | undefined, run: (home: FieldHome) => Promise<void>) => {
  const handlers = answer ? { RemoteStartTransaction: () => ({ status: answer }) } : {};
  const home = await FieldHome.open({ ...ON_OFF, handlers }, ECO_PLUS);
  try {
    await home.plug();
    await home.within('it waits for the sun', () => NO_SUN.test(home.charger.because));
    const timestamp = new Date(home.clock.now().wallMs).toISOString();
    await home.point.call('StatusNotification', {
      connectorId: 1,
      errorCode: 'NoError',
      status: 'Finishing',
      timestamp,
    });
    await run(home);
    assert.deepEqual(home.point.breaches, []);
  } finally {
    await home.close();
  }
};

describe('a charger that gives up on a car that waits for the sun, by its own ConnectionTimeOut', {
  concurrency: true,
}, () => {
  it('still waits for it, and charges when the sun comes (EN+, evcc #15752)', () =>
    at(undefined, async (home) => {
      await home.within('it waits on', () => home.charger.status === 'finishing');
      assert.equal(home.charger.state, 'plugged', 'not completed: it has not charged');
      assert.match(home.charger.because, NO_SUN);
      home.solarA = 20;
      await home.within('it charges', () => home.drawsA >= 6 && home.charger.state === 'charging');
    }));

  const cases = [
    ['Rejected', 'The charger refuses to start (Rejected): unplug the car and plug it in again'],
    ['Accepted', 'The charger was asked to start and does not: unplug the car and plug it in again'],
  ] as const;
  for (const [answer, told] of cases)
    it(`and does not start any more (${answer}): what to do is told`, () =>
      at(answer, async (home) => {
        home.solarA = 20;
        await home.within('it is told', () => home.charger.because === told && home.charger.reason === 'fault');
      }));
});
