import { RPCServer } from 'ocpp-rpc';
import { type Home, type HomeOptions, startHome } from '../../examples/simulated-home/home.js';
import { eventually } from '../means/eventually.js';

type Payload = Record<string, unknown>;

/** A bare OCPP server on 127.0.0.1 that answers, keeps what it heard, and can ask; strict in both directions. */
export class BareHub {
  readonly heard: { readonly action: string; readonly payload: Payload }[] = [];
  /** Said by the next answers instead of the ordinary ones, per action. */
  readonly answers = new Map<string, (payload: Payload) => Payload>();
  /** Handshakes seen. */
  readonly connections: { readonly identity: string; readonly protocol: string | undefined }[] = [];
  /** Connections open now. */
  live = 0;
  /** Asked of everybody when set. */
  password: string | undefined;
  readonly turnedAway: string[] = [];
  readonly #server: RPCServer;
  #client: { call(action: string, payload: Payload): Promise<unknown>; sendRaw(text: string): void } | null = null;
  #nextTransaction = 700;
  url = '';

  private constructor() {
    this.#server = new RPCServer({ protocols: ['ocpp1.6'], strictMode: true, callTimeoutMs: 5000 } as never);
    this.#server.auth((accept, reject, handshake) => {
      const given = handshake.password === undefined ? undefined : String(handshake.password);
      if (this.password === undefined || given === this.password) return accept({});
      this.turnedAway.push(handshake.identity);
      return reject(401, 'Unauthorized');
    });
    this.#server.on('client', (client) => {
      this.#client = client;
      this.live += 1;
      client.once('close', () => {
        this.live -= 1;
      });
      this.connections.push({ identity: client.identity, protocol: client.protocol });
      client.on('badMessage', () => this.heard.push({ action: 'bad message', payload: {} }));
      client.handle(async ({ method, params }: { method?: string; params?: Payload }) => {
        const action = method ?? '';
        const payload = params ?? {};
        this.heard.push({ action, payload });
        return this.answers.get(action)?.(payload) ?? this.#ordinary(action);
      });
    });
  }

  static async open(port = 0): Promise<BareHub> {
    const hub = new BareHub();
    const server = (await hub.#server.listen(port, '127.0.0.1')) as unknown as { address(): { port: number } };
    hub.url = `ws://127.0.0.1:${server.address().port}/site`;
    return hub;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Asks the charger that connected last. */
  async ask(action: string, payload: Payload): Promise<Payload> {
    if (!this.#client) throw new Error('no charger has connected');
    return (await this.#client.call(action, payload)) as Payload;
  }

  /** Puts any text on the line. */
  raw(text: string): void {
    this.#client?.sendRaw(text);
  }

  all(action: string): Payload[] {
    return this.heard.filter((one) => one.action === action).map((one) => one.payload);
  }

  last(action: string): Payload | undefined {
    return this.all(action).at(-1);
  }

  statuses(): unknown[] {
    return this.all('StatusNotification')
      .filter((payload) => payload['connectorId'] === 1)
      .map((payload) => payload['status']);
  }

  async close(): Promise<void> {
    await this.#server.close({ force: true } as never);
  }

  #ordinary(action: string): Payload {
    switch (action) {
      case 'BootNotification':
        return { status: 'Accepted', interval: 300, currentTime: new Date().toISOString() };
      case 'Heartbeat':
        return { currentTime: new Date().toISOString() };
      case 'Authorize':
        return { idTagInfo: { status: 'Accepted' } };
      case 'StartTransaction':
        this.#nextTransaction += 1;
        return { transactionId: this.#nextTransaction, idTagInfo: { status: 'Accepted' } };
      default:
        return {};
    }
  }
}

type ChargerOptions = NonNullable<HomeOptions['chargers']>[number];

/** Opens hubs and homes for the tests of a file, and closes them in reverse order. */
export class Opened {
  readonly #close: (() => Promise<void>)[] = [];

  async closeAll(): Promise<void> {
    for (const close of this.#close.splice(0).reverse()) await close();
  }

  async hub(port = 0): Promise<BareHub> {
    const hub = await BareHub.open(port);
    this.#close.push(() => hub.close());
    return hub;
  }

  /** A home with one charger that boots at once and a car twenty times faster than real; sun and load by hand. */
  async home(hubUrl: string, charger: ChargerOptions = {}, options: Partial<HomeOptions> = {}): Promise<Home> {
    const quick = { sampleIntervalS: 0.1, bootDelayMs: 50, reconnect: { firstMs: 50, mostMs: 200 }, retryMs: 50 };
    const manual = { timeScale: 20, sunW: 0, loadW: [0, 0, 0] };
    const home = await startHome({ hubUrl, ...manual, chargers: [{ ...quick, ...charger }], ...options });
    this.#close.push(() => home.close());
    return home;
  }

  /** Both, connected. */
  async both(charger: ChargerOptions = {}): Promise<{ readonly hub: BareHub; readonly home: Home }> {
    const hub = await this.hub();
    const home = await this.home(hub.url, charger);
    await eventually('the charger has told its status', () => home.charger.online && hub.statuses().length > 0);
    return { hub, home };
  }
}

/** Plugs in, starts from the hub, and resolves with the transaction's id when current flows. */
export async function chargeNow(hub: BareHub, home: Home): Promise<number> {
  home.plug();
  await eventually('plugged', () => hub.statuses().at(-1) === 'Preparing');
  const answer = await hub.ask('RemoteStartTransaction', { connectorId: 1, idTag: 'SUN' });
  if (answer['status'] !== 'Accepted') throw new Error(`not started: ${String(answer['status'])}`);
  await eventually('current flows', () => home.charger.status === 'Charging' && amps(home) > 5);
  const id = home.charger.transaction?.id;
  if (typeof id !== 'number') throw new Error('no transaction id');
  return id;
}

/** What the car draws on the first conductor. */
export const amps = (home: Home): number => home.charger.currentA[0] ?? 0;
