import type { RPCClient } from 'ocpp-rpc';
import { SurplugError } from '../model/error.js';
import { detailIn, inEnglish, inWords, type Say, ToldError, told } from '../model/error-texts.js';
import type { Site } from '../model/site.js';
import type { SiteCommand } from '../model/site-command.js';
import type { SiteQuery } from '../model/site-query.js';
import type { MonoMs } from '../model/units.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { type LetGo, Outbox } from './outbox.js';
import { TokenBucket } from './token-bucket.js';
import { type CommandReply, LINK_VERSION, MAX_ANSWER_BYTES, type QueryReply, toWire } from './wire.js';

interface HostService {
  readonly site: Site;
  readonly log: Log;
  readonly clock: Clock;
  /** The words for errors; English without. */
  readonly say?: Say;
}

/** A host says hello within this, or leaves. */
const HELLO_MS = 10_000;
/** A host takes a parcel of events within this, or leaves. */
const PARCEL_MS = 15_000;
/** What a host may ask: so many at once, and so many a second for long. A flow pushes ten readings a second. */
const CALLS = { size: 500, perSecond: 100 };
/** Messages of any kind; beyond them it is no careless flow but a flood, and the host leaves. */
const MESSAGES = { size: 5000, perSecond: 1000 };
/** Messages that are no messages. */
const MAX_NONSENSE = 20;

/** Serves the site to one attached host until it leaves. Returns how to send it away. */
export function serveHost(
  client: InstanceType<typeof RPCClient>,
  { site, log, clock, say = inEnglish }: HostService,
): () => void {
  let greeted = false;
  let gone = false;
  let nonsense = 0;
  let deaf = (): void => undefined;
  const nowMs = (): MonoMs => clock.now().monoMs;
  const calls = new TokenBucket(CALLS.size, CALLS.perSecond, nowMs());
  const messages = new TokenBucket(MESSAGES.size, MESSAGES.perSecond, nowMs());

  const leave = (why?: LetGo): void => {
    if (gone) return;
    gone = true;
    deaf();
    noHello();
    if (why !== undefined) log.warn(say(told(why)));
    // ocpp-rpc waits for the peer when it closes politely, and an 'error' meanwhile rejects what nobody awaits.
    client.close({ force: true }).catch(() => undefined);
  };
  const noHello = clock.after(HELLO_MS, () => leave('link-let-go-hello'));

  const outbox = new Outbox({
    send: (events) => client.call('events', { events }, { callTimeoutMs: PARCEL_MS }),
    snapshot: () => site.snapshot(),
    failed: leave,
  });

  const handle = (method: string, answer: (params: unknown) => Promise<object>): void =>
    client.handle(method, async ({ params }) => {
      try {
        if (typeof params !== 'object' || params === null || Array.isArray(params)) {
          throw new ToldError('INVALID_INPUT', 'link-no-object', { method: `"${method}"` });
        }
        if (!calls.take(nowMs())) throw new ToldError('REJECTED', 'link-too-many');
        if (!greeted && method !== 'hello')
          throw new ToldError('NO_PERMISSION', 'link-hello-first', { method: '"hello"' });
        return await answer(params);
      } catch (error) {
        if (error instanceof SurplugError) throw toWire(inWords(say, error));
        log.error(say(told('link-call-failed', { method, detail: detailIn(say, error) })));
        throw toWire(inWords(say, new ToldError('REJECTED', 'link-failed')));
      }
    });

  handle('hello', async (params) => {
    const { version } = params as { version?: unknown };
    if (version !== LINK_VERSION) {
      const asked = JSON.stringify(version) ?? '–';
      throw new ToldError('NOT_SUPPORTED', 'link-not-this-version', { version: `${LINK_VERSION}`, asked });
    }
    if (!greeted && !gone) {
      greeted = true;
      noHello();
      deaf = site.on((event) => outbox.push(event));
      outbox.push({ event: 'state', snapshot: site.snapshot() });
    }
    return { version: LINK_VERSION };
  });

  handle('command', async (params): Promise<CommandReply> => {
    if ((params as { file?: unknown }).file !== undefined) throw new ToldError('INVALID_INPUT', 'link-no-file');
    // The site itself checks every command: it takes them from flows too.
    const answer = await site.command(params as SiteCommand);
    return { answer, snapshot: site.snapshot() };
  });

  handle('query', async (params): Promise<QueryReply> => {
    const rows = await site.query(params as SiteQuery);
    // A sign of JSON is three bytes at the most.
    if (JSON.stringify(rows).length * 3 > MAX_ANSWER_BYTES) throw new ToldError('INVALID_INPUT', 'link-too-long');
    return { rows };
  });

  client.on('message', ({ outbound }: { outbound: boolean }) => {
    if (!outbound && !messages.take(nowMs())) leave('link-let-go-flood');
  });
  client.on('badMessage', () => {
    nonsense += 1;
    if (nonsense > MAX_NONSENSE) leave('link-let-go-nonsense');
  });
  client.on('error', () => undefined);
  client.once('close', () => leave());
  return leave;
}
