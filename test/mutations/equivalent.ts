const SPREAD = 'a value that is not there and one that is undefined are the same to whoever reads the sample';

/** Changes that no test can notice, by mutant, and why. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'core/control/observe-charger.ts operand dropped: currentA && { currentA } → ({ currentA })': SPREAD,
  'core/control/observe-charger.ts operand dropped: currentFrom && { currentFrom } → ({ currentFrom })': SPREAD,
};
