import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type NodeRed, startNodeRed } from '../means/node-red.js';

const users: Readonly<Record<string, string>> = { admin: '*', guest: 'read' };
/** Logins without passwords: a token is a name, as an editor behind a proxy would have it. */
const adminAuth = {
  type: 'credentials',
  users: async (name: string) => ({ username: name, permissions: users[name] }),
  authenticate: async () => null,
  tokens: async (token: string) => (users[token] ? { username: token, permissions: users[token] } : null),
};

describe('the hub’s routes ask for the editor’s permissions', () => {
  let red: NodeRed;
  before(async () => {
    red = await startNodeRed('node-red', { adminAuth });
  });
  after(() => red?.end());

  const ask = (method: 'GET' | 'POST', user?: string, route = ''): Promise<Response> =>
    fetch(`${red.url}/surplug/hubs/any${route}`, {
      method,
      headers: { 'content-type': 'application/json', ...(user ? { authorization: `Bearer ${user}` } : {}) },
      ...(method === 'POST' ? { body: '{"adopt":"garage","access":"free"}' } : {}),
    });

  for (const [method, user, status] of [
    ['GET', undefined, 401],
    ['GET', 'guest', 200],
    ['GET', 'admin', 200],
    ['POST', undefined, 401],
    ['POST', 'guest', 401],
    // Allowed; but no such hub is deployed.
    ['POST', 'admin', 409],
  ] as const) {
    it(`${method} as ${user ?? 'nobody'}: ${status}`, async () => {
      assert.equal((await ask(method, user)).status, status);
    });
  }

  for (const [method, user, status] of [
    ['GET', undefined, 401],
    ['GET', 'guest', 409],
    ['POST', 'guest', 401],
    // A search needs no hub; what is missing is what to search.
    ['POST', 'admin', 400],
  ] as const) {
    it(`meters: ${method} as ${user ?? 'nobody'}: ${status}`, async () => {
      assert.equal((await ask(method, user, '/meters')).status, status);
    });
  }

  for (const [user, status] of [
    [undefined, 401],
    // Who charged when is not for everybody who may look.
    ['guest', 401],
    ['admin', 409],
  ] as const) {
    it(`records: GET as ${user ?? 'nobody'}: ${status}`, async () => {
      assert.equal((await ask('GET', user, '/export?of=report')).status, status);
    });
  }

  for (const [user, status] of [
    [undefined, 401],
    // So is whose card was shown.
    ['guest', 401],
    ['admin', 409],
  ] as const) {
    it(`messages: GET as ${user ?? 'nobody'}: ${status}`, async () => {
      assert.equal((await ask('GET', user, '/trace?charger=garage')).status, status);
    });
  }

  it('a hub that is not there is told in words', async () => {
    assert.equal(((await (await ask('GET', 'guest')).json()) as { standing: string }).standing, 'absent');
    const refused = (await (await ask('POST', 'admin')).json()) as { code: string; message: string };
    assert.deepEqual(refused, { code: 'HUB_DISABLED', message: 'Deploy the hub first.' });
  });
});
