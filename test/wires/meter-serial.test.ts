import { after, afterEach, describe } from 'node:test';
import { DAMAGED, faultTable, type Outage, outages, SILENT, type Way, WRONG_UNIT } from '../means/meter-faults.js';
import { Wires } from '../means/wires.js';

/* The fault table over the real serial driver and a pseudo-terminal of Debian's socat. */

const wires = new Wires();
after(() => wires.remove());

let plugged: Awaited<ReturnType<Wires['serialTo']>>;
const serial: Way = {
  framing: 'rtu',
  async to({ port }) {
    plugged = await wires.serialTo(port);
    return { type: 'modbus-rtu', role: 'grid', map: 'eastron-sdm630', path: plugged.path, unitId: 1 };
  },
  // A serial line knows no connections.
  never: ['reset', 'end'],
};

const PULLED: Outage = {
  what: 'on an adapter that was pulled',
  begin: () => wires.end(plugged.socat),
  end: async ({ port }) => {
    plugged = await wires.serialTo(port, plugged.path);
  },
};

describe('D: the fault table, RTU on a serial port', () => {
  afterEach(() => wires.endAll());
  faultTable(serial);
});
describe('D: long outages, RTU on a serial port', () => {
  afterEach(() => wires.endAll());
  outages(serial, [SILENT, DAMAGED, WRONG_UNIT, PULLED]);
});
