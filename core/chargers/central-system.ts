import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Card } from '../model/card.js';
import type { ChargerFacts } from '../model/charger.js';
import { type Command, type CommandOutcome, OFFLINE } from '../model/command.js';
import { detailIn, inEnglish, type Say, ToldError, told } from '../model/error-texts.js';
import type { PendingCharger } from '../model/snapshot.js';
import type { ChargerGateway, ChargerHost } from '../ports/charger-gateway.js';
import { ChargePoint } from './charge-point.js';
import { passwordFits } from './connection/basic-auth.js';
import { callerOf } from './connection/caller.js';
import { certificateFits } from './connection/certificate.js';
import { Guesses } from './connection/guesses.js';
import { type Knock, type RefusedKnock, readKnock, refused } from './connection/knock.js';
import { refuse } from './connection/refuse.js';
import { RpcLink } from './connection/rpc-link.js';
import { TolerantSocket } from './connection/tolerant-socket.js';
import { type Turns, TWINS, turned } from './connection/turns.js';
import { WebSocketServer } from './connection/ws.js';
import type { Payload } from './inbound/fields.js';
import { MODELS } from './models.js';
import { type CentralSystemOptions, DEFAULT_OPTIONS, type FullOptions } from './options.js';
import { wordOf } from './outbound/ask.js';
import { failureOf } from './outbound/failure.js';
import { checkCall } from './outbound/operations.js';

export type { CentralSystemOptions } from './options.js';

/**
 * Opens the OCPP 1.6J server side. Sockets come in through `upgrade`; nothing listens here.
 *
 * The WebSocket handshake is ours and only the messages are ocpp-rpc's: its own server ends the process on one bad URL,
 * and keeps two connections of one identity side by side.
 */
export function openCentralSystem(host: ChargerHost, options: CentralSystemOptions = {}): ChargerGateway {
  return new CentralSystem(host, { ...DEFAULT_OPTIONS, ...options });
}

/** Operations after which a charger restarts with other firmware. */
const FIRMWARE: readonly string[] = ['UpdateFirmware', 'SignedUpdateFirmware'];

class CentralSystem implements ChargerGateway {
  readonly #points = new Map<string, ChargePoint>();
  readonly #links = new Set<RpcLink>();
  /** Since a charger last came in, how often it was turned away. */
  readonly #refusals = new Map<string, number>();
  readonly #turns = new Map<string, Turns>();
  readonly #guesses = new Guesses();
  readonly #server: WebSocketServer;
  readonly #say: Say;
  #cards: readonly Card[] = [];
  #closed = false;

  constructor(
    readonly host: ChargerHost,
    readonly options: FullOptions,
  ) {
    this.#say = host.say ?? inEnglish;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      WebSocket: TolerantSocket,
      maxPayload: options.maxFrameBytes,
      // Some cut a text in the middle of a character, or write it in a set of their own.
      skipUTF8Validation: true,
      handleProtocols: (offered) => offered.values().next().value ?? false,
    });
    this.#server.on('error', () => {});
    this.#server.on('wsClientError', (error, socket) => refuse(socket, 400, error.message));
    this.know(options.chargers);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {});
    try {
      const knock = this.#admitted(request, socket);
      if (refused(knock)) {
        refuse(socket, knock.status, knock.because, knock.headers);
        this.#turnedAway(knock);
        return;
      }
      // The offer is read already; `ws` is strict with doubled and empty ones.
      delete request.headers['sec-websocket-protocol'];
      if (knock.subprotocol) request.headers['sec-websocket-protocol'] = knock.subprotocol;
      this.#server.handleUpgrade(request, socket as Socket, head, (webSocket) => {
        this.#welcome(knock.identity, webSocket as TolerantSocket, request);
      });
    } catch (error) {
      this.host.log.warn(this.#say(told('ocpp-refused', { detail: detailIn(this.#say, error) })));
      refuse(socket, 400, 'The request could not be read as a WebSocket handshake.');
    }
  }

  /** A charger of ours that is refused looks as if it did not call: said once, and not at first, which may be a mere question. */
  #turnedAway({ status, of = '' }: RefusedKnock): void {
    if (!this.#points.get(of)?.facts) return;
    const times = (this.#refusals.get(of) ?? 0) + 1;
    this.#refusals.set(of, times);
    if (times !== 2) return;
    this.host.log.warn(this.#say(told(status === 403 ? 'certificate-differs' : 'password-differs', { charger: of })));
  }

  send(command: Command): Promise<CommandOutcome> {
    const point = this.#points.get(command.chargerId);
    if (!point) return Promise.resolve({ result: 'failed', detail: OFFLINE });
    return point.send(command).catch((error: unknown): CommandOutcome => {
      const { chargerId: charger, kind } = command;
      const detail = detailIn(this.#say, error);
      this.host.log.error(this.#say(told('charger-command-failed', { charger, command: kind, detail })));
      return { result: 'failed', detail: 'InternalError' };
    });
  }

  async call(
    chargerId: string,
    action: string,
    payload: Payload,
    options: { readonly force?: boolean } = {},
  ): Promise<Payload> {
    const point = this.#points.get(chargerId);
    if (!point?.facts) {
      throw new ToldError('UNKNOWN_CHARGER', 'charger-adopt-first', { name: JSON.stringify(chargerId) });
    }
    const { name } = point.facts;
    checkCall(action, payload);
    checkModel(point.facts, action, payload);
    if (point.abilities.refuses.includes(action)) {
      throw new ToldError('NOT_SUPPORTED', 'charger-cannot', { charger: name, action });
    }
    if (FIRMWARE.includes(action) && !options.force && point.charging) {
      throw new ToldError('REJECTED', 'car-charges', { name });
    }
    const answer = await point.ask(action, payload);
    const failure = failureOf(name, action, answer);
    if (failure) throw failure;
    const word = wordOf(answer);
    if (word === 'Rejected')
      throw new ToldError('REJECTED', 'charger-refused', { charger: name, action, answer: word });
    if (action === 'ClearChargingProfile') this.host.observe({ kind: 'profiles-cleared', chargerId });
    return answer.kind === 'answered' ? answer.payload : {};
  }

  know(chargers: readonly ChargerFacts[]): void {
    const known = new Map(chargers.map((facts) => [facts.id, facts]));
    for (const facts of chargers) this.#point(facts.id).know(facts);
    for (const point of this.#points.values()) {
      if (known.has(point.id) || !point.facts) continue;
      point.know(undefined);
      if (!point.connected) this.#points.delete(point.id);
    }
  }

  cards(cards: readonly Card[]): void {
    this.#cards = cards;
    for (const point of this.#points.values()) {
      point.list.set(cards).catch((error: unknown) => {
        const detail = detailIn(this.#say, error);
        this.host.log.warn(this.#say(told('ocpp-list-not-written', { charger: point.id, detail })));
      });
    }
  }

  pending(): readonly PendingCharger[] {
    return this.#pending().map((point) => point.asPending());
  }

  trace(chargerId: string): readonly Payload[] {
    return (this.#points.get(chargerId)?.trace.entries() ?? []) as readonly unknown[] as readonly Payload[];
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([
      ...[...this.#points.values()].map((point) => point.close()),
      ...[...this.#links].map((link) => link.close()),
    ]);
  }

  #pending(): readonly ChargePoint[] {
    return [...this.#points.values()].filter((point) => !point.facts);
  }

  #point(id: string): ChargePoint {
    const known = this.#points.get(id);
    if (known) return known;
    const point = new ChargePoint(id, this.host, this.options);
    point.list.set(this.#cards).catch(() => {});
    this.#points.set(id, point);
    return point;
  }

  /** Who comes in, or why not. */
  #admitted(request: IncomingMessage, socket: Duplex): Knock | RefusedKnock {
    const knock = readKnock(request);
    if (refused(knock)) return knock;
    const { identity, authorization, page } = knock;
    if (this.#closed) return { status: 503, because: 'The hub is closing.' };
    if (this.#links.size >= this.options.maxConnections) {
      return { status: 503, because: `More than ${this.options.maxConnections} chargers are connected.` };
    }
    if (this.options.requiresCertificate(identity) && !certificateFits(socket, identity)) {
      return {
        status: 403,
        of: identity,
        because: 'A client certificate is needed whose common name is the identity of the charger.',
      };
    }
    // By charger too: behind one address (a proxy, a container) one that is wrong keeps no other out.
    const who = `${request.socket.remoteAddress} ${identity}`;
    const { monoMs } = this.host.clock.now();
    if (!this.#guesses.mayTry(who, monoMs)) {
      return { status: 429, of: identity, because: 'Too many wrong passwords; wait a minute.' };
    }
    const fits = (password: string): boolean => passwordFits(authorization, identity, password);
    if (!this.host.admits(identity, fits)) {
      if (authorization) this.#guesses.wrong(who, monoMs);
      const headers = ['WWW-Authenticate: Basic realm="OCPP"'];
      return { status: 401, of: identity, because: 'Identity and password do not belong together.', headers };
    }
    if (page && this.#points.get(identity)?.connected) {
      return { status: 409, because: 'A page in a browser takes the place of no charger that is connected.' };
    }
    return this.#points.has(identity) || this.#roomForPending()
      ? knock
      : { status: 503, because: 'Too many unknown chargers wait to be adopted.' };
  }

  /** Room for one more unknown charger; one that has left makes way, the longest gone first. */
  #roomForPending(): boolean {
    const pending = this.#pending();
    if (pending.length < this.options.maxPending) return true;
    const [oldest] = pending.filter((point) => !point.connected).sort((a, b) => a.lastSeen - b.lastSeen);
    return oldest !== undefined && this.#points.delete(oldest.id);
  }

  #welcome(identity: string, socket: TolerantSocket, request: IncomingMessage): void {
    this.#refusals.delete(identity);
    const point = this.#point(identity);
    const { clock } = this.host;
    const at = (): number => clock.now().wallMs;
    const callOffSilence = clock.after(this.options.firstMessageMs, () => {
      if (!point.facts && !link.heard) void link.close();
    });
    const link: RpcLink = new RpcLink(
      socket,
      request,
      clock,
      { ...this.options, identity, pings: point.pings },
      {
        called: (action, payload) => point.called(action, payload),
        frame: (direction, words) => point.trace.frame(at(), direction, words),
        unreadable: (raw) => point.trace.note(at(), 'unreadable', raw),
        closed: (code) => {
          callOffSilence();
          this.#links.delete(link);
          point.leave(link, code);
        },
      },
    );
    this.#links.add(link);
    const address = callerOf(request.socket);
    if (point.facts) this.#tellTwins(identity, address, point.connected);
    point.arrive(link, address);
  }

  /** Two chargers of one name look like one that never stays: said once in a row of turns. */
  #tellTwins(charger: string, other: string, drivesOut: boolean): void {
    const before = this.#turns.get(charger);
    const turns = turned(before, other, this.host.clock.now().monoMs, drivesOut);
    this.#turns.set(charger, turns);
    if (before && turns.count === TWINS)
      this.host.log.warn(this.#say(told('charger-twins', { charger, one: before.address, other })));
  }
}

/** What the manual of a make says it does not take, beyond whole operations. */
function checkModel(facts: ChargerFacts, action: string, payload: Payload): void {
  const model = MODELS[facts.model];
  const profile = (payload['csChargingProfiles'] ?? payload['chargingProfile']) as Payload | undefined;
  const recurrency = profile?.['recurrencyKind'];
  if (typeof recurrency === 'string' && !model.recurrency.some((kind) => kind === recurrency)) {
    throw new ToldError('NOT_SUPPORTED', 'charger-recurrency', {
      charger: model.name,
      kind: recurrency,
      choice: model.recurrency.join(', '),
    });
  }
  const location = payload['location'];
  if (
    action === 'UpdateFirmware' &&
    typeof location === 'string' &&
    location.includes('|') &&
    !model.fourPartFirmware
  ) {
    const form = 'url|user|password|md5';
    throw new ToldError('NOT_SUPPORTED', 'charger-plain-url', { charger: model.name, form });
  }
}
