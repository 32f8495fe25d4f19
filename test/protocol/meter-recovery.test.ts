import { describe } from 'node:test';
import { DAMAGED, faultTable, HOST_AWAY, outages, SILENT, type Way, WRONG_UNIT } from '../means/meter-faults.js';

const over = (framing: 'tcp' | 'rtu'): Way => ({
  framing,
  to: async ({ port }) => ({
    type: framing === 'tcp' ? 'modbus-tcp' : 'modbus-rtu-tcp',
    role: 'grid',
    map: 'eastron-sdm630',
    host: '127.0.0.1',
    port,
    unitId: 1,
  }),
});

describe('D: the fault table, Modbus TCP', () => faultTable(over('tcp')));
describe('D: the fault table, RTU over TCP', () => faultTable(over('rtu')));
describe('D: long outages, Modbus TCP', () => outages(over('tcp'), [SILENT, HOST_AWAY]));
describe('D: long outages, RTU over TCP', () => outages(over('rtu'), [SILENT, DAMAGED, WRONG_UNIT, HOST_AWAY]));
