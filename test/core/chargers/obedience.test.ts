import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultAbilities } from '../../../core/chargers/models.js';
import type { Answer } from '../../../core/chargers/outbound/ask.js';
import { writeLimit } from '../../../core/chargers/outbound/limits.js';
import { formsFor } from '../../../core/chargers/outbound/profile-forms.js';
import type { ProfileForm } from '../../../core/chargers/outbound/profiles.js';
import { endedBy, flowed, rose, type ZeroProof, zeroTold } from '../../../core/chargers/zero-proof.js';

const NOW = Date.UTC(2026, 5, 21, 10);

describe('a limit that is accepted and not followed', () => {
  it('is written by another clock first where it was taken and not followed, and begins anew when all was in vain', async () => {
    const asked: string[] = [];
    const willing = async (_action: string, payload: Readonly<Record<string, unknown>>): Promise<Answer> => {
      asked.push(JSON.stringify(payload));
      return { kind: 'answered', payload: { status: 'Accepted' } };
    };
    const abilities = defaultAbilities('generic');
    const wish = { limitA: 10, phases: 3, chargerNowMs: NOW, durationS: 300, transactionId: 7 };
    const live = { layer: 'live', connectorId: 1, abilities, wish } as const;
    let unheeded: readonly ProfileForm[] = [];
    for (let tries = formsFor('live', abilities, true).length; tries >= 0; tries -= 1) {
      const { form } = await writeLimit(willing, live, { search: true, currentAccepted: true, unheeded });
      assert.ok(form);
      unheeded = [...unheeded, form];
    }
    assert.match(asked[0] ?? '', /"TxProfile","chargingProfileKind":"Absolute"/);
    assert.match(asked[1] ?? '', /"TxProfile","chargingProfileKind":"Relative"/);
    assert.equal(new Set(asked).size, asked.length - 1, 'every form once');
    assert.equal(asked.at(-1), asked[0], 'then the first again');
  });
});

describe('0 A that is accepted and does not pause', () => {
  const told = zeroTold(undefined, 'form', 0);
  /** Samples every 5 s, from so many seconds after the yes. */
  const convicted = (proof: ZeroProof, fromS: number, ...currents: readonly number[]): boolean => {
    let found = false;
    for (const [at, currentA] of currents.entries()) {
      const after = flowed(proof, currentA, (fromS + 5 * at) * 1000, 6);
      proof = after.proof;
      found ||= after.convicted;
    }
    return found;
  };

  for (const [name, stop, at, ended] of [
    ['within half a minute, for no reason', { reason: 'Local' }, 30_000, true],
    ['for another reason of its own', { reason: 'Other' }, 30_000, true],
    ['later', { reason: 'Other' }, 30_001, false],
    ['by a card', { reason: 'Local', idTag: 'A' }, 1000, false],
    ['by the plug', { reason: 'EVDisconnected' }, 1000, false],
  ] as const)
    it(`${ended ? 'ends' : 'does not end'} the transaction that is ended ${name}`, () =>
      assert.equal(endedBy(told, stop, at), ended));

  it('shows itself by two samples at the least the charger gives', () => assert.ok(convicted(told, 10, 6, 6)));
  it('not by one', () => assert.ok(!convicted(told, 10, 6, 0, 6)));
  it('not while the car may still be coming down', () => assert.ok(!convicted(told, 0, 16, 10, 6, 0.2)));
  it('not by a slow car that comes down all the while', () =>
    assert.ok(!convicted(told, 5, 16, 13, 10.5, 8, 7.4, 6.8, 6.2, 5.6, 5, 0)));
  it('by one that comes down and then stays', () => assert.ok(convicted(told, 5, 16, 10, 6, 6, 6)));
  it('not by what a charger itself takes', () => assert.ok(!convicted(told, 10, 0.4, 0.4, 0.4)));
  it('a full current may be a limit that is not in force: only a yes in another form convicts', () => {
    assert.ok(!convicted(told, 10, 16, 16, 16, 16));
    const other = zeroTold(told, 'other form', 40_000);
    assert.ok(convicted(other, 50, 16, 16));
  });
  /** Registers each so many seconds, from as many after the yes. */
  const goesOn = (everyS: number, ...registers: readonly number[]): boolean => {
    let proof = told;
    return registers
      .map((wh, k) => {
        const after = rose(proof, wh, (k + 1) * everyS * 1000);
        proof = after.proof;
        return after.convicted;
      })
      .some((convict) => convict);
  };
  it('shows itself by a register that goes on rising, where nothing else is told (ocpp-virtual-charge-point)', () => {
    assert.ok(goesOn(15, 1000, 1150, 1300));
    assert.ok(!goesOn(15, 1000, 1150, 1250), 'by no more than a tenth of a kWh');
    assert.ok(!goesOn(15, 1000, 1150, 1150, 1150), 'what came before it could come to rest does not count');
    assert.ok(!goesOn(3600, 1000, 1005, 1010, 1500), 'nor what a charger itself takes in hours');
  });
  it('a renewal in the same form begins nothing anew', () => {
    assert.deepEqual(zeroTold(told, 'form', 60_000), told);
  });
});
