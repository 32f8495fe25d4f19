import type { MeterConfig } from '../../core/model/config.js';
import { Registers } from './modbus-slave.js';

const text = (of: string): number[] =>
  Array.from({ length: 16 }, (_, i) => ((of.charCodeAt(2 * i) || 0) << 8) | (of.charCodeAt(2 * i + 1) || 0));

/** A chain of SunSpec blocks as the device information model lays them: id, length, body; FFFFh at the end. */
export function chain(
  maker: string,
  blocks: readonly (readonly [id: number, length: number, at: Record<number, number>])[],
  base = 40_000,
) {
  const registers = new Registers().set(3, base, [0x5375, 0x6e53]);
  let address = base + 2;
  const add = (id: number, length: number, at: Record<number, number>) => {
    registers.set(3, address, [id, length]);
    for (const [offset, word] of Object.entries(at)) registers.set(3, address + Number(offset), [word]);
    registers.zeros(3, address, address + length + 2);
    address += length + 2;
  };
  add(1, 66, Object.fromEntries(text(maker).map((word, i) => [2 + i, word])));
  for (const [id, length, at] of blocks) add(id, length, at);
  registers.set(3, address, [0xffff, 0]);
  return registers;
}

export const u16 = (value: number) => value & 0xffff;

export const sunspecConfig = (
  port: number,
  more: Partial<Extract<MeterConfig, { type: 'modbus-tcp' }>> = {},
): MeterConfig => ({
  type: 'modbus-tcp',
  role: 'grid',
  map: 'sunspec',
  host: '127.0.0.1',
  port,
  unitId: 1,
  periodS: 0.02,
  timeoutMs: 500,
  ...more,
});
