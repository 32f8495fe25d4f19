/*
 * HomeKit wants a firmware revision as x.y.z; chargers write what they like. In order:
 *  1. numbers with dots: the first two or three
 *  2. V…B…D… as the Hydra Cubus writes it (manual, 8.5.1-13)
 *  3. anything else: 0.0.0
 */
const DOTTED = /(?<![\d.])(\d{1,5})\.(\d{1,5})(?:\.(\d{1,5}))?/;
const LETTERED = /V(\d{1,5})B(\d{1,5})(?:D(\d{1,5}))?/i;

/** A firmware name as x.y.z. */
export function firmwareRevision(firmware: string | undefined): string {
  const found = DOTTED.exec(firmware ?? '') ?? LETTERED.exec(firmware ?? '');
  if (!found) return '0.0.0';
  return [found[1], found[2], found[3]].map((part) => Number(part ?? 0)).join('.');
}
