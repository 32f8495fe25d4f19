import { createRPCError } from 'ocpp-rpc';
import type { ChargerAbilities, ChargerFacts, ChargerIdentity } from '../model/charger.js';
import { type Command, type CommandOutcome, OFFLINE } from '../model/command.js';
import { detailIn, type ErrorText, inEnglish, type Say, told } from '../model/error-texts.js';
import type { PendingCharger } from '../model/snapshot.js';
import type { Now, WallMs } from '../model/units.js';
import type { ChargerHost } from '../ports/charger-gateway.js';
import { obey } from './commands.js';
import { settingOf } from './configuration.js';
import { FirstWord } from './connection/first-word.js';
import type { RpcLink } from './connection/rpc-link.js';
import { type ClockSense, NO_CLOCK_SENSE } from './inbound/clock-sense.js';
import { numberIn, type Payload } from './inbound/fields.js';
import { LocalList } from './local-list.js';
import { answering } from './messages.js';
import { abilitiesOf, learnedAtBoot, MODELS } from './models.js';
import type { FullOptions } from './options.js';
import type { Answer } from './outbound/ask.js';
import { complaintOf } from './outbound/operations.js';
import { configure } from './setup.js';
import { StandingLimits } from './standing-limits.js';
import type { KnownStatus, ToldCharger } from './told-charger.js';
import { Trace } from './trace.js';
import { Transactions } from './transactions.js';

/** A charger over all its connections: what it said, what it can, what runs on it. */
export class ChargePoint implements ToldCharger {
  facts: ChargerFacts | undefined;
  identity: ChargerIdentity = {};
  sense: ClockSense = NO_CLOCK_SENSE;
  timeGivenAheadMs: number | undefined;
  status: KnownStatus | undefined;
  ownSamples = false;
  lastMeasured: ToldCharger['lastMeasured'];
  tellsCurrent = false;
  pace: ToldCharger['pace'];
  readonly transactions: Transactions;
  readonly trace: Trace;
  readonly list: LocalList;
  readonly limits: StandingLimits;
  #abilities: ChargerAbilities | undefined;
  #link: RpcLink | undefined;
  #address = '';
  #firstSeen: WallMs;
  #lastSeen: WallMs;
  #turn: Promise<void> = Promise.resolve();
  #callOffSetup: () => void = () => {};
  #settingUp = false;
  /** Until a StartTransaction is answered its id means nothing to the charger: no profile may overtake the answer. */
  #startAnswered: Promise<void> = Promise.resolve();
  readonly #firstWord: FirstWord;
  #statusHeard = false;
  #closed = false;
  #breaksAtPing = 0;
  readonly #lived = { written: new Set<string>(), broken: new Map<string, number>() };

  constructor(
    readonly id: string,
    readonly host: ChargerHost,
    readonly options: FullOptions,
  ) {
    this.#firstSeen = this.#lastSeen = host.clock.now().wallMs;
    this.#firstWord = new FirstWord(host.clock, options.firstWordMs);
    this.trace = new Trace(options.traceLength);
    this.list = new LocalList(
      (action, payload) => this.ask(action, payload),
      () => (this.facts && this.connected ? this.abilities.refuses : undefined),
    );
    this.limits = new StandingLimits(this);
    this.transactions = new Transactions(host, {
      chargerId: id,
      inTurn: (work) => this.#inTurn(work),
      silentEndMs: options.silentEndMs,
      connectorId: () => this.facts?.connectorId ?? 1,
      stopRemotely: (transactionId) => void this.ask('RemoteStopTransaction', { transactionId }),
    });
  }

  get connected(): boolean {
    return this.#link !== undefined;
  }

  get charging(): boolean {
    return this.transactions.running !== undefined || this.status?.status === 'Charging';
  }

  /** Chargers that broke off at our pings more than once are left in peace. */
  get pings(): boolean {
    return this.#breaksAtPing < 2;
  }

  get abilities(): ChargerAbilities {
    this.#abilities ??= abilitiesOf(this.facts?.model ?? 'generic', this.host.abilities(this.id));
    return this.#abilities;
  }

  learn(learned: Partial<ChargerAbilities>): void {
    const abilities = { ...this.abilities, ...learned };
    if (JSON.stringify(abilities) === JSON.stringify(this.abilities)) return;
    this.#abilities = abilities;
    if (this.facts) this.host.observe({ kind: 'abilities', chargerId: this.id, abilities });
  }

  /** The charger belongs to the house from now on, or does not any more. A connection stays up either way. */
  know(facts: ChargerFacts | undefined): void {
    const before = this.facts;
    this.facts = facts;
    if (!facts) {
      this.#callOffSetup();
      this.transactions.released();
      return;
    }
    if (before && before.model === facts.model) return;
    this.#abilities = undefined;
    this.host.observe({ kind: 'abilities', chargerId: this.id, abilities: this.abilities });
    if (before || !this.connected) return;
    this.host.observe({ kind: 'connected', chargerId: this.id });
    if (Object.keys(this.identity).length > 0) {
      this.host.observe({ kind: 'booted', chargerId: this.id, identity: this.identity });
    }
    if (this.status) {
      const takenAt = this.host.clock.now().monoMs;
      const { status } = this.status;
      this.host.observe({ kind: 'status', chargerId: this.id, ...this.status, takenAt });
      this.#inTurn(() => this.transactions.status(status));
    }
    this.#setUpIn(this.options.setupDelayMs);
  }

  /** A new connection. The newer wins; what is known of the charger stays. */
  arrive(link: RpcLink, address: string): void {
    const older = this.#link;
    this.#link = link;
    this.#address = address;
    this.#lastSeen = this.host.clock.now().wallMs;
    this.#statusHeard = false;
    this.#note(older ? `connected again from ${address}; the older connection is closed` : `connected from ${address}`);
    older?.cut();
    this.#firstWord.begin(this.charging || this.host.runningTransaction(this.id) !== undefined);
    if (this.facts) {
      this.host.observe({ kind: 'connected', chargerId: this.id });
      this.#setUpIn(this.options.bootWaitMs);
    } else this.host.pendingChanged();
  }

  /** A connection is down; an older one that was replaced changes nothing. */
  leave(link: RpcLink, code: number): void {
    if (this.#link !== link) return;
    if (link.brokeAtPing) this.#breaksAtPing += 1;
    this.#link = undefined;
    this.#firstWord.end();
    this.#callOffSetup();
    this.#note(`connection closed (${code})`);
    // A hub that closes is not told that its chargers left.
    if (this.#closed) return;
    if (this.facts) this.host.observe({ kind: 'disconnected', chargerId: this.id });
    else this.host.pendingChanged();
  }

  booted(): void {
    if (!this.facts) return;
    const first = this.#firstWord.wasBoot && { first: true as const };
    this.host.observe({ kind: 'booted', chargerId: this.id, identity: this.identity, ...first });
    this.learn(learnedAtBoot(this.abilities, this.facts.model, this.identity.firmware));
    this.#setUpIn(this.options.setupDelayMs);
  }

  /** Answers a call of the charger; calls are taken one after the other, in the order they came. */
  async called(action: string, payload: Payload): Promise<Payload> {
    const now = this.host.clock.now();
    this.#lastSeen = now.wallMs;
    const operation = action.toLowerCase();
    if (operation === 'statusnotification') this.#statusHeard = true;
    if (operation === 'bootnotification') this.#firstWord.boots();
    const answer = this.#answer(action, payload, now);
    if (operation !== 'starttransaction') return answer;
    // The frame is written once the promises behind the answer have run.
    const out = answer.then(
      () => undefined,
      () => undefined,
    );
    this.#startAnswered = out.then(() => new Promise((resolve) => this.host.clock.after(0, resolve)));
    return answer;
  }

  async #answer(action: string, payload: Payload, now: Now): Promise<Payload> {
    const answer = answering(this, action);
    if (!answer)
      throw createRPCError('NotImplemented', `${action} is not an operation of OCPP 1.6 from charger to server`);
    const reply = await new Promise<Awaited<ReturnType<typeof answer>>>((resolve, reject) => {
      this.#inTurn(async () => {
        try {
          resolve(await answer(payload, now));
        } catch (error) {
          this.#failed('ocpp-not-kept', error, { action });
          // StopTransaction is never answered with an error: the charger would send it for ever.
          if (action.toLowerCase() === 'stoptransaction') resolve({ payload: {} });
          else reject(createRPCError('InternalError', 'The message could not be kept; send it again later'));
        }
      });
    });
    const waitMs = (reply.delayMs ?? 0) - (this.host.clock.now().monoMs - now.monoMs);
    if (waitMs > 0) await new Promise<void>((resolve) => this.host.clock.after(waitMs, resolve));
    // What follows from the answer waits until the frame is on its way.
    if (this.#firstWord.awaited || reply.after) {
      this.#firstWord.answered();
      this.host.clock.after(0, () => {
        this.#firstWord.sent();
        reply.after?.();
      });
    }
    return reply.payload;
  }

  /**
   * Asks the charger; what it does not know is remembered and not asked again by the hub itself. `first`: before all that
   * still waits to be asked, because a fuse does not wait for a configuration.
   */
  async ask(action: string, payload: Payload, first = false): Promise<Answer> {
    await this.#firstWord.mayAsk();
    const complaint = complaintOf(action, payload);
    if (complaint) this.host.log.debug(this.#about('ocpp-goes-out-so', complaint));
    const answer: Answer = this.#link ? await this.#link.ask(action, payload, first) : { kind: 'offline' };
    if (answer.kind === 'unsupported' && !this.abilities.refuses.includes(action)) {
      this.learn({ refuses: [...this.abilities.refuses, action] });
    }
    return answer;
  }

  async send(command: Command): Promise<CommandOutcome> {
    await this.#startAnswered;
    if (!this.facts || !this.connected) return { result: 'failed', detail: OFFLINE };
    return obey(this, this.facts, command);
  }

  asPending(): PendingCharger {
    const { id, identity } = this;
    const firstSeen = new Date(this.#firstSeen).toISOString();
    const lastSeen = new Date(this.#lastSeen).toISOString();
    return { id, address: this.#address, firstSeen, lastSeen, identity };
  }

  get lastSeen(): WallMs {
    return this.#lastSeen;
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#callOffSetup();
    this.transactions.close();
    return this.#link?.close() ?? Promise.resolve();
  }

  #inTurn(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch((error: unknown) => this.#failed('charger-trouble', error));
  }

  #setUpIn(delayMs: number): void {
    this.#callOffSetup();
    this.#callOffSetup = this.host.clock.after(delayMs, () => {
      this.#setUp().catch((error: unknown) => this.#failed('charger-trouble', error));
    });
  }

  async #setUp(): Promise<void> {
    const { facts } = this;
    if (!facts || this.#settingUp) return;
    this.#settingUp = true;
    try {
      const configuration = await configure({
        ask: (action, payload) => this.ask(action, payload),
        model: MODELS[facts.model],
        abilities: () => this.abilities,
        learn: (learned) => this.learn(learned),
        connectorId: facts.connectorId,
        sampleIntervalsS: this.options.sampleIntervalsS,
        ...this.#lived,
        statusHeard: () => this.#statusHeard,
        statusKnown: () => this.status !== undefined,
      });
      if (configuration) await this.list.ready(numberIn(settingOf(configuration, 'SendLocalListMaxLength')?.value));
    } finally {
      this.#settingUp = false;
    }
  }

  #failed(text: ErrorText, error: unknown, values: Readonly<Record<string, string>> = {}): void {
    this.host.log.error(this.#about(text, error, values));
  }

  #about(text: ErrorText, error: unknown, values: Readonly<Record<string, string>> = {}): string {
    const say: Say = this.host.say ?? inEnglish;
    return say(told(text, { charger: this.id, detail: detailIn(say, error), ...values }));
  }

  #note(words: string): void {
    this.trace.note(this.host.clock.now().wallMs, 'connection', words);
  }
}
