/** A day that was lived again: drawn, and told in numbers, as it was and otherwise. */
import type { WhatIfCharge, WhatIfResult } from '../../core/index.js';
import { axes, labels, points, roundMost, type Scale, svg } from './chart.editor.js';
import { inA, inKWh, money, say, share } from './words.editor.js';

type Charges = Pick<WhatIfCharge, 'energyWh' | 'solarWh' | 'gridWh' | 'cost' | 'starts'>;

/** All chargers together. */
function total({ chargers }: WhatIfResult, of: 'recorded' | 'again' | 'otherwise'): Charges {
  const charges = chargers.map((charger) => charger[of]);
  const sum = (key: 'energyWh' | 'solarWh' | 'gridWh' | 'starts') =>
    charges.reduce((before, charge) => before + charge[key], 0);
  const costs = charges.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  return {
    energyWh: sum('energyWh'),
    solarWh: sum('solarWh'),
    gridWh: sum('gridWh'),
    starts: sum('starts'),
    cost: costs.length > 0 ? costs.reduce((before, cost) => before + cost, 0) : null,
  };
}

function table(result: WhatIfResult): JQuery {
  const [was, would] = [total(result, 'recorded'), total(result, 'otherwise')];
  const sun = ({ solarWh, energyWh }: Charges) => (energyWh > 0 ? share(solarWh / energyWh) : '–');
  const cost = (of: Charges) => (of.cost === null ? '–' : money(of.cost));
  const rows: readonly (readonly [name: string, was: string, would: string])[] = [
    ['charged-energy', inKWh(was.energyWh), inKWh(would.energyWh)],
    ['sun-share', sun(was), sun(would)],
    ['grid-energy', inKWh(was.gridWh), inKWh(would.gridWh)],
    ...(was.cost === null && would.cost === null ? [] : [['cost', cost(was), cost(would)] as const]),
    ['starts', `${was.starts}`, `${would.starts}`],
    ['peak', inA(result.house.recorded.peakA), inA(result.house.otherwise.peakA)],
  ];
  const row = (cells: readonly JQuery[]): JQuery => $('<tr>').append(...cells);
  const head = row(['', say('as-it-was'), say('otherwise')].map((text) => $('<th scope="col">').text(text)));
  const body = rows.map(([name, ...values]) =>
    row([$('<th scope="row">').text(say(name)), ...values.map((value) => $('<td>').text(value))]),
  );
  return $('<table>').append($('<thead>').append(head), $('<tbody>').append(...body));
}

function picture({ from, to, steps }: WhatIfResult, width: number): string {
  const start = Date.parse(from);
  const most = roundMost(Math.max(500, ...steps.flatMap((step) => [step.surplusW, step.recordedW, step.otherwiseW])));
  const scale: Scale = { from: start, ms: Math.max(1, Date.parse(to) - start), width, most };
  const floor = points(scale, [...steps].reverse(), () => 0);
  const shapes = [
    `<polygon class="surplug-house" points="${points(scale, steps, ({ recordedW }) => recordedW)} ${floor}"/>`,
    `<polyline class="surplug-sun" points="${points(scale, steps, ({ surplusW }) => surplusW)}"/>`,
    `<polyline class="surplug-car" points="${points(scale, steps, ({ otherwiseW }) => otherwiseW)}"/>`,
  ];
  return svg(width, [axes(scale), ...shapes, labels(scale)]);
}

const LEGEND = [
  ['sun', 'left-sun'],
  ['house', 'recorded-cars'],
  ['car', 'otherwise-cars'],
] as const;

export function outcome(result: WhatIfResult, width: number): readonly JQuery[] {
  const $picture = $('<div role="img">').attr('aria-label', say('day-picture')).html(picture(result, width));
  const legend = LEGEND.map(([name, text]) => $('<span>').addClass(`surplug-${name}`).text(say(text)));
  const again = say('again', { energy: inKWh(total(result, 'again').energyWh) });
  return [
    $picture,
    $('<div class="surplug-numbers">').append(...legend),
    table(result),
    $('<div class="surplug-facts">').text(again),
  ];
}
