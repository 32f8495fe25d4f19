import { RPCServer } from 'ocpp-rpc';

type Payload = Record<string, unknown>;

/** A bare OCPP server on 127.0.0.1 that answers, keeps what it heard, and can ask; strict in both directions. */
export class BareHub {
  readonly heard: { readonly action: string; readonly payload: Payload }[] = [];
  /** Said by the next answers instead of the ordinary ones, per action. */
  readonly answers = new Map<string, (payload: Payload) => Payload>();
  /** Handshakes seen. */
  readonly connections: { readonly identity: string; readonly protocol: string | undefined }[] = [];
  readonly #server: RPCServer;
  #client: {
    call(action: string, payload: Payload): Promise<unknown>;
    close(how: { force: boolean }): unknown;
  } | null = null;
  #nextTransaction = 700;
  url = '';

  private constructor() {
    this.#server = new RPCServer({ protocols: ['ocpp1.6'], strictMode: true, callTimeoutMs: 5000 } as never);
    this.#server.on('client', (client) => {
      this.#client = client;
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
