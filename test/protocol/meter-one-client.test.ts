import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { eventually } from '../means/eventually.js';
import { HouseMeters, sdm630, sdm630At } from '../means/house-meters.js';

const house = new HouseMeters();
afterEach(() => house.close());

for (const framing of ['tcp', 'rtu'] as const) {
  describe(`D: a meter that serves one client at a time, ${framing === 'tcp' ? 'Modbus TCP' : 'RTU over TCP'}`, () => {
    it('and has another: told once, tried gently, and read as soon as that one is gone', async () => {
      const slave = await house.slave({ 1: sdm630() }, { framing, clients: 1 });
      const other = connect(slave.port, '127.0.0.1');
      await once(other, 'connect');
      await eventually('the other is served', () => slave.sockets.size === 1);
      const kept = house.read([sdm630At(slave.port, { type: framing === 'tcp' ? 'modbus-tcp' : 'modbus-rtu-tcp' })]);
      assert.match(await kept.troubled(/./), /^unreachable: .*, hung up$/);
      await eventually('asked for again and again', () => (house.sources[0]?.look?.().polls ?? 0) > 20);
      assert.ok(slave.connections <= 4, `${slave.connections} connections`);
      other.destroy();
      await kept.more(3);
      assert.deepEqual(kept.troubles.slice(1), [{ meterId: 'grid', what: null }]);
    });
  });
}
