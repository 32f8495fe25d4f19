import { openMeters } from '../../core/meters/open-meters.js';
import type { MeterConfig } from '../../core/model/config.js';
import { inEnglish } from '../../core/model/error-texts.js';
import type { PhaseCount } from '../../core/model/phases.js';
import type { Clock } from '../../core/ports/clock.js';
import type { MeterSource } from '../../core/ports/meter-source.js';
import { systemClock } from '../../core/site/system-clock.js';
import { KeptLog } from './kept-log.js';
import { KeptMeters } from './kept-meters.js';
import { ModbusSlave, Registers, type SlaveOptions } from './modbus-slave.js';

/** Meters and their slaves of one test, closed together at its end. */
export class HouseMeters {
  readonly slaves: ModbusSlave[] = [];
  readonly sources: MeterSource[] = [];

  async slave(units: Readonly<Record<number, Registers>>, options: SlaveOptions = {}): Promise<ModbusSlave> {
    const slave = await ModbusSlave.listen(new Map(Object.entries(units).map(([id, r]) => [Number(id), r])), options);
    this.slaves.push(slave);
    return slave;
  }

  read(configs: readonly MeterConfig[], phases: PhaseCount = 3, clock: Clock = systemClock()): KeptMeters {
    const kept = new KeptMeters();
    this.sources.push(
      ...openMeters(configs, { phases, voltageV: 230, listener: kept, clock, log: new KeptLog(), say: inEnglish }),
    );
    return kept;
  }

  async close(): Promise<void> {
    await Promise.all(this.sources.splice(0).map((source) => source.close()));
    await Promise.all(this.slaves.splice(0).map((slave) => slave.close()));
  }
}

/** An SDM630 as its document has it: V, A, W from 0, total at 52, 50.02 Hz at 70, kWh at 72 and 74. */
export const sdm630 = (): Registers =>
  new Registers()
    .f32(4, 0, 230.1, 231.2, 229.3, 1.5, 2.5, 10, 345, -578, 2293)
    .f32(4, 52, 2060)
    .f32(4, 70, 50.02, 1234.5, 987.25)
    .zeros(4, 0, 90);

type OverTcp = Extract<MeterConfig, { type: 'modbus-tcp' | 'modbus-rtu-tcp' }>;

/** How it is read at a port of this machine, fifty times a second; by Modbus TCP unless told otherwise. */
export const sdm630At = (port: number, more: Partial<OverTcp> = {}): MeterConfig =>
  ({
    type: 'modbus-tcp',
    role: 'grid',
    map: 'eastron-sdm630',
    host: '127.0.0.1',
    port,
    unitId: 1,
    periodS: 0.02,
    timeoutMs: 300,
    ...more,
  }) as OverTcp;
