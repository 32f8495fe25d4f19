import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorization } from '../../../core/control/permit/authorization.js';
import { chargerPicture } from '../../../core/control/picture.js';
import { HUB_ID_TAG, type OcppStatus } from '../../../core/model/charger.js';
import { wallMs } from '../../../core/model/units.js';
import { chargerFacts, House, siteFacts } from './house.js';

const START = { charging: 'allowed', startAsked: true } as const;

/** A charger for cards only, with no car at it. */
function idle(status: OcppStatus | null = 'Available', facts: Parameters<typeof chargerFacts>[1] = {}): House {
  const house = new House(siteFacts({ chargers: [chargerFacts('a', { access: 'cards', ...facts })] }));
  house.connect('a');
  if (status) house.status('a', status);
  house.grid(300, 300, 300);
  house.cycle();
  return house;
}
const starts = (house: House): number => house.commands.filter(({ kind }) => kind === 'start-transaction').length;
function why(house: House): string {
  house.grid(300, 300, 300);
  return house.decision('a').because.code;
}
const remembered = (house: House): boolean => house.charger('a').wishes.startAsked;
function started(status: OcppStatus | null = 'Available'): House {
  const house = idle(status);
  house.wish('a', START);
  house.cycle();
  return house;
}

describe('a start where no car is', () => {
  for (const status of ['Available', null] as const) {
    it(`is asked of the charger once, where its word is ${status ?? 'not told'}`, () => {
      const house = started(status);
      assert.deepEqual([starts(house), why(house), remembered(house)], [1, 'start-remembered', true]);
      assert.equal(house.commands.find(({ kind }) => kind === 'start-transaction')?.chargerId, 'a');
      house.wait(3600);
      assert.equal(starts(house), 1);
      house.wish('a', START);
      house.wait(60);
      assert.equal(starts(house), 2, 'and once more, where it is wished once more');
    });
  }

  it('is nobody’s but a person’s: neither a free charger nor a timer asks', () => {
    const house = idle('Available', { access: 'free' });
    house.wish('a', { timers: [{ start: '00:00', end: '23:59', repeat: 'daily', enabled: true }] });
    house.wait(60);
    assert.equal(starts(house), 0);
  });

  for (const [what, before] of [
    ['locked', (house: House) => house.wish('a', { locked: true })],
    ['out of service', (house: House) => house.status('a', 'Unavailable')],
    ['in a fault', (house: House) => house.status('a', 'Faulted', 'GroundFailure')],
    [
      'kept for a card',
      (house: House) =>
        house.wish('a', {
          reservation: { reservationId: 1, idTag: 'ANNA', untilAt: wallMs(house.now.wallMs + 600_000) },
        }),
    ],
  ] as const) {
    it(`is not asked of one that is ${what}`, () => {
      const house = idle();
      before(house);
      house.wish('a', START);
      house.wait(60);
      assert.equal(starts(house), 0);
    });
  }

  it('is taken back by a stop before it could be asked', () => {
    const house = idle();
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    house.wish('a', START);
    house.wait(5);
    house.wish('a', { charging: 'stopped', startAsked: false });
    assert.equal(house.charger('a').ahead, null);
    house.connect('a');
    house.wait(5);
    assert.equal(starts(house), 0);
  });

  it('waits for a charger that is away', () => {
    const house = idle();
    house.tell({ kind: 'disconnected', chargerId: 'a' });
    house.wish('a', START);
    house.wait(5);
    assert.equal(starts(house), 0);
    house.connect('a');
    house.cycle();
    assert.equal(starts(house), 1);
  });

  it('goes out once more, where it never got out', () => {
    const house = idle();
    let away = true;
    house.answer = () => (away ? { result: 'failed', detail: 'Offline' } : { result: 'accepted' });
    house.wish('a', START);
    house.cycle();
    away = false;
    house.wait(2);
    assert.equal(starts(house), 2);
    house.wait(60);
    assert.equal(starts(house), 2);
  });

  it('begins a charge of the host that obeys as any other', () => {
    const house = started(null);
    house.begin('a', HUB_ID_TAG, 'host');
    assert.deepEqual([remembered(house), house.charger('a').ahead, house.charger('a').uninvited], [false, null, false]);
    assert.ok((house.decision('a').limitA ?? 0) >= 6);
    assert.equal(authorization(house.state, 'a', HUB_ID_TAG, house.now), 'Accepted');
  });

  it('takes nothing from others for a car that is not there', () => {
    const house = new House(siteFacts({ chargers: [chargerFacts('a'), chargerFacts('b')] }));
    house.plugIn('b');
    house.connect('a');
    house.status('a', 'Available');
    house.grid(300, 300, 300);
    house.cycle();
    const before = house.liveA('b');
    house.wish('a', START);
    house.cycle();
    assert.deepEqual([starts(house), house.liveA('b')], [1, before]);
  });

  it('begins where a charger takes no limits only once there is current for it', () => {
    const house = idle('Available', { mode: 'ECO+' });
    house.tell({
      kind: 'abilities',
      chargerId: 'a',
      abilities: { ...house.charger('a').abilities, smartCharging: false },
    });
    house.wish('a', START);
    house.wait(5);
    assert.deepEqual([starts(house), why(house)], [0, 'start-remembered']);
    house.wish('a', { mode: 'FAST' });
    house.cycle();
    assert.equal(starts(house), 1);
    house.wait(60);
    assert.equal(starts(house), 1, 'and once');
  });
});

describe('a charger that was asked to start before the car came', () => {
  for (const answer of ['refused', 'failed'] as const) {
    it(`and has ${answer} it is asked at the plug as if nothing had been`, () => {
      const house = idle();
      house.answer = () => ({ result: answer, detail: 'Rejected' });
      house.wish('a', START);
      house.cycle();
      assert.deepEqual(house.charger('a').refusals['start-transaction'], undefined);
      assert.deepEqual([why(house), house.charger('a').ahead], ['start-remembered', null]);
      house.answer = () => ({ result: 'accepted' });
      house.status('a', 'Preparing');
      house.cycle();
      assert.equal(starts(house), 2);
    });
  }

  it('says Preparing and is not asked at once: its own waiting; after half a minute it is', () => {
    const house = started();
    house.pass(2);
    house.status('a', 'Preparing');
    house.wait(27);
    assert.deepEqual([starts(house), why(house)], [1, 'start-remembered']);
    house.wait(1);
    assert.deepEqual([starts(house), why(house)], [2, 'start-remembered']);
  });

  it('says Preparing of that, and no car is told of until one is seen', () => {
    const house = started();
    const shown = () => {
      const { plugged, state } = chargerPicture(house.state, house.charger('a'), house.now);
      return [plugged, state];
    };
    assert.deepEqual(shown(), [false, 'standby']);
    house.status('a', 'Preparing');
    assert.deepEqual(shown(), [false, 'standby']);
    house.wait(120);
    assert.deepEqual(shown(), [false, 'standby']);
    house.begin('a', HUB_ID_TAG, 'host');
    assert.equal(shown()[0], true);
  });

  it('says Preparing, and no to a start: there is something to see to', () => {
    const house = started();
    house.status('a', 'Preparing');
    house.answer = ({ kind }) => (kind === 'start-transaction' ? { result: 'refused' } : { result: 'accepted' });
    house.wait(40);
    const { plugged, state } = chargerPicture(house.state, house.charger('a'), house.now);
    assert.deepEqual([plugged, state, why(house)], [true, 'plugged', 'start-refused']);
  });

  it('with a car at it, by its own word, it waits for the charger alone', () => {
    const house = started();
    house.status('a', 'SuspendedEVSE');
    house.cycle();
    assert.equal(chargerPicture(house.state, house.charger('a'), house.now).plugged, true);
  });

  it('goes back to Available: the start is still remembered, nothing delays the next plug, and that uses it up', () => {
    const house = started();
    house.status('a', 'Preparing');
    house.answer = ({ kind }) => (kind === 'start-transaction' ? { result: 'refused' } : { result: 'accepted' });
    house.wait(59);
    house.status('a', 'Available');
    house.cycle();
    assert.deepEqual([remembered(house), why(house)], [true, 'start-remembered']);
    const before = starts(house);
    house.wait(60);
    assert.equal(starts(house), before, 'nor is it asked again before the plug');
    house.answer = () => ({ result: 'accepted' });
    house.status('a', 'Preparing');
    house.cycle();
    assert.equal(starts(house), before + 1);
    house.status('a', 'Available');
    assert.equal(remembered(house), false);
  });

  it('says Available again and again before that: it goes on waiting', () => {
    const house = started();
    house.status('a', 'Available');
    house.status('a', 'Preparing');
    house.cycle();
    assert.equal(starts(house), 1);
  });

  it('says Preparing again and again: it is still its own waiting', () => {
    const house = started();
    house.status('a', 'Preparing');
    house.wait(40);
    house.status('a', 'Preparing');
    house.status('a', 'Available');
    assert.equal(remembered(house), true);
  });

  it('says Preparing half a minute later: a car has come', () => {
    const house = started();
    house.wait(30);
    house.status('a', 'Preparing');
    house.cycle();
    assert.equal(starts(house), 2);
    house.status('a', 'Available');
    assert.equal(remembered(house), false);
  });

  it('says more than Preparing: a car has come, and gone with Available', () => {
    for (const status of ['Charging', 'SuspendedEV', 'SuspendedEVSE', 'Finishing'] as const) {
      const house = started();
      house.status('a', status);
      assert.equal(house.charger('a').ahead, null);
      house.status('a', 'Available');
      assert.equal(remembered(house), false);
    }
  });

  it('with a car in it that hides behind a fault is not asked before', () => {
    const house = idle('Preparing');
    house.status('a', 'Faulted', 'GroundFailure');
    house.wish('a', START);
    house.wait(5);
    house.status('a', 'Preparing');
    house.cycle();
    assert.deepEqual([starts(house), house.charger('a').ahead], [1, null]);
    house.status('a', 'Available');
    assert.equal(remembered(house), false);
  });
});

describe('a start that was wished for a car behind a fault', () => {
  it('is used up where that car has left', () => {
    const house = idle('Preparing');
    house.status('a', 'Faulted', 'GroundFailure');
    house.wish('a', START);
    house.status('a', 'Available');
    assert.equal(remembered(house), false);
  });
});

describe('a start that was refused', () => {
  it('does not let the next car wait', () => {
    const house = idle('Preparing', { access: 'free' });
    house.answer = ({ kind }) => (kind === 'start-transaction' ? { result: 'refused' } : { result: 'accepted' });
    house.wait(600);
    const before = starts(house);
    house.status('a', 'Available');
    house.status('a', 'Preparing');
    house.cycle();
    assert.equal(starts(house), before + 1);
  });
});
