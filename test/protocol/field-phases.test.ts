import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Handler } from '../means/charge-point.js';
import { FieldHome } from '../means/field-home.js';
import type { Quirks } from '../means/field-quirks.js';
import type { Tells } from '../means/field-values.js';
import { CHARGER_ID } from '../means/open-hub.js';

type Payload = Readonly<Record<string, unknown>>;

/** How a charger takes a number of phases. */
type How = 'at once' | 'in a minute' | 'accepts and ignores it';

const SWITCHES_MS = 60_000;

/** The number of phases that a profile asks for. */
const phasesOf = (payload: Payload): 1 | 3 | undefined => {
  const { chargingSchedule } = payload['csChargingProfiles'] as {
    readonly chargingSchedule: { readonly chargingSchedulePeriod: readonly { readonly numberPhases?: 1 | 3 }[] };
  };
  return chargingSchedule.chargingSchedulePeriod[0]?.numberPhases;
};

/** A three-phase car in ECO+, at a charger that says it switches phases. */
class Switching {
  /** On so many its car draws. */
  phases: 0 | 1 | 3 = 3;
  /** How often it was told another number. */
  switched = 0;
  #wanted: 1 | 3 = 3;
  home!: FieldHome;

  constructor(readonly how: How) {}

  static async open(how: How, tells?: Tells): Promise<Switching> {
    const one = new Switching(how);
    const quirks: Quirks = {
      ...(tells && { tells }),
      get phases() {
        return one.phases;
      },
      make: { configuration: { MeterValueSampleInterval: '5', ConnectorSwitch3to1PhaseSupported: 'true' } },
      handlers: { SetChargingProfile: one.takes },
    };
    const charger = { id: CHARGER_ID, name: 'Garage', maxA: 16, mode: 'ECO+' } as const;
    one.home = await FieldHome.open(quirks, { chargers: [charger] });
    return one;
  }

  readonly takes: Handler = (payload) => {
    const asked = phasesOf(payload);
    if (asked !== undefined && asked !== this.#wanted) this.#switch(asked);
    return this.home.takes(payload);
  };

  #switch(asked: 1 | 3): void {
    this.switched += 1;
    this.#wanted = asked;
    if (this.how === 'at once') this.phases = asked;
    if (this.how !== 'in a minute') return;
    this.phases = 0;
    this.#tell('SuspendedEVSE');
    this.home.clock.after(SWITCHES_MS, () => {
      this.phases = asked;
      this.#tell('Charging');
    });
  }

  #tell(status: string): void {
    const timestamp = new Date(this.home.clock.now().wallMs).toISOString();
    const told = { connectorId: 1, errorCode: 'NoError', status, timestamp };
    this.home.point.call('StatusNotification', told).catch(() => {});
  }
}

const at = (how: How, tells: Tells | undefined, run: (one: Switching) => Promise<void>) => async (): Promise<void> => {
  const one = await Switching.open(how, tells);
  try {
    await run(one);
    assert.equal(one.home.sent('RemoteStopTransaction').length, 0, 'no charge was ended for it');
    assert.equal(one.home.charger.alarm, false);
  } finally {
    await one.home.close();
  }
};

/** From all three phases on FAST to the sun of one. */
async function toOne({ home }: Switching): Promise<void> {
  await home.wish({ mode: 'FAST' });
  await home.charging();
  await home.within('16 A', () => home.drawsA === 16);
  await home.wish({ mode: 'ECO+' });
  await home.within('paused without sun', () => home.drawsA === 0 && home.charger.state === 'paused');
  home.solarA = 6;
}

describe('sun for one phase, at a charger that switches', { concurrency: true }, () => {
  const ways: readonly (readonly [How, Tells | undefined, string])[] = [
    ['at once', undefined, 'at once'],
    ['in a minute', undefined, 'in a minute of SuspendedEVSE'],
    ['at once', 'to-neutral', 'and names its conductors L1-N, L2-N and L3-N'],
    ['at once', 'power-and-one', 'and tells its power, and one current without a phase'],
    ['at once', 'zeros-on-one', 'and tells its power beside zeros, since it charges on one'],
  ];
  for (const [how, tells, name] of ways)
    it(
      `${name}: goes on charging on one, and what flows is known`,
      at(how, tells, async (one) => {
        const { home } = one;
        await toOne(one);
        await home.within('it draws what the sun gives', () => one.phases === 1 && home.drawsA >= 10);
        await home.within('what flows is known', () => {
          const [firstA = 0, ...othersA] = home.charger.currentA;
          return home.drawsA >= 6 && Math.abs(firstA - home.drawsA) < 1 && Math.max(...othersA) < 1;
        });
      }),
    );

  it(
    'by its word alone: found out, and not asked for it again',
    at('accepts and ignores it', undefined, async (one) => {
      const { home } = one;
      await toOne(one);
      await home.within('it is asked to', () => one.switched === 1);
      const asked = () => home.sent('SetChargingProfile').map(phasesOf).at(-1);
      await home.within('not any more', () => asked() === undefined);
      home.solarA = 12;
      await home.within('it follows the sun on three', () => home.drawsA >= 9);
      assert.equal(asked(), undefined);
    }),
  );
});
