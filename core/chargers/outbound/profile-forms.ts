import type { ChargerAbilities } from '../../model/charger.js';
import type { Layer, ProfileForm } from './profiles.js';

/**
 * In which form a limit is written, and what is tried when a charger says no.
 *
 * 1. What is believed of the charger comes first.
 * 2. Then one thing after the other is changed: a lower stack level (some report one too many), watts for amps, Relative
 *    for Absolute, level 0 (some take no other), TxDefaultProfile for TxProfile; then all of them together.
 * 3. What was accepted is what is believed from now on. A no alone teaches nothing: the next form may be refused for
 *    the same passing reason.
 *
 * 4. Who takes no safe limit in any form may take ChargePointMaxProfile alone: above the hard limit, with the safe limit
 *    to follow. Only then, because it binds all connectors.
 *
 * The live limit lies on the highest stack level, so that it wins over profiles left behind by another system; the safe
 * limit on the lowest. Without two levels the safe limit follows inside the live profile.
 */
export function formsFor(
  layer: Layer,
  abilities: ChargerAbilities,
  inTransaction: boolean,
  onlyMaximum = false,
): readonly ProfileForm[] {
  const { rateUnit, profileKind, maxStackLevel } = abilities;
  const other: ProfileForm['unit'] = rateUnit === 'A' ? 'W' : 'A';
  const believed: ProfileForm = {
    purpose: purposeOf(layer, abilities, inTransaction),
    unit: rateUnit,
    // A hard limit is Absolute: libocpp and Autel refuse ChargePointMaxProfile as Relative (lbbrhzn/ocpp #677).
    kind: layer === 'max' ? 'Absolute' : profileKind,
    stackLevel: 0,
  };
  if (layer !== 'live') {
    return distinct([
      believed,
      { ...believed, unit: other },
      { ...believed, kind: flipped(believed.kind) },
      { ...believed, unit: other, kind: flipped(believed.kind) },
      // Some take level 1 only (lbbrhzn/ocpp #1851). The live limit must not replace it there.
      ...(layer === 'safe' && abilities.liveProfile === 'TxProfile' && maxStackLevel > 0
        ? [{ ...believed, stackLevel: 1 }]
        : []),
      // monta-app/ocpp-emulator takes a TxDefaultProfile for the whole charge point only.
      ...(layer === 'safe' ? [{ ...believed, everywhere: true }] : []),
    ]);
  }
  const live = onLevel(believed, maxStackLevel);
  const variants = [
    live,
    onLevel(live, Math.min(1, maxStackLevel)),
    { ...live, unit: other },
    { ...live, kind: flipped(profileKind) },
    onLevel(live, 0),
    onLevel({ ...live, kind: flipped(profileKind) }, 0),
  ] as const;
  const asDefault = (form: ProfileForm): ProfileForm =>
    onLevel({ ...form, purpose: 'TxDefaultProfile' }, maxStackLevel);
  const maximums = [rateUnit, other].map((unit): ProfileForm => {
    const stackLevel = Math.max(1, maxStackLevel);
    return { purpose: 'ChargePointMaxProfile', unit, kind: 'Absolute', stackLevel, thenSafe: true };
  });
  return distinct([
    ...variants,
    asDefault(live),
    asDefault({ ...live, unit: other }),
    onLevel(asDefault(live), 0),
    asDefault({ ...live, kind: flipped(profileKind) }),
    onLevel({ ...live, purpose: 'TxDefaultProfile', kind: flipped(profileKind) }, 0),
    onLevel({ ...live, purpose: 'TxDefaultProfile', unit: other, kind: flipped(profileKind) }, 0),
    ...(onlyMaximum ? maximums : []),
  ]);
}

/** What an accepted form teaches. */
export function learnedFrom(
  abilities: ChargerAbilities,
  layer: Layer,
  form: ProfileForm,
  inTransaction: boolean,
): ChargerAbilities {
  const learned: ChargerAbilities = { ...abilities, smartCharging: true, rateUnit: form.unit };
  if (form.purpose === 'ChargePointMaxProfile') return { ...learned, maxProfile: true };
  if (layer === 'safe') return { ...learned, profileKind: form.kind };
  return {
    ...learned,
    profileKind: form.kind,
    maxStackLevel: form.stackLevel,
    liveProfile: inTransaction ? form.purpose : abilities.liveProfile,
  };
}

function purposeOf(layer: Layer, abilities: ChargerAbilities, inTransaction: boolean): ProfileForm['purpose'] {
  switch (layer) {
    case 'max':
      return 'ChargePointMaxProfile';
    case 'safe':
      return 'TxDefaultProfile';
    case 'live':
      return inTransaction ? abilities.liveProfile : 'TxDefaultProfile';
  }
}

/** A TxDefaultProfile on the safe limit's own level would replace it. */
function onLevel(form: ProfileForm, stackLevel: number): ProfileForm {
  const { thenSafe: _, ...rest } = form;
  return form.purpose === 'TxDefaultProfile' && stackLevel === 0
    ? { ...rest, stackLevel, thenSafe: true }
    : { ...rest, stackLevel };
}

/** By the charger's clock, or by the time since the start of the transaction. */
export const flipped = (kind: ProfileForm['kind']): ProfileForm['kind'] =>
  kind === 'Absolute' ? 'Relative' : 'Absolute';

const distinct = (forms: readonly ProfileForm[]): readonly ProfileForm[] => [
  ...new Map(forms.map((form) => [formKey(form), form])).values(),
];

/** The forms with one of them before all others; one that is not among them is not tried any more. */
export function withFirst(first: ProfileForm | undefined, forms: readonly ProfileForm[]): readonly ProfileForm[] {
  const isFirst = (form: ProfileForm): boolean => first !== undefined && formKey(form) === formKey(first);
  return [...forms.filter(isFirst), ...forms.filter((form) => !isFirst(form))];
}

/** Two forms with the same key are written alike. */
export const formKey = (form: ProfileForm): string => JSON.stringify(Object.entries(form).sort());

/**
 * The forms without those that a charger has taken and not followed. First come those that differ the most from the last: a
 * profile that begins in the charger's future, or has ended in its past, is in force nowhere, and some follow stack level
 * 0 alone, whatever they take (Grizzl-E Mini Connect, evcc PR #32502). All in vain: all again.
 */
export function withoutUnheeded(
  forms: readonly ProfileForm[],
  unheeded: readonly ProfileForm[],
): readonly ProfileForm[] {
  const tried = new Set(unheeded.map(formKey));
  const left = forms.filter((form) => !tried.has(formKey(form)));
  const last = unheeded.at(-1);
  const alike = ({ kind, stackLevel }: ProfileForm): number =>
    (kind === last?.kind ? 2 : 0) + (stackLevel === last?.stackLevel ? 1 : 0);
  return left.length === 0 || !last ? forms : [...left].sort((a, b) => alike(a) - alike(b));
}
