/** GetCompositeSchedule: the limit in force from now on, merged into periods (OCPP 1.6, 5.7). */
import { type Installed, type LimitQuestion, limitInForce, type SchedulePeriod } from './charging-profiles.js';

const DAY_S = 86_400;

/** Hydra Cubus manual, 9.2: never more than the next 24 hours. */
export function compositePeriods(
  installed: readonly Installed[],
  asked: LimitQuestion,
  durationS: number,
  unit: 'A' | 'W',
  ownLimitA: number,
): { readonly durationS: number; readonly periods: readonly SchedulePeriod[] } {
  const spanS = Math.min(durationS, DAY_S);
  const periods: SchedulePeriod[] = [];
  for (const startPeriod of turningPoints(installed, asked, spanS)) {
    const { limitA, numberPhases } = limitInForce(installed, { ...asked, atMs: asked.atMs + startPeriod * 1000 });
    const phases = Math.max(1, Math.min(numberPhases, asked.phases));
    const inUnit = Math.min(limitA, ownLimitA) * (unit === 'A' ? 1 : phases * asked.voltageV);
    const period = { startPeriod, limit: Math.round(inUnit * 10) / 10, numberPhases: phases };
    const last = periods.at(-1);
    if (last?.limit !== period.limit || last.numberPhases !== phases) periods.push(period);
  }
  return { durationS: spanS, periods };
}

/** Every second at which some profile begins, changes or ends, within the span. */
function turningPoints(installed: readonly Installed[], asked: LimitQuestion, spanS: number): readonly number[] {
  const points = new Set([0]);
  const add = (atMs: number): void => {
    const second = Math.ceil((atMs - asked.atMs) / 1000);
    if (second > 0 && second < spanS) points.add(second);
  };
  for (const { profile } of installed) {
    if (profile.validFrom !== undefined) add(Date.parse(profile.validFrom));
    if (profile.validTo !== undefined) add(Date.parse(profile.validTo));
    const schedule = profile.chargingSchedule;
    const startMs =
      profile.chargingProfileKind === 'Relative' ? asked.startedMs : Date.parse(schedule.startSchedule ?? '');
    if (startMs === null || Number.isNaN(startMs)) continue;
    for (const fromMs of repeats(startMs, profile.chargingProfileKind === 'Recurring', profile.recurrencyKind, asked)) {
      for (const period of schedule.chargingSchedulePeriod) add(fromMs + period.startPeriod * 1000);
      if (schedule.duration !== undefined) add(fromMs + schedule.duration * 1000);
    }
  }
  return [...points].sort((a, b) => a - b);
}

/** The starts that can matter in the next day: of a recurring one, the last before now and the next. */
function repeats(
  startMs: number,
  recurring: boolean,
  kind: 'Daily' | 'Weekly' | undefined,
  asked: LimitQuestion,
): readonly number[] {
  if (!recurring || startMs > asked.atMs) return [startMs];
  const everyMs = (kind === 'Weekly' ? 7 : 1) * DAY_S * 1000;
  const lastMs = asked.atMs - ((asked.atMs - startMs) % everyMs);
  return [lastMs, lastMs + everyMs];
}
