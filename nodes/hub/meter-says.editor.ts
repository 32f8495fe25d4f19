/** What a meter says just now, for its user and for a bug report. */
import type { MeterRow } from '../../core/index.js';
import type { Translate } from '../shared/red.editor.js';

/** "powerW 2060 · voltage1V 230.1 …" */
export const valuesText = (values: Readonly<Record<string, number | null>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value === null ? '–' : Number(value.toPrecision(6))}`)
    .join(' · ');

export function meterSays(said: MeterRow, _: Translate): readonly JQuery[] {
  const age = said.ageS === null ? _('surplug-hub.says.never') : _('surplug-hub.says.age', { age: said.ageS });
  const failures = Object.entries(said.failures).map(([code, count]) => `${code} ${count}`);
  const counts = _('surplug-hub.says.counts', { polls: said.polls ?? '–', failures: failures.join(', ') || '0' });
  const head = [said.where, age, counts].filter((part) => part).join(' · ');
  const odd = [said.trouble, ...said.remarks].filter((words) => words);
  const raw = [
    valuesText(said.values),
    said.reading && JSON.stringify(said.reading),
    ...said.registers.map(
      ({ functionCode, address, words }) =>
        `FC${functionCode} ${address}: ${words.map((word) => word.toString(16).padStart(4, '0')).join(' ')}`,
    ),
    ...said.messages.map(({ topic, payload }) => `${topic}: ${payload}`),
  ].filter((part) => part);
  return [
    $('<div>').text(head),
    ...odd.map((words) => $('<div class="form-tips">').text(words ?? '')),
    $('<pre class="surplug-url">').text(raw.join('\n')),
  ];
}
