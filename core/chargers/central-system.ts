import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Card } from '../model/card.js';
import type { ChargerFacts } from '../model/charger.js';
import { type Command, type CommandOutcome, OFFLINE } from '../model/command.js';
import { detailIn, type Say, ToldError, told } from '../model/error-texts.js';
import { shown } from '../model/outside-number.js';
import type { Row } from '../model/site-query.js';
import type { PendingCharger } from '../model/snapshot.js';
import type { ChargerGateway, ChargerHost, Payload } from '../ports/charger-gateway.js';
import { ChargePoint } from './charge-point.js';
import { Admission } from './connection/admission.js';
import { callerOf } from './connection/caller.js';
import { DoorWatch } from './connection/door-watch.js';
import { refused } from './connection/knock.js';
import { refuse } from './connection/refuse.js';
import { RpcLink } from './connection/rpc-link.js';
import { TolerantSocket } from './connection/tolerant-socket.js';
import { WebSocketServer } from './connection/ws.js';
import { operate } from './operate.js';
import { type CentralSystemOptions, DEFAULT_OPTIONS, type FullOptions } from './options.js';

export type { CentralSystemOptions } from './options.js';

/** A larger frame ends the connection. */
const FRAME_MOST_BYTES = 1024 * 1024;

/**
 * Opens the OCPP 1.6J server side. Sockets come in through `upgrade`; nothing listens here.
 *
 * The WebSocket handshake is ours and only the messages are ocpp-rpc's: its own server ends the process on one bad URL,
 * and keeps two connections of one identity side by side.
 */
export function openCentralSystem(host: ChargerHost, options: CentralSystemOptions = {}): ChargerGateway {
  return new CentralSystem(host, { ...DEFAULT_OPTIONS, ...options });
}

class CentralSystem implements ChargerGateway {
  readonly #points = new Map<string, ChargePoint>();
  readonly #links = new Set<RpcLink>();
  readonly #admission: Admission;
  readonly #door: DoorWatch;
  readonly #server: WebSocketServer;
  readonly #say: Say;
  #cards: readonly Card[] = [];

  constructor(
    readonly host: ChargerHost,
    readonly options: FullOptions,
  ) {
    this.#say = host.say;
    this.#door = new DoorWatch(host);
    this.#admission = new Admission(host, options, {
      connections: () => this.#links.size,
      connected: (identity) => this.#points.get(identity)?.connected === true,
      hasPlace: (identity) => this.#points.has(identity) || this.#roomForPending(),
    });
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      WebSocket: TolerantSocket,
      maxPayload: FRAME_MOST_BYTES,
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
      const knock = this.#admission.judge(request, socket);
      if (refused(knock)) {
        refuse(socket, knock.status, knock.because, knock.headers);
        if (knock.of !== undefined && this.#points.get(knock.of)?.facts) this.#door.turnedAway(knock.of, knock);
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
      throw new ToldError('UNKNOWN_CHARGER', 'charger-adopt-first', { name: shown(chargerId) });
    }
    const answer = await operate(point, point.facts, { action, payload, force: options.force === true });
    if (action === 'ClearChargingProfile') this.host.observe({ kind: 'profiles-cleared', chargerId });
    return answer;
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

  trace(chargerId: string): readonly Row[] {
    const entries = this.#points.get(chargerId)?.trace.entries() ?? [];
    return entries.map((entry) => ({ ...entry }));
  }

  async close(): Promise<void> {
    this.#admission.close();
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

  /** Room for one more unknown charger; one that has left makes way, the longest gone first. */
  #roomForPending(): boolean {
    const pending = this.#pending();
    if (pending.length < this.options.maxPending) return true;
    const [oldest] = pending.filter((point) => !point.connected).sort((a, b) => a.lastSeen - b.lastSeen);
    return oldest !== undefined && this.#points.delete(oldest.id);
  }

  #welcome(identity: string, socket: TolerantSocket, request: IncomingMessage): void {
    this.#door.letIn(identity);
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
    if (point.facts) this.#door.cameIn(identity, address, point.connected);
    point.arrive(link, address);
  }
}
