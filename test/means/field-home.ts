import { type ChargerWish, openSite, type Site, type SiteConfig } from '../../core/index.js';
import { ChargePoint, type Handler } from './charge-point.js';
import { ChargePointMemory } from './charge-point-memory.js';
import { FastClock } from './fast-clock.js';
import { BY_THE_BOOK, type Quirks } from './field-quirks.js';
import { metered, sampled } from './field-values.js';
import { KeptLog } from './kept-log.js';
import { CHARGER_ID, freePort, temporaryFolder } from './open-hub.js';

/** What is under way when a test ends. */
const ignored = (): void => {};

/** How much faster than real the home lives. */
const FACTOR = 10;
const BEAT_MS = 2500;
const WITHIN_S = 400;
const AWAY_MS = 2000;
/** What a car takes more in a beat. */
const RAMP_A = 3;
/** What a slow car takes less in a beat. */
const SLOW_A = 1.5;

/**
 * A whole site with a pushed grid meter, and a charger of the field on a raw WebSocket with a car in it; all of it ten
 * times as fast as real, so that half a minute of patience is three seconds of a test.
 */
export class FieldHome {
  readonly memory: ChargePointMemory;
  /** The rest of the house, A on each phase. */
  houseA = 2;
  /** What the roof could give on each phase, and the most of it that the inverter may feed in, A; undefined: all. */
  solarA = 0;
  feedsInA: number | undefined;
  /** How often it has broken off. */
  breaks = 0;
  #status = 'Available';
  #plugged = false;
  #spent = false;
  #waitsForNew = false;
  #allowedAt: number | undefined;
  #flowsA = 0;
  #overs = 0;
  #registerWh = 1000;
  #aheadMs = 0;
  #nextTag = '';
  #beat: () => void = () => {};
  point!: ChargePoint;

  private constructor(
    readonly site: Site,
    readonly clock: FastClock,
    readonly log: KeptLog,
    readonly url: string,
    readonly quirks: Quirks,
    readonly remove: () => void,
  ) {
    this.memory = new ChargePointMemory({ ...BY_THE_BOOK, ...quirks.make });
    this.#aheadMs = quirks.clockAheadMs ?? 0;
  }

  static async open(quirks: Quirks = {}, config: Partial<SiteConfig> = {}): Promise<FieldHome> {
    const folder = temporaryFolder('field');
    const port = await freePort();
    const clock = new FastClock(FACTOR);
    const log = new KeptLog();
    const site = await openSite(
      {
        phases: 3,
        fuseA: 25,
        ocpp: { port, bind: '127.0.0.1' },
        meters: [{ role: 'grid', type: 'pushed' }],
        chargers: [{ id: CHARGER_ID, name: 'Garage', maxA: 16, mode: 'FAST' }],
        timeZone: 'Europe/Rome',
        storage: folder.path,
        ...config,
      },
      log,
      clock,
    );
    const url = `ws://127.0.0.1:${port}/${CHARGER_ID}`;
    const home = new FieldHome(site, clock, log, url, quirks, () => folder.remove());
    await home.#calls();
    home.#live();
    return home;
  }

  /** As a charger that calls until it gets through. */
  async #calls(): Promise<void> {
    await this.connect().catch((error: unknown) => {
      if (!this.quirks.breaksOffAt) throw error;
    });
  }

  async connect(): Promise<void> {
    const { breaksOffAt } = this.quirks;
    const breaks = breaksOffAt && { [breaksOffAt]: this.#breaksOff };
    const handlers = { ...this.memory.handlers(), ...this.#own(), ...this.quirks.handlers, ...breaks };
    this.point = await ChargePoint.connect(this.url, { handlers });
    await this.point.call('BootNotification', { chargePointVendor: 'Field', chargePointModel: 'One' });
    await this.#tell(this.#status);
  }

  get charger() {
    const found = this.site.snapshot().chargers[0];
    if (!found) throw new Error('no charger');
    return found;
  }

  /** What the car draws now, A: down at once, up at a car's pace. */
  get drawsA(): number {
    return this.quirks.tripsWhenLowered && this.#mayDrawA > 0 ? this.#flowsA : Math.min(this.#flowsA, this.#mayDrawA);
  }

  /** What it has counted, Wh: tells that something flowed, also after it is over. */
  get registerWh(): number {
    return this.#registerWh;
  }

  get #phases(): number {
    return this.quirks.phases ?? 3;
  }

  #nowMayA(): number {
    return this.memory.limitAt(this.#nowMs()) ?? 32;
  }

  get #mayDrawA(): number {
    if (this.memory.transactionId === undefined || this.#waitsForNew) return 0;
    const limitA = this.#nowMayA();
    if (limitA >= 6 && (this.#nowMs() < (this.#allowedAt ?? 0) || limitA < (this.quirks.needsA ?? 0))) return 0;
    return limitA < 6 ? (this.quirks.zeroGivesA ?? 0) : Math.min(16, limitA);
  }

  sent(action: string): readonly Readonly<Record<string, unknown>>[] {
    return this.point.calls(action);
  }

  wish(wish: ChargerWish): ReturnType<Site['command']> {
    return this.site.command({ do: 'wish', charger: CHARGER_ID, wish });
  }

  /** Waits for it; when it does not come, says how things stand. */
  async within(what: string, look: () => unknown): Promise<void> {
    try {
      await this.clock.within(WITHIN_S, what, look);
    } catch (error) {
      const { state, because } = this.charger;
      const trace = await this.site.query({ what: 'trace', charger: CHARGER_ID });
      const last = trace.slice(-30).map((entry) => JSON.stringify(entry).slice(0, 300));
      throw new Error([String(error), `${state}: ${because}, draws ${this.drawsA} A`, ...last].join('\n'));
    }
  }

  /** Waits until so many seconds of the home have passed. */
  async passes(seconds: number): Promise<void> {
    const began = this.clock.now().monoMs;
    await this.within('time passes', () => this.clock.now().monoMs - began > seconds * 1000);
  }

  async plug(): Promise<void> {
    this.#plugged = true;
    await this.#become('Preparing');
  }

  async unplug(): Promise<void> {
    this.#plugged = false;
    await this.stop('EVDisconnected');
    this.#spent = false;
    this.#waitsForNew = false;
    await this.#become('Available');
  }

  async charging(): Promise<void> {
    await this.plug();
    await this.within('it charges', () => this.drawsA > 0 && this.charger.status === 'charging');
  }

  /** Ends the transaction of the charger. */
  async stop(reason: string): Promise<void> {
    const { transactionId } = this.memory;
    if (transactionId === undefined) return;
    this.memory.transactionId = undefined;
    this.#flowsA = 0;
    this.#spent = true;
    const meterStop = Math.round(this.#registerWh);
    await this.point.call('StopTransaction', { transactionId, meterStop, timestamp: this.#stamp(), reason });
    if (this.#plugged && this.#status !== 'Faulted') await this.#become(this.quirks.endsAtZero ?? 'Finishing');
  }

  async close(): Promise<void> {
    this.#beat();
    await this.point.close();
    await this.site.close();
    this.remove();
  }

  /** How it takes a profile. */
  readonly takes: Handler = (payload) => {
    const profile = payload['csChargingProfiles'] as Readonly<Record<string, unknown>>;
    if (this.quirks.deaf?.(profile)) return { status: 'Accepted' };
    const before = this.#mayDrawA;
    const answer = this.memory.handlers()['SetChargingProfile']?.(payload);
    const after = this.memory.limitAt(this.#nowMs()) ?? 32;
    if (this.quirks.noResume && before > 0 && after < 6) this.#waitsForNew = true;
    if (this.quirks.enablesAfterMs && before === 0 && after >= 6)
      this.#allowedAt ??= this.#nowMs() + this.quirks.enablesAfterMs;
    if (after < 6) this.#allowedAt = undefined;
    if (this.quirks.endsAtZero && after < 6) setImmediate(() => this.stop('Other').catch(ignored));
    return answer;
  };

  readonly #breaksOff: Handler = () => {
    this.breaks += 1;
    this.point.cut().catch(ignored);
    this.clock.after(AWAY_MS, () => void this.#calls());
    return undefined;
  };

  #own(): Readonly<Record<string, Handler>> {
    return {
      SetChargingProfile: this.takes,
      RemoteStartTransaction: (payload) => {
        if (this.memory.transactionId !== undefined || (this.#spent && this.quirks.onePerPlug))
          return { status: 'Rejected' };
        this.#nextTag = String(payload['idTag']);
        this.#start().catch(ignored);
        return { status: 'Accepted' };
      },
      RemoteStopTransaction: (payload) => {
        if (payload['transactionId'] !== this.memory.transactionId) return { status: 'Rejected' };
        this.stop('Remote').catch(ignored);
        return { status: 'Accepted' };
      },
    };
  }

  async #start(): Promise<void> {
    const answer = await this.point.call('StartTransaction', {
      connectorId: 1,
      idTag: this.#nextTag,
      meterStart: Math.round(this.#registerWh),
      timestamp: this.#stamp(),
    });
    this.memory.transactionId = Number(answer['transactionId']);
    this.memory.startedMs = this.#nowMs();
    this.#waitsForNew = false;
  }

  /** Once in a while: what flows is counted, and told by the charger and by the meter of the house. */
  #live(): void {
    const beat = async (): Promise<void> => {
      this.#aheadMs = this.quirks.clockAheadMs ?? 0;
      const mostA = this.#mayDrawA;
      const leastA = this.quirks.tripsWhenLowered && mostA > 0 ? this.#flowsA - SLOW_A : 0;
      this.#flowsA = Math.max(leastA, Math.min(mostA, Math.max(6, this.drawsA + RAMP_A)));
      const drawsA = this.drawsA;
      this.#overs = drawsA > 1.1 * mostA ? this.#overs + 1 : 0;
      if (this.#overs >= 2) {
        await this.#become('Faulted', 'OverCurrentFailure');
        await this.stop('Other');
      }
      this.#registerWh += (drawsA * this.#phases * 230 * BEAT_MS) / 3_600_000;
      for (const reading of metered(this, this.#phases)) await this.site.command(reading);
      if (this.memory.transactionId === undefined || this.point.closedWith !== undefined) return;
      const idle = this.#waitsForNew && this.#nowMayA() >= 6 ? 'SuspendedEV' : 'SuspendedEVSE';
      const says = this.quirks.needsA !== undefined && this.#nowMayA() >= 6;
      await this.#become(drawsA > 0 || says ? 'Charging' : idle);
      const { transactionId } = this.memory;
      const drawn = { drawsA, phases: this.#phases, registerWh: this.#registerWh, tells: this.quirks.tells };
      const meterValue = [{ timestamp: this.#stamp(), sampledValue: sampled(drawn) }];
      await this.point.call('MeterValues', { connectorId: 1, transactionId, meterValue });
    };
    const again = (): void => {
      beat().catch(ignored);
      this.#beat = this.clock.after(BEAT_MS, again);
    };
    again();
  }

  async #become(status: string, errorCode?: string): Promise<void> {
    if (status === this.#status || this.quirks.silent) return;
    this.#status = status;
    await this.#tell(status, errorCode);
  }

  async #tell(status: string, errorCode = 'NoError'): Promise<void> {
    const timestamp = this.#stamp();
    await this.point.call('StatusNotification', { connectorId: 1, errorCode, status, timestamp });
  }

  #nowMs(): number {
    return this.clock.now().wallMs + this.#aheadMs;
  }

  #stamp(): string {
    const { localAheadMs } = this.quirks;
    const words = new Date(this.#nowMs() + (localAheadMs ?? 0)).toISOString();
    return localAheadMs === undefined ? words : words.slice(0, 19);
  }
}
