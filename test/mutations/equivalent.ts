const SPREAD = 'a value that is not there and one that is undefined are the same to whoever reads the sample';

/** Changes that no test can notice, by mutant, and why. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'core/control/observe/sample.ts operand dropped: currentA && { currentA } → ({ currentA })': SPREAD,
  'core/control/observe/sample.ts operand dropped: currentFrom && { currentFrom } → ({ currentFrom })': SPREAD,
  'core/control/sun/expectation.ts clamp dropped: Math.max(0, sineOfSun(after, latitude, longitude)) → Math.max(sineOfSun(after, latitude, longitude))':
    'from 6° above the horizon the sun sinks by 4.6° at most until then',
  'core/control/because/explain-law.ts clamp dropped: Math.min(topA(seat), seat.ceiling.currentA) → Math.min(topA(seat))':
    'what is worth offering is never above the ceiling',
  'core/control/pace.ts clamp dropped: Math.min(nowA, followable, nowA - seat.stepA) → Math.min(followable, nowA - seat.stepA)':
    'a step is never less than nothing',
  'core/control/pace.ts clamp dropped: Math.max(0, Math.exp(STEEPNESS * (spent - FREE)) - 1) → Math.max(Math.exp(STEEPNESS * (spent - FREE)) - 1)':
    'waiting never costs less than nothing, so that a price of nothing and one below it are the same',
  'core/control/take-seat.ts default taken: car.conductors?.includes(conductor) ?? true → (car.conductors?.includes(conductor))':
    'none of the wired phases counts as all of them',
  "core/control/sharing/share.ts comparison inverted: seat.law === 'FAST' → seat.law !== 'FAST'":
    'the two groups change places, and have nothing to do with each other',
  'core/control/sharing/share.ts if removed: !table.balance → false': 'without balance both ways are one',
  "core/control/sharing/share.ts operand dropped: table.balance && table.policy === 'equal' → (table.policy === 'equal')":
    'without balance nobody is a minimum ahead of one who could take more',
  'core/control/sun/worth.ts clamp dropped: Math.max(0, powerW - sunW) → Math.max(powerW - sunW)':
    'a lack below 0 is taken off again as what the battery gives',
};
