import type { SiteSnapshot } from '../model/snapshot.js';

/** What an attached host shows before its owner has answered: nothing is known. */
export const beforeHello = (at: string): SiteSnapshot => ({
  version: 1,
  name: '',
  online: false,
  gridW: null,
  solarW: null,
  batteryW: null,
  batterySocPct: null,
  houseW: null,
  chargersW: 0,
  surplusW: null,
  gridA: [],
  headroomA: [],
  fuseA: 0,
  phases: 0,
  imbalancePct: null,
  balance: { state: 'off', because: '' },
  policy: 'equal',
  preset: 'balanced',
  meters: {},
  chargers: [],
  pending: [],
  cards: [],
  chargerUrl: '',
  at,
});
