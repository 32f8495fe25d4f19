import type { ChargerAbilities } from '../../model/charger.js';
import type { CommandOutcome } from '../../model/command.js';
import { type Answer, type Ask, accepted, wordOf } from './ask.js';
import { formsFor, learnedFrom, withFirst, withoutUnheeded } from './profile-forms.js';
import { type Layer, type ProfileForm, type ProfileWish, setChargingProfile } from './profiles.js';

export interface LimitWritten {
  readonly outcome: CommandOutcome;
  readonly abilities: ChargerAbilities;
  /** The form that was accepted. */
  readonly form?: ProfileForm;
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
 * 6. Where the transaction may be over, or not quite begun, no other purpose is tried, and nothing learned.
 */
export async function writeLimit(
  ask: Ask,
  layer: Layer,
  connectorId: number,
  abilities: ChargerAbilities,
  wish: ProfileWish,
  look: {
    readonly search: boolean;
    readonly currentAccepted: boolean;
    /** Forms that were accepted and not followed. */
    readonly unheeded: readonly ProfileForm[];
    /** It has refused the safe limit in every form: see `formsFor`. */
    readonly onlyMaximum?: boolean;
    /** The form in which this limit was last taken: tried first. */
    readonly taken?: ProfileForm;
    /** The transaction may be over, or not quite begun. */
    readonly perhapsOver?: boolean;
    /** Profiles of this clock are not answered. */
    readonly silentKind?: ProfileForm['kind'] | undefined;
  },
): Promise<LimitWritten> {
  const inTransaction = wish.transactionId !== undefined;
  const done = (
    result: CommandOutcome['result'],
    detail: string | undefined,
    learned = abilities,
    allRefused = false,
  ): LimitWritten => ({ outcome: { result, ...(detail && { detail }) }, abilities: learned, allRefused });
  if (!abilities.smartCharging || (layer === 'max' && !abilities.maxProfile)) return done('refused', 'NotSupported');
  // No to connector 0 is no to that alone.
  const unable = layer === 'max' ? { ...abilities, maxProfile: false } : { ...abilities, smartCharging: false };
  const all = withFirst(
    look.taken,
    withoutUnheeded(formsFor(layer, abilities, inTransaction, look.onlyMaximum), look.unheeded),
  );
  const fit = look.perhapsOver ? all.filter(({ purpose }) => purpose === 'TxProfile') : all;
  const answering = fit.filter(({ kind }) => kind !== look.silentKind);
  const forms = answering.length > 0 ? answering : fit;
  let answer: Answer = { kind: 'offline' };
  let knowsSome = false;
  for (const form of look.search ? forms : forms.slice(0, 1)) {
    answer = await ask('SetChargingProfile', setChargingProfile(layer, connectorId, form, wish));
    const known = learnedFrom(abilities, layer, form, inTransaction);
    if (accepted(answer)) return { ...done('accepted', undefined, known), form };
    if (wish.numberPhases !== undefined && (answer.kind === 'answered' || answer.kind === 'error')) {
      const { numberPhases: _, ...plain } = wish;
      answer = await ask('SetChargingProfile', setChargingProfile(layer, connectorId, form, plain));
      const unswitched = { ...known, phaseSwitching: 'refused' } as const;
      if (accepted(answer)) return { ...done('accepted', undefined, unswitched), form };
    }
    switch (answer.kind) {
      case 'timeout':
        return { ...done('failed', wordOf(answer)), silent: form };
      case 'offline':
      case 'busy':
        return done('failed', wordOf(answer));
      case 'unsupported':
        return done('refused', 'NotSupported', unable);
    }
    knowsSome ||= wordOf(answer).toLowerCase() !== 'notsupported';
  }
  const knowsNone = layer === 'live' && inTransaction && look.search && look.onlyMaximum && !knowsSome;
  const learned: ChargerAbilities = {
    ...abilities,
    ...(layer === 'max' && look.search && { maxProfile: false }),
    ...(knowsNone && !look.perhapsOver && { smartCharging: false }),
    ...(layer === 'live' && inTransaction && wish.limitA === 0 && look.currentAccepted && { zeroPauses: false }),
  };
  return done('refused', wordOf(answer), learned, !look.perhapsOver);
}
