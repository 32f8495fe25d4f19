/*
 * Passwords of rows, a charger's or a broker's. A flow file knows credentials by fixed names only, so the hub has so many
 * slots, and a row that has a password says which is its own.
 */

export const SLOTS: readonly number[] = Array.from({ length: 32 }, (_, at) => at + 1);

export const passwordField = (slot: unknown): string => `chargerPassword${String(slot)}`;

/** All a hub has, as runtime and editor declare them to Node-RED. */
export const CREDENTIALS = Object.fromEntries(
  ['linkToken', 'mqttPassword', ...SLOTS.map(passwordField)].map((field) => [field, { type: 'password' as const }]),
);
