import { type SiteSnapshot, SurplugError } from '../../core/index.js';
import type { Say } from '../shared/words.js';

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/**
 * Which charger a message is for: `msg.charger`, else `payload.charger`, else the dialog's. When none is named and the
 * site has just one, that one; with several it must be said, so that no message meant for one moves another.
 */
export function chargerOf(
  message: { readonly charger?: unknown; readonly payload?: unknown },
  configured: string,
  snapshot: SiteSnapshot | undefined,
  say: Say,
): string {
  const inPayload = (message.payload as { charger?: unknown } | null | undefined)?.charger;
  const named = text(message.charger) || text(inPayload) || configured.trim();
  if (named !== '') return named;
  const [only, ...others] = snapshot?.chargers ?? [];
  if (only && others.length === 0) return only.id;
  if (!only) throw new SurplugError('UNKNOWN_CHARGER', say('wrong.no-charger'));
  const right = [only, ...others].map(({ id }) => id).join(', ');
  throw new SurplugError('UNKNOWN_CHARGER', say('wrong.which-charger', { right }));
}
