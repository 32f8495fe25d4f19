import { describe } from 'node:test';
import { faultTable, overTcp } from '../means/meter-faults.js';

describe('D: the fault table, Modbus TCP', () => faultTable(overTcp('tcp')));
describe('D: the fault table, RTU over TCP', () => faultTable(overTcp('rtu')));
