import { describe } from 'node:test';
import { DAMAGED, HOST_AWAY, outages, overTcp, SILENT, WRONG_UNIT } from '../means/meter-faults.js';

describe('D: long outages, Modbus TCP', () => outages(overTcp('tcp'), [SILENT, HOST_AWAY]));
describe('D: long outages, RTU over TCP', () => outages(overTcp('rtu'), [SILENT, DAMAGED, WRONG_UNIT, HOST_AWAY]));
