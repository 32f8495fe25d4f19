import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BelievedRegister, deliverable, readOn } from '../../../core/records/believed-register.js';

/** The energy of a register read once a minute. */
function energyOf([first = 0, ...others]: readonly number[], everyMs = 60_000): number {
  let register: BelievedRegister = { registerWh: first, atMs: 0 };
  let energyWh = 0;
  for (const [at, registerWh] of others.entries()) {
    const read = readOn(register, registerWh, (at + 1) * everyMs);
    register = read.register;
    energyWh += read.stepWh;
  }
  return energyWh;
}

describe('what a register is believed to show', () => {
  for (const [name, registers, energyWh] of [
    ['every step up is energy', [1000, 1200, 1400], 400],
    ['a small step back is made up for first', [1000, 1200, 1190, 1195, 1250], 250],
  ] as const)
    it(name, () => assert.equal(energyOf(registers), energyWh));

  it('a long silence is believed as far as a charger can have given it', () => {
    assert.equal(energyOf([0, 55_000], 5 * 3_600_000), 55_000);
    assert.equal(energyOf([0, 55_000], 60_000), 0);
  });

  it('the first step of a time nobody knows is believed', () => {
    assert.equal(readOn({ registerWh: 0, atMs: null }, 80_000, 0).stepWh, 80_000);
  });

  it('a clock that stepped back leaves what a coarse register needs', () => {
    assert.ok(deliverable(1000, -3_600_000));
    assert.ok(!deliverable(1001, -3_600_000));
  });
});
