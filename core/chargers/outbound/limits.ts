import type { ChargerAbilities } from '../../model/charger.js';
import type { CommandOutcome } from '../../model/command.js';
import { type Answer, type Ask, accepted, saidNo, wordOf } from './ask.js';
import { formsFor, learnedFrom, withFirst, withoutUnheeded } from './profile-forms.js';
import { type Layer, type ProfileForm, type ProfileWish, setChargingProfile } from './profiles.js';

interface LimitToWrite {
  readonly layer: Layer;
  readonly connectorId: number;
  /** What is believed of the charger. */
  readonly abilities: ChargerAbilities;
  readonly wish: ProfileWish;
}

/** What earlier writes to this charger have shown. */
export interface EarlierWrites {
  /** Whether other forms are tried where the likeliest is refused. */
  readonly search: boolean;
  readonly currentAccepted: boolean;
  /** Forms that were accepted and not followed. */
  readonly unheeded: readonly ProfileForm[];
  /** It has refused the safe limit in every form: see `formsFor`. */
  readonly onlyMaximum?: boolean;
  /** The form in which this limit was last taken: tried first. */
  readonly taken?: ProfileForm | undefined;
  /** The transaction may be over, or not quite begun. */
  readonly perhapsOver?: boolean;
  /** Profiles of this clock are not answered. */
  readonly silentKind?: ProfileForm['kind'] | undefined;
}

export interface LimitWritten {
  readonly outcome: CommandOutcome;
  readonly abilities: ChargerAbilities;
  /** The form that was accepted. */
  readonly form?: ProfileForm;
  /** It was accepted after others were refused, perhaps because the transaction had not quite begun. */
  readonly byChance?: true;
  /** The form that was met with silence. */
  readonly silent?: ProfileForm;
  /** Every form was refused: there is no sense in trying them all again soon. */
  readonly allRefused: boolean;
}

/**
 * Writes a limit in the form the charger is believed to take, and looks for another when it is refused.
 *
 * 1. A charger without smart charging is not asked.
 * 2. Silence, no connection, or "I do not know that" end the search: no other form would fare better. Where the profiles of
 *    one clock are met with silence again and again, those of the other are tried.
 * 3. ChargePointMaxProfile refused in every form is not used any more. "NotSupported" is a no to one form like any other;
 *    only who says it to all of them in a transaction has no smart charging (Timxon, lbbrhzn/ocpp #2158).
 * 4. A number of phases is asked for until it is refused where the same limit without it is taken.
 * 5. 0 A refused in a transaction where a current was accepted means that 0 A does not pause this charger. Outside of
 *    one it is written otherwise, and may be refused for that.
 * 6. Where the transaction may be over, or not quite begun, no other purpose is tried, and no other form believed: it may be
 *    accepted because it was said a moment later (npm em-ocpp-chargepoint-simulator).
 */
export async function writeLimit(ask: Ask, limit: LimitToWrite, earlier: EarlierWrites): Promise<LimitWritten> {
  const { layer, abilities } = limit;
  if (!abilities.smartCharging || (layer === 'max' && !abilities.maxProfile)) return refused('NotSupported', abilities);
  const forms = formsToTry(limit, earlier);
  let word = '';
  let knowsSome = false;
  for (const form of earlier.search ? forms : forms.slice(0, 1)) {
    const { answer, learned } = await askIn(form, ask, limit);
    if (accepted(answer)) {
      const taken = { outcome: { result: 'accepted' }, form, allRefused: false } as const;
      return earlier.perhapsOver && form !== forms[0]
        ? { ...taken, abilities, byChance: true }
        : { ...taken, abilities: learned };
    }
    word = wordOf(answer);
    switch (answer.kind) {
      case 'timeout':
        return { ...failed(word, abilities), silent: form };
      case 'offline':
      case 'busy':
        return failed(word, abilities);
      case 'unsupported':
        // No to connector 0 is no to that alone.
        return refused('NotSupported', {
          ...abilities,
          ...(layer === 'max' ? { maxProfile: false } : { smartCharging: false }),
        });
    }
    knowsSome ||= word.toLowerCase() !== 'notsupported';
  }
  return { ...refused(word, refusalTeaches(limit, earlier, knowsSome)), allRefused: !earlier.perhapsOver };
}

/** The likeliest form first; profiles of a clock that is met with silence only where there are no others. */
function formsToTry({ layer, abilities, wish }: LimitToWrite, earlier: EarlierWrites): readonly ProfileForm[] {
  const known = formsFor(layer, abilities, wish.transactionId !== undefined, earlier.onlyMaximum);
  const all = withFirst(earlier.taken, withoutUnheeded(known, earlier.unheeded));
  const fit = earlier.perhapsOver ? all.filter(({ purpose }) => purpose === 'TxProfile') : all;
  const answering = fit.filter(({ kind }) => kind !== earlier.silentKind);
  return answering.length > 0 ? answering : fit;
}

/** Asks in one form, once more without a number of phases where it says no to that; `learned`: what a yes teaches. */
async function askIn(
  form: ProfileForm,
  ask: Ask,
  { layer, connectorId, abilities, wish }: LimitToWrite,
): Promise<{ readonly answer: Answer; readonly learned: ChargerAbilities }> {
  const write = (as: ProfileWish) => ask('SetChargingProfile', setChargingProfile(layer, connectorId, form, as));
  const learned = learnedFrom(abilities, layer, form, wish.transactionId !== undefined);
  const answer = await write(wish);
  if (!saidNo(answer) || wish.numberPhases === undefined) return { answer, learned };
  const { numberPhases: _, ...plain } = wish;
  return { answer: await write(plain), learned: { ...learned, phaseSwitching: 'refused' } };
}

/** What it teaches when every form was refused. */
function refusalTeaches(
  { layer, abilities, wish }: LimitToWrite,
  { search, currentAccepted, onlyMaximum, perhapsOver }: EarlierWrites,
  knowsSome: boolean,
): ChargerAbilities {
  if (layer === 'max') return search ? { ...abilities, maxProfile: false } : abilities;
  if (layer === 'safe' || wish.transactionId === undefined) return abilities;
  return {
    ...abilities,
    ...(search && onlyMaximum && !knowsSome && !perhapsOver && { smartCharging: false }),
    ...(wish.limitA === 0 && currentAccepted && { zeroPauses: false }),
  };
}

const failed = (detail: string, abilities: ChargerAbilities): LimitWritten => ({
  outcome: { result: 'failed', detail },
  abilities,
  allRefused: false,
});

const refused = (detail: string, abilities: ChargerAbilities): LimitWritten => ({
  outcome: { result: 'refused', ...(detail && { detail }) },
  abilities,
  allRefused: false,
});
