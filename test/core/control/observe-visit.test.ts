import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amps, wallMs, wattHours } from '../../../core/model/units.js';
import { House, siteFacts } from './house.js';
import { says } from './said.js';

/** A car whose charge runs, and of which its user has asked something that ends with the visit. */
class Visit {
  readonly house = new House(siteFacts());
  constructor() {
    this.house.connect('a');
    this.house.status('a', 'Preparing');
    this.house.begin('a');
    this.house.wish('a', { boost: { since: wallMs(0) }, limitA: amps(10) });
  }
  says(...statuses: readonly Parameters<typeof says>[1][]): this {
    for (const status of statuses) {
      this.house.pass(2);
      says(this.house, status);
    }
    return this;
  }
  ends(reason = 'EVDisconnected'): this {
    const transactionId = this.house.charger('a').transaction?.transactionId ?? 0;
    this.house.tell({ kind: 'transaction-ended', chargerId: 'a', transactionId, meterStopWh: wattHours(0), reason });
    return this;
  }
  pass(s: number): this {
    this.house.pass(s);
    return this;
  }
  begins(): this {
    this.house.begin('a');
    return this;
  }
  connects(): this {
    this.house.tell({ kind: 'connected', chargerId: 'a' });
    return this;
  }
  get isTheSame(): boolean {
    return this.house.state.wishes.chargers['a']?.boost !== undefined;
  }
}

describe('observe: another car, or the same', () => {
  const rows: readonly [because: string, seen: (visit: Visit) => Visit, same: boolean][] = [
    ['Preparing after Charging, and an end by the plug', (visit) => visit.says('Charging', 'Preparing').ends(), false],
    ['any other status is no second half', (visit) => visit.says('Charging', 'SuspendedEV').ends(), true],
    ['nor is one after the end', (visit) => visit.says('Charging').ends().says('Finishing'), true],
    ['Preparing said again, before the end', (visit) => visit.says('Preparing').ends(), true],
    ['Preparing said again, after it', (visit) => visit.ends().says('Preparing'), true],
    [
      'a charge that begins after an end by the plug is no other visit',
      (visit) => visit.says('Charging').ends().begins(),
      true,
    ],
    [
      'Preparing in time, its end too late',
      (visit) => visit.pass(595).says('Charging', 'Preparing').pass(5).ends(),
      true,
    ],
    [
      'its end in time, Preparing too late',
      (visit) => visit.says('Charging').pass(595).ends().pass(5).says('Preparing'),
      true,
    ],
    [
      'what came too late does not count in the next connection',
      (visit) => visit.says('Charging').pass(601).ends().connects().says('Finishing', 'Preparing'),
      true,
    ],
    [
      'nor does Preparing that came too late',
      (visit) => visit.says('Charging').pass(601).says('Preparing').connects().ends(),
      true,
    ],
  ];
  for (const [because, seen, same] of rows) it(because, () => assert.equal(seen(new Visit()).isTheSame, same));
});
