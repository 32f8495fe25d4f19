import { type MeterConfig, meterIdOf } from '../model/config.js';
import { ToldError } from '../model/error-texts.js';
import type { MeterReading } from '../model/reading.js';
import type { MeterListener } from '../ports/meter-source.js';
import { derivedReading, inBalance, indispensable } from './derived.js';
import { MeterVoice } from './meter-voice.js';
import type { MeterWorld, StartedSource } from './meter-world.js';
import type { MeterPlace } from './reading-of.js';
import { trouble } from './trouble.js';

/** A derived meter: hears what the others say and speaks after each. */
export interface DerivedSource extends StartedSource {
  hear(reading: MeterReading): void;
  /** A meter it is made of is in trouble, or no longer. */
  missing(meterId: string, gone: boolean): void;
}

/** Throws BAD_CONFIG when what it would be made of is not configured. */
export function derivedSource(place: MeterPlace, others: readonly MeterConfig[], world: MeterWorld): DerivedSource {
  const needed = indispensable(place.role);
  if (!needed || !others.some(({ role }) => role === needed)) {
    const { role } = place;
    if (needed) throw new ToldError('BAD_CONFIG', 'derived-needs', { role, needed });
    throw new ToldError('BAD_CONFIG', 'derived-never', { role });
  }
  const sources = others
    .filter(({ role }) => inBalance(role) && role !== place.role)
    .map((config) => ({ meterId: meterIdOf(config), role: config.role }));
  const last = new Map<string, MeterReading>();
  const voice = new MeterVoice(place.meterId, world);
  return {
    meterId: place.meterId,
    start: () => undefined,
    hear(reading) {
      if (!sources.some(({ meterId }) => meterId === reading.meterId)) return;
      last.set(reading.meterId, reading);
      const derived = derivedReading(
        place,
        sources.map(({ meterId, role }) => ({ role, last: last.get(meterId) })),
        world.voltageV,
        world.chargers?.(),
      );
      if (derived) voice.well(derived);
    },
    missing(meterId, gone) {
      if (!gone || !sources.some((source) => source.meterId === meterId)) return;
      last.delete(meterId);
      voice.failed(trouble('silent', meterId));
    },
    close: () => Promise.resolve(),
  };
}

/** The listener, with the derived meters listening in. */
export const heardBy = (listener: MeterListener, derived: readonly DerivedSource[]): MeterListener => ({
  reading(reading) {
    listener.reading(reading);
    for (const one of derived) one.hear(reading);
  },
  trouble(meterId, what) {
    listener.trouble(meterId, what);
    for (const one of derived) one.missing(meterId, what !== null);
  },
  remarks: (meterId, whats) => listener.remarks?.(meterId, whats),
});
