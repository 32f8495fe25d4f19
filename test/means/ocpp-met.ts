import assert from 'node:assert/strict';
import type { CentralSystemOptions } from '../../core/chargers/central-system.js';
import type { ChargerFacts } from '../../core/model/charger.js';
import type { Clock } from '../../core/ports/clock.js';
import { ChargePoint, type Handler } from './charge-point.js';
import { chargerFacts, OcppHouse, type OpenHouse, openHouse } from './ocpp-house.js';

/** An instant so many seconds ago. */
export const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
export const start = (more: Record<string, unknown> = {}) => ({
  connectorId: 1,
  idTag: 'A',
  meterStart: 100,
  timestamp: ago(0),
  ...more,
});
export const status = (word: string, timestamp = ago(0)) => ({
  connectorId: 1,
  errorCode: 'NoError',
  status: word,
  timestamp,
});
export const values = (
  transactionId: number | undefined,
  timestamp: string,
  ...sampledValue: readonly Record<string, unknown>[]
) => ({
  connectorId: 1,
  ...(transactionId !== undefined && { transactionId }),
  meterValue: [{ timestamp, sampledValue }],
});
export const amp = (value: unknown) => ({ value, measurand: 'Current.Import', phase: 'L1', unit: 'A' });

/** Runs with a house of one charger and a charge point connected to it. */
export async function met(
  run: (point: ChargePoint, open: OpenHouse) => Promise<void>,
  options: CentralSystemOptions & {
    readonly facts?: Partial<ChargerFacts>;
    readonly handlers?: Record<string, Handler>;
    readonly autoPong?: boolean;
    readonly clock?: Clock;
  } = {},
): Promise<void> {
  const { facts, handlers, autoPong, clock, ...rest } = options;
  const open = await openHouse([chargerFacts('CP1', facts)], rest, new OcppHouse(clock));
  const point = await ChargePoint.connect(open.url('CP1'), {
    ...(handlers && { handlers }),
    ...(autoPong !== undefined && { autoPong }),
  });
  try {
    await run(point, open);
    assert.deepEqual(point.breaches, []);
  } finally {
    await point.close();
    await open.close();
  }
}
