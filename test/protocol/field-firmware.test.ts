import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSite } from '../../core/index.js';
import { ChargePoint } from '../means/charge-point.js';
import { eventually } from '../means/eventually.js';
import { FakeClock } from '../means/fake-clock.js';
import { KeptLog } from '../means/kept-log.js';
import { freePort, temporaryFolder } from '../means/open-hub.js';

const MINUTE_S = 60;
const HOUR_S = 3600;

/** A word of the charger, a boot with a version, seconds that pass, or a new start of the hub. */
type Step = string | { readonly boots: string } | { readonly passS: number } | { readonly hub: 'anew' };

interface Row {
  readonly name: string;
  readonly putOffS?: number;
  readonly steps: readonly Step[];
  /** What flows hear of it, and the version where the hub says it itself. */
  readonly told: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    name: 'that reboots into it and says no more of it (ev-server #2305): installed, a minute later',
    steps: ['Downloading', 'Installing', { boots: '2' }, { passS: MINUTE_S + 1 }, { passS: 2 * HOUR_S }],
    told: ['Downloading', 'Installing', 'Installed 2'],
  },
  {
    name: 'that says so itself: said once',
    steps: ['Installing', { boots: '2' }, 'Installed', { passS: 2 * HOUR_S }],
    told: ['Installing', 'Installed'],
  },
  {
    name: 'that reboots in the middle of it, with what it had (SAP simulator #459): unknown, an hour later',
    steps: ['Downloading', { boots: '1' }, { passS: HOUR_S - MINUTE_S }, { passS: 2 * MINUTE_S }],
    told: ['Downloading', 'Unknown 1'],
  },
  {
    name: 'that takes it and never says a word: unknown, an hour later',
    steps: [{ passS: HOUR_S - MINUTE_S }, { passS: 2 * MINUTE_S }],
    told: ['Unknown 1'],
  },
  {
    name: 'that is to fetch it in three hours: not yet unknown',
    putOffS: 3 * HOUR_S,
    steps: [{ passS: 3 * HOUR_S }],
    told: [],
  },
  {
    name: 'that reboots into it while the hub is started anew: installed all the same',
    steps: ['Installing', { hub: 'anew' }, { boots: '2' }, { passS: MINUTE_S + 1 }, { boots: '2' }, { passS: HOUR_S }],
    told: ['Installing', 'Installed 2'],
  },
  {
    name: 'that could not download it: that was all',
    steps: ['Downloading', 'DownloadFailed', { passS: 2 * HOUR_S }],
    told: ['Downloading', 'DownloadFailed'],
  },
];

describe('an update of the firmware at a charger', () => {
  for (const { name, putOffS = 0, steps, told } of ROWS)
    it(name, async () => {
      const folder = temporaryFolder('firmware-end');
      const [clock, log, port] = [new FakeClock(), new KeptLog(), await freePort()];
      const [ocpp, chargers] = [{ port, bind: '127.0.0.1' }, [{ id: 'CP1', name: 'Garage', maxA: 16 }]];
      const config = { phases: 3, fuseA: 25, ocpp, meters: [], chargers, storage: folder.path } as const;
      const heard: string[] = [];
      const open = async () => {
        const opened = await openSite(config, log, clock);
        opened.on((event) => {
          if (event.event !== 'firmware') return;
          const { status, firmware } = event['detail'] as { status: string; firmware?: string };
          heard.push([status, ...(firmware === undefined ? [] : [firmware])].join(' '));
        });
        return opened;
      };
      let site = await open();
      const handlers = { UpdateFirmware: () => ({}) };
      const connect = () => ChargePoint.connect(`ws://127.0.0.1:${port}/CP1`, { handlers });
      let point = await connect();
      const boot = async (firmwareVersion: string) => {
        await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M', firmwareVersion });
        await clock.advance(10);
      };
      try {
        await boot('1');
        const at = new Date(clock.now().wallMs + putOffS * 1000).toISOString();
        await site.command({ do: 'firmware', charger: 'CP1', url: 'http://nas/new.bin', at });
        for (const step of steps) {
          if (typeof step === 'string') await point.call('FirmwareStatusNotification', { status: step });
          else if ('passS' in step) await clock.advance(step.passS * 1000);
          else if ('hub' in step) {
            await site.close();
            site = await open();
          } else {
            await point.close();
            point = await connect();
            await boot(step.boots);
          }
        }
        assert.deepEqual(heard, told);
        const unknown = told.some((word) => word.startsWith('Unknown'));
        assert.equal(/has not reported how its firmware update.*It is running 1\./.test(log.lines.join('\n')), unknown);
      } finally {
        await point.close();
        await site.close();
        folder.remove();
      }
    });

  it('makes it be asked again what the old one refused, also where the hub is started anew in between', async () => {
    const folder = temporaryFolder('firmware-anew');
    const [clock, log, port] = [new FakeClock(), new KeptLog(), await freePort()];
    const [ocpp, chargers] = [{ port, bind: '127.0.0.1' }, [{ id: 'CP1', name: 'Garage', maxA: 16 }]];
    const config = { phases: 3, fuseA: 25, ocpp, meters: [], chargers, storage: folder.path } as const;
    try {
      for (const [firmwareVersion, known] of [
        ['1', false],
        ['1', true],
        ['2', false],
      ] as const) {
        const site = await openSite(config, log, clock);
        const point = await ChargePoint.connect(`ws://127.0.0.1:${port}/CP1`);
        const refuses = () => site.snapshot().chargers[0]?.abilities.refuses.includes('GetConfiguration');
        await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M', firmwareVersion });
        await clock.advance(10);
        assert.equal(refuses(), known, firmwareVersion);
        await clock.advance(5000);
        await eventually('it does not know it', refuses);
        await point.close();
        await site.close();
      }
    } finally {
      folder.remove();
    }
  });

  it('is put off to a time of the house’s clock, which the charger is told in full', async () => {
    const folder = temporaryFolder('firmware-at');
    const [clock, port] = [new FakeClock(), await freePort()];
    const [ocpp, chargers] = [{ port, bind: '127.0.0.1' }, [{ id: 'CP1', name: 'Garage', maxA: 16 }]];
    const config = { phases: 3, fuseA: 25, timeZone: 'Europe/Rome', ocpp, meters: [], chargers, storage: folder.path };
    const site = await openSite(config as Parameters<typeof openSite>[0], new KeptLog(), clock);
    const asked: unknown[] = [];
    const UpdateFirmware = (payload: Readonly<Record<string, unknown>>) => {
      asked.push(payload['retrieveDate']);
      return {};
    };
    const point = await ChargePoint.connect(`ws://127.0.0.1:${port}/CP1`, { handlers: { UpdateFirmware } });
    try {
      await point.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
      await clock.advance(10);
      const update = (at: string) => site.command({ do: 'firmware', charger: 'CP1', url: 'http://nas/new.bin', at });
      for (const at of ['03:00', '2026-06-22T03:00', '2026-06-22T03:00:00+02:00']) await update(at);
      assert.deepEqual(asked, Array(3).fill('2026-06-22T01:00:00.000Z'));
      await assert.rejects(update('tonight'), { code: 'INVALID_INPUT', message: /at is "tonight".*"03:00"/ });
    } finally {
      await point.close();
      await site.close();
      folder.remove();
    }
  });
});
