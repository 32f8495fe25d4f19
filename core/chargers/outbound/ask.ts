import { BROKE_OFF, OFFLINE, TIMEOUT } from '../../model/command.js';
import type { Payload } from '../../ports/charger-gateway.js';
import { field } from '../inbound/fields.js';

/** What became of a call to a charger. */
export type Answer =
  | { readonly kind: 'answered'; readonly payload: Payload }
  /** NotImplemented or NotSupported: it does not know the operation. */
  | { readonly kind: 'unsupported'; readonly code: string }
  /** Any other error it gave. */
  | { readonly kind: 'error'; readonly code: string; readonly description: string }
  | { readonly kind: 'timeout' }
  /** Not connected; `brokeOff`: not any more, instead of an answer. */
  | { readonly kind: 'offline'; readonly brokeOff?: true }
  /** Too much is already waiting for this charger's answer. */
  | { readonly kind: 'busy' };

/** Asks something of a charger. Resolves always. */
export type Ask = (action: string, payload: Payload) => Promise<Answer>;

/** The word of an answer that is more than a status. */
export function wordOf(answer: Answer): string {
  switch (answer.kind) {
    case 'answered': {
      const status = field(answer.payload, 'status');
      return typeof status === 'string' ? status.trim() : 'Answered';
    }
    case 'unsupported':
    case 'error':
      return answer.code;
    case 'timeout':
      return TIMEOUT;
    case 'offline':
      return answer.brokeOff ? BROKE_OFF : OFFLINE;
    case 'busy':
      return 'Busy';
  }
}

/** A yes without a word (`{}`) is one too: what is measured will tell. */
export const accepted = (answer: Answer): boolean =>
  answer.kind === 'answered' && ['accepted', 'answered'].includes(wordOf(answer).toLowerCase());

/** A no that is neither silence nor ignorance. */
export const saidNo = (answer: Answer): boolean =>
  (answer.kind === 'answered' && !accepted(answer)) || answer.kind === 'error';
