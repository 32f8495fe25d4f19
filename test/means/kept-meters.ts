import { MeterVoice } from '../../core/meters/meter-voice.js';
import { inEnglish } from '../../core/model/error-texts.js';
import type { MeterReading } from '../../core/model/reading.js';
import type { MeterListener } from '../../core/ports/meter-source.js';
import { eventually } from './eventually.js';
import { KeptLog } from './kept-log.js';

/** Keeps what meters tell, to be asserted on. */
export class KeptMeters implements MeterListener {
  readonly readings: MeterReading[] = [];
  readonly troubles: { readonly meterId: string; readonly what: string | null }[] = [];
  readonly remarked: { readonly meterId: string; readonly whats: readonly string[] }[] = [];

  /** A meter's voice that is heard here, and whose log is nobody's. */
  voice(meterId: string): MeterVoice {
    return new MeterVoice(meterId, { listener: this, log: new KeptLog(), say: inEnglish });
  }

  reading(reading: MeterReading): void {
    this.readings.push(reading);
  }

  trouble(meterId: string, what: string | null): void {
    this.troubles.push({ meterId, what });
  }

  remarks(meterId: string, whats: readonly string[]): void {
    this.remarked.push({ meterId, whats });
  }

  /** The last reading of a meter (of any, when none is named). */
  last(meterId?: string): MeterReading | undefined {
    return this.readings.filter((reading) => meterId === undefined || reading.meterId === meterId).at(-1);
  }

  /** Waits for so many further readings. */
  async more(count: number, meterId?: string): Promise<MeterReading> {
    const of = () => this.readings.filter((reading) => meterId === undefined || reading.meterId === meterId);
    const wanted = of().length + count;
    await eventually(`${count} more readings of ${meterId ?? 'any meter'}`, () => of().length >= wanted);
    return of().at(-1) as MeterReading;
  }

  /** The troubles, without that they were over. */
  told(): readonly string[] {
    return this.troubles.flatMap(({ what }) => what ?? []);
  }

  async troubled(pattern: RegExp): Promise<string> {
    const found = await eventually(`trouble ${pattern}; told so far: ${JSON.stringify(this.troubles)}`, () =>
      this.troubles.find(({ what }) => what !== null && pattern.test(what)),
    );
    return found.what ?? '';
  }
}
