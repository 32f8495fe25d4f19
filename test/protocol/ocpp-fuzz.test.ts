import { describe, it } from 'node:test';
import { fuzz } from '../means/ocpp-fuzz.js';

describe('random and mutated frames and upgrades', () => {
  it('neither end the process nor keep a well-behaved charger waiting', async () => {
    await fuzz(3_000, 20261121);
  });
});
