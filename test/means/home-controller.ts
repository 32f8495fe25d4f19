import { HttpClient } from 'hap-controller';
import { eventually } from './eventually.js';
import { PIN, type RunningHomebridge } from './homebridge.js';

const BASE = '-0000-1000-8000-0026BB765291';
/** HomeKit's own types in their short form. */
const shortType = (uuid: string): string => (uuid.endsWith(BASE) ? uuid.slice(0, 8).replace(/^0+/, '') : uuid);

/** Short types of HomeKit that the tests ask for. */
export const SERVICE = {
  information: '3E',
  outlet: '47',
  switch: '49',
  lock: '45',
  fan: 'B7',
  contact: '80',
  occupancy: '86',
  light: '84',
  battery: '96',
  valve: 'D0',
} as const;
export const CHARACTERISTIC = {
  name: '23',
  configuredName: 'E3',
  on: '25',
  outletInUse: '26',
  lockCurrent: '1D',
  lockTarget: '1E',
  active: 'B0',
  inUse: 'D2',
  setDuration: 'D3',
  remainingDuration: 'D4',
  rotationSpeed: '29',
  contactState: '6A',
  occupancy: '71',
  statusActive: '75',
  lux: '6B',
  batteryLevel: '68',
  firmware: '52',
  serialNumber: '30',
  manufacturer: '20',
} as const;

interface HapCharacteristic {
  readonly type: string;
  readonly iid: number;
  readonly perms: readonly string[];
  readonly value?: unknown;
}
interface HapService {
  readonly type: string;
  readonly primary?: boolean;
  readonly linked?: readonly number[];
  readonly characteristics: readonly HapCharacteristic[];
}
interface HapAccessory {
  readonly aid: number;
  readonly services: readonly HapService[];
}

/** What came back for one characteristic: a value, or a status that is not 0. */
interface HapAnswer {
  readonly value?: unknown;
  readonly status?: number;
}

/** A HomeKit controller, paired with a bridge for real. */
export class HomeController {
  readonly events: { readonly id: string; readonly value: unknown }[] = [];
  accessories: readonly HapAccessory[] = [];

  private constructor(private readonly client: HttpClient) {
    client.on('event', (event: { characteristics: readonly { aid: number; iid: number; value: unknown }[] }) => {
      for (const { aid, iid, value } of event.characteristics) this.events.push({ id: `${aid}.${iid}`, value });
    });
    client.on('event-disconnect', () => {});
  }

  static async pair({ username, port }: Pick<RunningHomebridge, 'username' | 'port'>): Promise<HomeController> {
    const stranger = new HttpClient(username, '127.0.0.1', port);
    await bounded('pairing', stranger.pairSetup(PIN));
    return HomeController.known(username, port, stranger.getLongTermData());
  }

  private static async known(username: string, port: number, pairing: ReturnType<HttpClient['getLongTermData']>) {
    const options = { usePersistentConnections: true };
    const client = new HttpClient(username, '127.0.0.1', port, pairing ?? undefined, options);
    const controller = new HomeController(client);
    await controller.list();
    await controller.#subscribeToAll();
    return controller;
  }

  /** The same controller on the same bridge after a restart, perhaps on another port. */
  again({ username, port }: Pick<RunningHomebridge, 'username' | 'port'>): Promise<HomeController> {
    return HomeController.known(username, port, this.client.getLongTermData());
  }

  async list(): Promise<readonly HapAccessory[]> {
    const { accessories } = (await bounded('listing', this.client.getAccessories())) as unknown as {
      accessories: readonly HapAccessory[];
    };
    this.accessories = accessories;
    return accessories;
  }

  /** Names of all services but those of the bridge, as Home would show them. */
  names(): string[] {
    return this.#services().map(({ service }) => nameOf(service));
  }

  services(type: string, name?: string): { readonly aid: number; readonly service: HapService }[] {
    return this.#services().filter(
      ({ service }) => shortType(service.type) === type && (name === undefined || nameOf(service) === name),
    );
  }

  /** "aid.iid" of a characteristic; throws when it is not there. */
  id(service: string, name: string | undefined, characteristic: string): string {
    const found = this.services(service, name).flatMap(({ aid, service: { characteristics } }) =>
      characteristics.filter(({ type }) => shortType(type) === characteristic).map(({ iid }) => `${aid}.${iid}`),
    )[0];
    if (!found) throw new Error(`no ${characteristic} on ${service} "${name}"; there is ${this.names().join(', ')}`);
    return found;
  }

  async read(id: string): Promise<HapAnswer> {
    try {
      return answerIn(await bounded(`reading ${id}`, this.client.getCharacteristics([id])));
    } catch (error) {
      return answerIn((error as { body?: unknown }).body);
    }
  }

  /** Status 0 when it was taken. */
  write(id: string, value: unknown): Promise<number> {
    return this.scene([[id, value]]);
  }

  /** Writes in one request, in this order, as Home runs a scene; the first status that is not 0. */
  async scene(writes: readonly (readonly [id: string, value: unknown])[]): Promise<number> {
    try {
      const what = `writing ${writes.map(([id]) => id).join(' and ')}`;
      return statusIn(await bounded(what, this.client.setCharacteristics(Object.fromEntries(writes))));
    } catch (error) {
      return statusIn((error as { body?: unknown }).body, Number.NaN);
    }
  }

  /** Once and for all, before anything happens: hap-controller loses an answer that an event overtakes. */
  async #subscribeToAll(): Promise<void> {
    const ids = this.#services().flatMap(({ aid, service: { characteristics } }) =>
      characteristics.filter(({ perms }) => perms.includes('ev')).map(({ iid }) => `${aid}.${iid}`),
    );
    await bounded('subscribing', this.client.subscribeCharacteristics(ids));
  }

  /** Waits for an event that was not there before `from`. */
  event(id: string, value: unknown, from = 0): Promise<unknown> {
    return eventually(`an event ${id} = ${value}; there was ${JSON.stringify(this.events)}`, () =>
      this.events.slice(from).some((event) => event.id === id && Number(event.value) === Number(value)),
    );
  }

  async becomes(id: string, value: unknown): Promise<void> {
    await eventually(`${id} reads ${value}`, async () => Number((await this.read(id)).value) === Number(value));
  }

  async close(): Promise<void> {
    await bounded('unsubscribing', this.client.unsubscribeCharacteristics());
    await bounded('closing', this.client.close());
  }

  #services(): { readonly aid: number; readonly service: HapService }[] {
    return this.accessories
      .filter(({ aid }) => aid !== 1)
      .flatMap(({ aid, services }) =>
        services.filter(({ type }) => shortType(type) !== SERVICE.information).map((service) => ({ aid, service })),
      );
  }
}

const nameOf = (service: HapService): string =>
  String(service.characteristics.find(({ type }) => shortType(type) === CHARACTERISTIC.name)?.value ?? '');

/** A write that was taken is answered with no body at all. */
const answersIn = (body: unknown): readonly HapAnswer[] =>
  (body as { characteristics?: readonly HapAnswer[] } | null | undefined)?.characteristics ?? [];

const answerIn = (body: unknown): HapAnswer => answersIn(body)[0] ?? {};

const statusIn = (body: unknown, otherwise = 0): number =>
  answersIn(body).find(({ status }) => status)?.status ?? answerIn(body).status ?? otherwise;

/** The promise, or an error: hap-controller waits for ever for an answer that never comes. */
async function bounded<T>(what: string, promise: Promise<T>, boundMs = 60_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${boundMs} ms`)), boundMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
