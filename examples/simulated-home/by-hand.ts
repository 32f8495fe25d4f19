/**
 * The hands in the house, over HTTP on this machine only: POST /plug, /unplug, /card?id=…, /sun?w=…, /load?w=…,…,…
 * (`auto` gives weather and household back to themselves). The buttons of the example flow call these.
 */
import type { Home } from './home.js';
import { type HttpServer, listenHttp } from './listen-http.js';

type Hand = (home: Home, said: URLSearchParams) => unknown;

const HANDS: Readonly<Record<string, Hand>> = {
  '/plug': (home) => home.plug(),
  '/unplug': (home) => home.unplug(),
  '/card': (home, said) => home.tapCard(said.get('id') ?? 'CARD'),
  '/sun': (home, said) => home.setSun(watts(said)[0] ?? null),
  '/load': (home, said) => home.setLoad(said.get('w') === 'auto' ? null : watts(said)),
};

/** Resolves when it listens; rejects when the port is taken. */
export function startHands(host: string, port: number, home: Home): Promise<HttpServer> {
  return listenHttp(host, port, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://home');
    const hand = request.method === 'POST' ? HANDS[url.pathname] : undefined;
    const done = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (!hand) return done(404, { wrong: `POST one of ${Object.keys(HANDS).join(' ')}` });
    Promise.resolve(hand(home, url.searchParams)).then(
      (answer) => done(200, { done: url.pathname.slice(1), answer: answer ?? null }),
      (error: unknown) => done(500, { wrong: String(error) }),
    );
  });
}

/** The watts said: one number, or one per phase; none for `auto`. */
const watts = (said: URLSearchParams): readonly number[] =>
  (said.get('w') ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map(Number)
    .filter(Number.isFinite);
