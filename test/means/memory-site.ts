import { Audience } from '../../core/model/audience.js';
import { SurplugError } from '../../core/model/error.js';
import { MODES, type Mode } from '../../core/model/mode.js';
import type { Site } from '../../core/model/site.js';
import type { CommandAnswer, SiteCommand } from '../../core/model/site-command.js';
import type { SiteEvent } from '../../core/model/site-event.js';
import type { Row, SiteQuery } from '../../core/model/site-query.js';
import type { ChargerSnapshot, SiteSnapshot } from '../../core/model/snapshot.js';
import { chargerSnapshot, siteSnapshot } from './snapshots.js';

/** A small site that lives in memory: chargers with a mode and a lock, rows to ask for. Enough to be owned and attached to. */
export class MemorySite implements Site {
  readonly #modes = new Map<string, Mode>();
  readonly commands: SiteCommand[] = [];
  /** What listeners threw. */
  readonly careless: unknown[] = [];
  readonly #audience = new Audience((error) => this.careless.push(error));
  rows: readonly Row[] = [{ number: 1, energyWh: 7040 }];
  #at = Date.parse('2026-06-21T10:00:00Z');
  #closed = false;

  constructor(readonly chargerIds: readonly string[] = ['garage']) {
    for (const id of chargerIds) this.#modes.set(id, 'ECO+');
  }

  get listeners(): number {
    return this.#audience.size;
  }

  snapshot(): SiteSnapshot {
    return siteSnapshot({
      name: 'House in memory',
      gridW: -2070,
      houseW: 930,
      surplusW: 2070,
      gridA: [-9],
      headroomA: [16],
      phases: 1,
      meters: { grid: { role: 'grid', ok: true, ageS: 1, trouble: null } },
      chargers: this.chargerIds.map((id) => this.#charger(id)),
      at: new Date(this.#at).toISOString(),
    });
  }

  on(listener: (event: SiteEvent) => void): () => void {
    return this.#audience.on(listener);
  }

  async command(command: SiteCommand): Promise<CommandAnswer> {
    this.#open();
    this.commands.push(command);
    if (command.do !== 'wish') throw new SurplugError('INVALID_INPUT', `"${command.do}" is no command of this site.`);
    const { charger, wish } = command;
    if (!this.#modes.has(charger)) throw new SurplugError('UNKNOWN_CHARGER', `There is no charger "${charger}".`);
    if (!MODES.some((mode) => mode === wish.mode)) {
      throw new SurplugError('INVALID_INPUT', `mode is ${JSON.stringify(wish.mode)}; it must be FAST, ECO or ECO+.`);
    }
    this.#modes.set(charger, wish.mode ?? 'ECO+');
    this.#at += 1000;
    this.tell({ event: 'state', snapshot: this.snapshot() });
    return { ok: true, applied: { mode: wish.mode }, chargers: [this.#charger(charger)] };
  }

  async query(query: SiteQuery): Promise<readonly Row[]> {
    this.#open();
    if (query.what === 'configuration' || query.what === 'trace') {
      throw new SurplugError('UNKNOWN_CHARGER', `There is no charger "${query.charger}".`);
    }
    return this.rows;
  }

  async settle(): Promise<void> {}

  async close(): Promise<void> {
    this.#closed = true;
    this.#audience.dismiss();
  }

  tell(event: SiteEvent): void {
    this.#audience.tell(event);
  }

  /** Something happens at a charger. */
  happen(
    event: 'plugged' | 'unplugged' | 'card',
    charger: string,
    detail: Readonly<Record<string, unknown>> = {},
  ): void {
    this.tell({ event, charger, name: charger, at: new Date(this.#at).toISOString(), detail });
  }

  #open(): void {
    if (this.#closed) throw new SurplugError('CLOSED', 'This site is closed; open it again.');
  }

  #charger(id: string): ChargerSnapshot {
    const at = new Date(this.#at).toISOString();
    const ofOnePhase = { phases: 1, currentA: [0], voltageV: [230] } as const;
    return chargerSnapshot({ id, name: id, mode: this.#modes.get(id) ?? 'ECO+', ...ofOnePhase, at });
  }
}
