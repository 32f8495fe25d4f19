import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CentralSystemOptions, openCentralSystem } from '../../core/chargers/central-system.js';
import type { ChargerAbilities, ChargerFacts } from '../../core/model/charger.js';
import { inEnglish } from '../../core/model/error-texts.js';
import type { Observation, ObservationKind } from '../../core/model/event.js';
import type {
  AuthorizationStatus,
  ChargerGateway,
  ChargerHost,
  ChargerNotice,
  TransactionStart,
  TransactionStop,
} from '../../core/ports/charger-gateway.js';
import type { Clock } from '../../core/ports/clock.js';
import { systemClock } from '../../core/site/system-clock.js';
import { KeptLog } from './kept-log.js';

export { chargerFacts } from './charger-facts.js';

interface Charge {
  readonly start: TransactionStart;
  readonly transactionId: number;
  stop?: TransactionStop;
}

/** The house behind the OCPP side, in memory: keeps what it hears, gives ids, knows cards. */
export class OcppHouse implements ChargerHost {
  readonly log = new KeptLog();
  readonly say = inEnglish;
  readonly observations: Observation[] = [];
  readonly charges: Charge[] = [];
  readonly stops: TransactionStop[] = [];
  readonly notices: (ChargerNotice & { readonly chargerId: string })[] = [];
  readonly cards = new Map<string, AuthorizationStatus>();
  readonly passwords = new Map<string, string>();
  readonly kept = new Map<string, ChargerAbilities>();
  /** Makes the disk fail. */
  broken = false;
  pendingChanges = 0;
  #next = 1;

  constructor(readonly clock: Clock = systemClock()) {}

  observe(observation: Observation): void {
    this.observations.push(observation);
    if (observation.kind === 'abilities') this.kept.set(observation.chargerId, observation.abilities);
  }

  of<K extends ObservationKind>(kind: K, chargerId?: string): readonly (Observation & { readonly kind: K })[] {
    return this.observations.filter(
      (each): each is Observation & { readonly kind: K } =>
        each.kind === kind && (chargerId === undefined || ('chargerId' in each && each.chargerId === chargerId)),
    );
  }

  authorize(chargerId: string, idTag: string): AuthorizationStatus {
    const status = this.cards.get(idTag) ?? 'Accepted';
    this.observe({ kind: 'card', chargerId, idTag, accepted: status === 'Accepted' });
    return status;
  }

  async startTransaction(start: TransactionStart) {
    if (this.broken) throw new Error('disk full');
    const wanted = start.adopted?.transactionId;
    const same = this.charges.find((each) =>
      wanted === undefined ? key(each.start) === key(start) : each.transactionId === wanted,
    );
    const transactionId = same?.transactionId ?? wanted ?? this.#fresh();
    if (!same) this.charges.push({ start, transactionId });
    const status = start.adopted ? 'Accepted' : (this.cards.get(start.idTag) ?? 'Accepted');
    const { chargerId, late, adopted, connectorId, ...told } = start;
    if (!late || adopted) {
      this.observe({
        kind: 'transaction-started',
        chargerId,
        transaction: { ...told, transactionId, startedBy: 'plug-in' },
      });
    }
    return { transactionId, status, startedBy: 'plug-in' as const };
  }

  async stopTransaction(stop: TransactionStop): Promise<void> {
    if (this.broken) throw new Error('disk full');
    this.stops.push(stop);
    const charge = this.charges.find((each) => each.transactionId === stop.transactionId);
    if (charge && !charge.stop) charge.stop = stop;
    const { chargerId, transactionId, meterStopWh, reason } = stop;
    this.observe({ kind: 'transaction-ended', chargerId, transactionId, meterStopWh, reason });
  }

  abilities(chargerId: string): ChargerAbilities | undefined {
    return this.kept.get(chargerId);
  }

  runningTransaction(chargerId: string) {
    const open = this.charges.findLast((each) => each.start.chargerId === chargerId && !each.stop && !each.start.late);
    return open && { ...open.start, transactionId: open.transactionId };
  }

  admits(chargerId: string, fits: (password: string) => boolean): boolean {
    const password = this.passwords.get(chargerId);
    return password === undefined || fits(password);
  }

  pendingChanged(): void {
    this.pendingChanges += 1;
  }

  notice(chargerId: string, notice: ChargerNotice): void {
    this.notices.push({ ...notice, chargerId });
  }

  #fresh(): number {
    while (this.charges.some((each) => each.transactionId === this.#next)) this.#next += 1;
    return this.#next;
  }
}

const key = (start: TransactionStart): string =>
  JSON.stringify([start.chargerId, start.connectorId, start.idTag, start.startedAt, start.meterStartWh]);

/** Short waits, so that conversations are quick. */
export const QUICK: CentralSystemOptions = {
  setupDelayMs: 20,
  bootWaitMs: 60_000,
  firstWordMs: 20,
  startAnswerDelayMs: 0,
  silentEndMs: 100,
  closeDeadlineMs: 500,
  callTimeoutMs: 5_000,
};

export interface OpenHouse {
  readonly house: OcppHouse;
  readonly gateway: ChargerGateway;
  readonly server: Server;
  readonly port: number;
  url(id: string): string;
  close(): Promise<void>;
}

/** A house with a listener on this machine. */
export async function openHouse(
  chargers: readonly ChargerFacts[],
  options: CentralSystemOptions = {},
  house = new OcppHouse(),
): Promise<OpenHouse> {
  const gateway = openCentralSystem(house, { ...QUICK, ...options, chargers });
  const server = createServer((_request, response) => response.writeHead(404).end());
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    house,
    gateway,
    server,
    port,
    url: (id) => `ws://127.0.0.1:${port}/ocpp/${encodeURIComponent(id)}`,
    close: async () => {
      await gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
