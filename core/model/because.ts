/**
 * Every reason a decision can have, with the numbers its sentence needs. The sentences are in core/words, one catalogue
 * per language; a test keeps them complete. Numbers are already rounded for reading.
 */
export const BECAUSE = {
  'fast-user-limit': ['currentA'],
  'fast-charger-limit': ['currentA'],
  'fast-main-fuse': ['currentA', 'fuseA', 'phase'],
  'fast-sharing': ['currentA'],
  boost: ['currentA'],
  'boost-main-fuse': ['currentA', 'fuseA', 'phase'],
  timer: ['currentA', 'end'],
  'ready-by': ['currentA', 'energyKWh', 'time'],
  'cheap-power': ['currentA', 'price'],
  'eco-surplus': ['currentA', 'surplusW'],
  'eco-minimum': ['currentA', 'surplusW'],
  'eco-plus-surplus': ['currentA', 'surplusW'],
  'eco-plus-holding': ['currentA', 'surplusW', 'neededW'],
  'eco-plus-allowance': ['currentA', 'surplusW', 'allowanceA'],
  'eco-plus-battery': ['currentA', 'surplusW', 'batteryW', 'socPct'],
  'eco-plus-waiting': ['surplusW', 'neededW'],
  'eco-plus-battery-first': ['surplusW', 'neededW', 'batteryW'],
  'eco-plus-soon': ['surplusW'],
  'sun-sharing': ['currentA', 'surplusW'],
  'sun-tried': ['currentA'],
  'sun-hidden': [],
  'external-limit': ['currentA', 'name'],
  'sharing-waiting': [],
  'phase-balance': ['currentA', 'imbalancePct'],
  'fuse-pause': ['headroomA', 'minA'],
  'circuit-fuse': ['currentA', 'name', 'fuseA'],
  'circuit-pause': ['name', 'headroomA', 'minA'],
  'pace-raise': ['currentA', 'targetA'],
  'pace-lower': ['currentA', 'targetA'],
  'write-budget': ['currentA', 'targetA', 'writes'],
  stopped: [],
  locked: [],
  'locked-next': ['currentA'],
  'waiting-for-card': [],
  'waiting-for-start': [],
  'start-remembered': [],
  'start-refused': ['detail'],
  'start-unheeded': [],
  reserved: ['until'],
  unplugged: [],
  finished: [],
  'ended-not-obeying': [],
  unavailable: [],
  faulted: ['errorCode'],
  'never-heard': [],
  'turned-away-password': [],
  'turned-away-certificate': [],
  'status-untold': [],
  offline: ['currentA'],
  'no-meter-fast': ['currentA'],
  'no-meter-eco': ['currentA'],
  'no-meter-eco-plus': [],
  'no-grid-meter': [],
  'no-meter-safe': ['currentA'],
  'clock-unset': ['currentA'],
  'car-idle': ['currentA'],
  'draws-less': ['currentA', 'measuredA'],
  'takes-no-limits': ['currentA'],
  'safe-current-only': ['currentA'],
  'not-obeying': ['currentA', 'measuredA'],
  'charges-uninvited': ['measuredA'],
  'wake-up': [],
} as const satisfies Record<string, readonly string[]>;

export type BecauseCode = keyof typeof BECAUSE;

/** A reason as data: a code and the numbers of its sentence. */
export interface Because {
  readonly code: BecauseCode;
  readonly numbers: Readonly<Record<string, number | string>>;
}

/** Makes a reason; the compiler asks for the numbers its sentence needs. */
export function because<C extends BecauseCode>(
  code: C,
  ...numbers: (typeof BECAUSE)[C] extends readonly []
    ? []
    : [numbers: Readonly<Record<(typeof BECAUSE)[C][number], number | string>>]
): Because {
  return { code, numbers: numbers[0] ?? {} };
}
