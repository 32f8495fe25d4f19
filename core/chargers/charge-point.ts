import type { ChargerAbilities, ChargerFacts, ChargerIdentity } from '../model/charger.js';
import { type Command, type CommandOutcome, OFFLINE } from '../model/command.js';
import { detailIn, type ErrorText, told } from '../model/error-texts.js';
import type { PendingCharger } from '../model/snapshot.js';
import type { WallMs } from '../model/units.js';
import type { ChargerHost, Payload } from '../ports/charger-gateway.js';
import { obey } from './commands.js';
import { settingOf } from './configuration.js';
import { FirstWord } from './connection/first-word.js';
import type { RpcLink } from './connection/rpc-link.js';
import { type ClockSense, NO_CLOCK_SENSE } from './inbound/clock-sense.js';
import { numberIn } from './inbound/fields.js';
import { Inbox } from './inbox.js';
import { LocalList } from './local-list.js';
import { abilitiesOf, learnedAtBoot, MODELS } from './models.js';
import type { FullOptions } from './options.js';
import type { Answer } from './outbound/ask.js';
import { complaintOf } from './outbound/operations.js';
import { Preparation } from './preparation.js';
import { StandingLimits } from './standing-limits.js';
import type { KnownStatus, ToldCharger } from './told-charger.js';
import { Trace } from './trace.js';
import { Transactions } from './transactions.js';

/** Messages kept of a charger's conversation. */
const TRACE_LENGTH = 200;

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
  zerosAreNone = false;
  readonly transactions: Transactions;
  readonly trace: Trace;
  readonly list: LocalList;
  readonly limits: StandingLimits;
  #abilities: ChargerAbilities | undefined;
  #link: RpcLink | undefined;
  #address = '';
  #firstSeen: WallMs;
  #lastSeen: WallMs;
  readonly #firstWord: FirstWord;
  readonly #inbox: Inbox;
  readonly #preparation: Preparation;
  #closed = false;
  #breaksAtPing = 0;

  constructor(
    readonly id: string,
    readonly host: ChargerHost,
    readonly options: FullOptions,
  ) {
    this.#firstSeen = this.#lastSeen = host.clock.now().wallMs;
    this.#firstWord = new FirstWord(host.clock, options.firstWordMs);
    this.trace = new Trace(TRACE_LENGTH);
    this.list = new LocalList(
      (action, payload) => this.ask(action, payload),
      () => (this.facts && this.connected ? this.abilities.refuses : undefined),
    );
    this.limits = new StandingLimits(this);
    this.#inbox = new Inbox({
      told: this,
      firstWord: this.#firstWord,
      failed: (...what) => this.#failed(...what),
    });
    this.#preparation = new Preparation({
      clock: host.clock,
      context: () => this.facts && this.#setupContext(this.facts),
      ready: (settings) => this.list.ready(numberIn(settingOf(settings, 'SendLocalListMaxLength')?.value)),
      failed: (error) => this.#failed('charger-trouble', error),
    });
    this.transactions = new Transactions(host, {
      chargerId: id,
      inTurn: (work) => this.#inbox.inTurn(work),
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
      this.#preparation.callOff();
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
      this.#inbox.inTurn(() => this.transactions.status(status));
    }
    this.#preparation.after(this.options.setupDelayMs);
  }

  /** A new connection. The newer wins; what is known of the charger stays. */
  arrive(link: RpcLink, address: string): void {
    const older = this.#link;
    this.#link = link;
    this.#address = address;
    this.#lastSeen = this.host.clock.now().wallMs;
    this.#preparation.begin();
    this.#note(older ? `connected again from ${address}; the older connection is closed` : `connected from ${address}`);
    older?.cut();
    const charging = this.charging || this.host.runningTransaction(this.id) !== undefined;
    this.#firstWord.begin(charging);
    if (this.facts) {
      this.host.observe({ kind: 'connected', chargerId: this.id });
      // In the middle of a charge it seldom boots, and may be silent for a minute: it is asked before it would be paused.
      this.#preparation.after(charging ? this.options.setupDelayMs : this.options.bootWaitMs);
    } else this.host.pendingChanged();
  }

  /** A connection is down; an older one that was replaced changes nothing. */
  leave(link: RpcLink, code: number): void {
    if (this.#link !== link) return;
    if (link.brokeAtPing) this.#breaksAtPing += 1;
    this.#link = undefined;
    this.#firstWord.end();
    this.#preparation.callOff();
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
    this.#preparation.after(this.options.setupDelayMs);
  }

  /** Answers a call of the charger. */
  called(action: string, payload: Payload): Promise<Payload> {
    const now = this.host.clock.now();
    this.#lastSeen = now.wallMs;
    const operation = action.toLowerCase();
    if (operation === 'statusnotification') this.#preparation.statusHeard();
    if (operation === 'bootnotification') this.#firstWord.boots();
    return this.#inbox.called(action, payload, now);
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
    await this.#inbox.startAnswered;
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
    this.#preparation.callOff();
    this.transactions.close();
    return this.#link?.close() ?? Promise.resolve();
  }

  #setupContext(facts: ChargerFacts) {
    return {
      ask: (action: string, payload: Payload) => this.ask(action, payload),
      model: MODELS[facts.model],
      abilities: () => this.abilities,
      learn: (learned: Partial<ChargerAbilities>) => this.learn(learned),
      writeAnew: () => this.host.observe({ kind: 'profiles-cleared', chargerId: this.id }),
      connectorId: facts.connectorId,
      sampleIntervalsS: this.options.sampleIntervalsS,
      statusKnown: () => this.status !== undefined,
    };
  }

  #failed(text: ErrorText, error: unknown, values: Readonly<Record<string, string>> = {}): void {
    this.host.log.error(this.#about(text, error, values));
  }

  #about(text: ErrorText, error: unknown, values: Readonly<Record<string, string>> = {}): string {
    const { say } = this.host;
    return say(told(text, { charger: this.id, detail: detailIn(say, error), ...values }));
  }

  #note(words: string): void {
    this.trace.note(this.host.clock.now().wallMs, 'connection', words);
  }
}
