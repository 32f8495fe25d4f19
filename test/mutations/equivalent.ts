/** Changes that no test can notice, by mutant, and why. */
export const EQUIVALENT: Readonly<Record<string, string>> = {};
