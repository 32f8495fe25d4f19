import fc from 'fast-check';
import { numberOf, SEED } from '../means/long-run.js';

/*
 * The properties of control with 100 000 homes each, or 8 000 in the short form. A failure prints its smallest home and
 * the path to it.
 */
const homes = numberOf({ long: 100_000, short: 8_000 });
console.log(`${homes} homes for each property, seed ${SEED}; again with SURPLUG_SEED=${SEED}`);
fc.configureGlobal({ seed: SEED });
process.env['SURPLUG_PROPERTY_RUNS'] = String(homes);
require('../core/control/properties.test.js');
