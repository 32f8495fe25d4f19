import type { MeterReading } from '../model/reading.js';
import { amps, watts } from '../model/units.js';
import { type SupplyDraw, sumOf } from './draw-line.js';
import type { Recording } from './recording.js';
import type { Turn } from './tape.js';

/** A reading of the grid with a draw taken out of it (−1), or put in (1). Its registers would count another house. */
export function withDraw(reading: MeterReading, draw: SupplyDraw, sign: 1 | -1): MeterReading {
  if (reading.role !== 'grid') return reading;
  const { importWh, exportWh, ...rest } = reading;
  const { currentA, phaseW } = reading;
  return {
    ...rest,
    powerW: watts(reading.powerW + sign * draw.powerW),
    ...(phaseW && { phaseW: phaseW.map((power, k) => watts(power + sign * (draw.phaseW[k] ?? 0))) }),
    ...(currentA && { currentA: currentA.map((current, k) => amps(current + sign * (draw.currentA[k] ?? 0))) }),
  };
}

/** The turn as the meters would have seen it, had no car been there. */
export function alone(turn: Turn, recording: Recording, phases: number): Turn {
  const without = (reading: MeterReading): MeterReading => {
    if (reading.role !== 'grid') return reading;
    const drawn = [...recording.values()].map(({ draw }) => draw.at(reading.takenAt));
    return withDraw(reading, sumOf(drawn, phases), -1);
  };
  const events = turn.events.map((event) =>
    event.kind === 'reading' ? { ...event, reading: without(event.reading) } : event,
  );
  return { ...turn, events };
}
