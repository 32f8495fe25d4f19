import { type SiteSnapshot, SurplugError } from '../../core/index.js';
import { parsed } from '../shared/parsed.js';
import type { Say } from '../shared/words.js';
import { isNothing, readText } from './read-value.js';

interface Message {
  readonly charger?: unknown;
  readonly payload?: unknown;
}

/** The charger a message or the dialog names; undefined when neither does. What is no name moves no charger. */
export function namedCharger(message: Message, configured: string, say: Say): string | undefined {
  const inPayload = (parsed(message.payload) as { charger?: unknown } | null | undefined)?.charger;
  const named = !isNothing(message.charger)
    ? readText(message.charger, 'msg.charger', say)
    : isNothing(inPayload)
      ? configured.trim()
      : readText(inPayload, 'payload.charger', say);
  return named.toLowerCase() === 'all' ? 'all' : named || undefined;
}

/**
 * Which charger a message is for: `msg.charger`, else `payload.charger`, else the dialog's. When none is named and the
 * site has just one, that one; with several it must be said, so that no message meant for one moves another.
 */
export function chargerOf(message: Message, configured: string, snapshot: SiteSnapshot | undefined, say: Say): string {
  const named = namedCharger(message, configured, say);
  if (named !== undefined) return named;
  const [only, ...others] = snapshot?.chargers ?? [];
  if (only && others.length === 0) return only.id;
  if (!only) throw new SurplugError('UNKNOWN_CHARGER', say('wrong.no-charger'));
  const right = [only, ...others].map(({ id }) => id).join(', ');
  throw new SurplugError('UNKNOWN_CHARGER', say('wrong.which-charger', { right }));
}
