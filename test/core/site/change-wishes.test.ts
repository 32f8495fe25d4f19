import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandOf } from '../../../core/model/site-command.js';
import type { PendingCharger } from '../../../core/model/snapshot.js';
import { amps, wallMs } from '../../../core/model/units.js';
import { NO_WISHES } from '../../../core/model/wishes.js';
import { adoptedWishes, cardWishes, type WishScene } from '../../../core/site/change-wishes.js';
import { resolveConfig } from '../../../core/site/parse-config.js';
import { siteFacts } from '../../../core/site/site-facts.js';

type Adopt = Omit<CommandOf<'adopt'>, 'do'>;

const scene = (configured: readonly string[], adopted: WishScene['wishes']['adopted'] = []): WishScene => {
  const parsed = resolveConfig({ phases: 3, fuseA: 25, storage: '.', chargers: configured.map((id) => ({ id })) });
  assert.ok('config' in parsed);
  const { config } = parsed;
  const wishes = { ...NO_WISHES, adopted };
  return { now: wallMs(Date.UTC(2026, 5, 21)), config, facts: siteFacts(config, adopted), wishes, pending: [] };
};
const adopt = (command: Adopt, at: WishScene) => adoptedWishes({ do: 'adopt', ...command }, at).adopted;

describe('adopting a charger', () => {
  it('is not refused because one adopted before stands in the settings by now', () => {
    const before = adopt({ id: 'CP1' }, scene([]));
    const after = adopt({ id: 'CP2' }, scene(['CP1'], before));
    assert.deepEqual(
      after.map(({ id }) => id),
      ['CP1', 'CP2'],
    );
  });

  it('knows the model by what its maker calls it, or by an id that says so', () => {
    const knocks = (id: string, identity: object) => ({ ...scene([]), pending: [{ id, identity } as PendingCharger] });
    assert.equal(
      adopt({ id: 'CP1' }, knocks('CP1', { vendor: 'ACPILE', model: 'EVPLUS22C' }))[0]?.model,
      'cabur-ev-plus',
    );
    assert.equal(adopt({ id: 'HYDRA1' }, knocks('HYDRA1', {}))[0]?.model, 'hydra-cubus');
    assert.equal(adopt({ id: 'CP1' }, knocks('CP1', { vendor: 'Other' }))[0]?.model, 'generic');
  });

  it('hides it from no fuse when the supply turns out to have one phase', () => {
    const parsed = resolveConfig({ phases: 1, fuseA: 25, storage: '.' });
    assert.ok('config' in parsed);
    const facts = siteFacts(parsed.config, adopt({ id: 'CP1', phases: [2] }, scene([])));
    assert.deepEqual(facts.chargers[0]?.phases, [1]);
  });

  it('takes a number of a flow as its name', () => {
    assert.equal(adopt({ id: 'CP1', name: 7 as unknown as string }, scene([]))[0]?.name, '7');
  });

  it('pauses without the hub where the fuse of its circuit carries no more', () => {
    const circuits = [{ name: 'Garage', fuseA: amps(10) }];
    const behind = (id: string, at: WishScene) => adopt({ id, circuit: 'Garage' }, at);
    const garage = (adopted: WishScene['wishes']['adopted'] = []): WishScene => {
      const bare = scene([], adopted);
      return { ...bare, config: { ...bare.config, circuits }, facts: { ...bare.facts, circuits } };
    };
    const first = behind('CP1', garage());
    const both = behind('CP2', garage(first));
    assert.deepEqual(
      both.map(({ safeA }) => safeA),
      [6, 0],
    );
    assert.equal(adopt({ id: 'CP2' }, garage(first))[1]?.safeA, 6);
  });
});

describe('a card that a reader told at greater length than the standard has', () => {
  const idTag = '04A1B2C3D4E5F60718293A4B';
  const anna = { idTag, name: 'Anna', allowed: true, parentIdTag: 'HOME', expiresAt: wallMs(9e12) };
  const at = { ...scene([]), wishes: { ...NO_WISHES, cards: [anna] } };

  it('is blocked in any case, and stays what it is; under a name it is written anew', () => {
    const add = { idTag: idTag.toLowerCase(), allowed: false };
    assert.deepEqual(cardWishes({ do: 'card', add }, at).cards, [{ ...anna, allowed: false }]);
    const renamed = cardWishes({ do: 'card', add: { ...add, name: 'Ann' } }, at).cards;
    assert.deepEqual(renamed, [{ idTag, name: 'Ann', allowed: false }]);
  });

  it('is taken away', () => {
    assert.deepEqual(cardWishes({ do: 'card', remove: ` ${idTag} ` }, at).cards, []);
  });
});
