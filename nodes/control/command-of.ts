/**
 * What a message asks for. Rules in order:
 *
 * 1. A command fixed in the dialog: any message triggers it, with the dialog's value.
 * 2. `topic` names a command: `payload` is its value.
 * 3. `payload` is an object, also as JSON text: each key is a command. All are read before any is done.
 * 4. `payload` is a mode's name.
 *
 * Wishes for a charger may come together, wishes for the site too; the two kinds, and the commands that stand alone, not
 * mixed: half of a message must never be done. Questions to the records stand alone too.
 */
import { type ChargerWish, modeOf, type SiteCommand, type SiteQuery, shown } from '../../core/index.js';
import { parsed } from '../shared/parsed.js';
import { refuse } from '../shared/read-number.js';
import type { Say } from '../shared/words.js';
import { CHARGER_WISHES } from './charger-wishes.js';
import { QUESTIONS } from './questions.js';
import type { Read } from './read-value.js';
import { LONE_COMMANDS, SITE_WISHES } from './site-wishes.js';
import { UPKEEP } from './upkeep.js';

/** Every command of the node, in the order the dialog shows them. */
export const COMMANDS: readonly string[] = [
  ...Object.keys(CHARGER_WISHES),
  'default',
  ...Object.keys(SITE_WISHES),
  'adopt',
  'forget',
  'rfid',
  'findMeters',
  'whatIf',
  ...Object.keys(UPKEEP),
  ...Object.keys(QUESTIONS),
];

/** The command a word names, in any case: a button of a dashboard may well be called "Boost". */
const commandIn = (word: string): string | undefined =>
  COMMANDS.find((command) => command.toLowerCase() === word.trim().toLowerCase());

interface Asked {
  /** Fixed in the dialog; empty: the message says. */
  readonly command: string;
  /** The dialog's value, already evaluated; only for a fixed command. */
  readonly value: unknown;
  readonly topic: unknown;
  readonly payload: unknown;
}

type Readers = Readonly<Record<string, Read<unknown>>>;
/** A command and its value, still unread. */
type Unread = readonly [string, unknown];

/** What a message carries. */
function asked({ command, value, topic, payload: sent }: Asked, say: Say): readonly [Unread, ...Unread[]] {
  const right = COMMANDS.join(', ');
  if (command !== '') {
    if (!COMMANDS.includes(command)) throw refuse(say, 'unknown', { field: command, right });
    return [[command, parsed(value)]];
  }
  const payload = parsed(sent);
  const named = typeof topic === 'string' ? commandIn(topic) : undefined;
  if (named) return [[named, payload]];
  if (typeof payload === 'object' && payload !== null && !Array.isArray(payload)) {
    const [first, ...more] = Object.entries(payload)
      .filter(([key]) => key !== 'charger')
      .map(([key, wish]): Unread => {
        const wished = commandIn(key);
        if (!wished) throw refuse(say, 'unknown', { field: shown(key), right });
        return [wished, wish];
      });
    if (first) return [first, ...more];
  }
  if (modeOf(payload)) return [['mode', payload]];
  throw refuse(say, 'nothing', { right });
}

const readAll = (wishes: readonly Unread[], readers: Readers, say: Say): Record<string, unknown> =>
  Object.fromEntries(wishes.map(([key, value]) => [key, readers[key]?.(value, key, say)]));

/** The first command of a message. */
export const firstWord = (message: Asked, say: Say): string => asked(message, say)[0][0];

/** The question a message asks of the records; undefined when it is none. `charger` is the one it names, if any. */
export function questionOf(message: Asked, charger: string | undefined, say: Say): SiteQuery | undefined {
  const [first, ...more] = asked(message, say);
  const question = QUESTIONS[first[0]];
  return question && more.length === 0 ? question(charger)(first[1], first[0], say) : undefined;
}

/**
 * The one command a message asks of the site, or INVALID_INPUT with a sentence that says what would be right.
 * `charger` is called only for a command that is about one.
 */
export function commandOf(message: Asked, charger: () => string, say: Say): SiteCommand {
  const wishes = asked(message, say);
  const [first] = wishes;
  const lone = LONE_COMMANDS[first[0]];
  if (lone && wishes.length === 1) return lone(charger)(first[1], first[0], say);

  const all = (readers: Readers): boolean => wishes.every(([key]) => Object.hasOwn(readers, key));
  if (all(CHARGER_WISHES))
    return { do: 'wish', charger: charger(), wish: readAll(wishes, CHARGER_WISHES, say) as ChargerWish };
  if (all(SITE_WISHES)) return { do: 'site', ...readAll(wishes, SITE_WISHES, say) };
  throw refuse(say, 'mixed', { field: wishes.map(([key]) => key).join(', ') });
}
