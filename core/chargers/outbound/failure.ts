import type { SurplugError } from '../../model/error.js';
import { ToldError } from '../../model/error-texts.js';
import { withoutSecrets } from '../trace.js';
import type { Answer } from './ask.js';

/**
 * The error a user is told for an answer that is none. It may end in a log: a charger's words are one line there, without
 * the `secrets` it was asked with.
 */
export function failureOf(
  charger: string,
  action: string,
  answer: Answer,
  secrets: readonly string[] = [],
): SurplugError | undefined {
  switch (answer.kind) {
    case 'answered':
      return undefined;
    case 'unsupported':
      return new ToldError('NOT_SUPPORTED', 'charger-cannot', { charger, action: `${action} (${answer.code})` });
    case 'error':
      return new ToldError('REJECTED', 'charger-refused', {
        charger,
        action,
        answer: `${answer.code}: ${withoutSecrets(answer.description, secrets)}`,
      });
    case 'timeout':
      return new ToldError('TIMEOUT', 'charger-silent', { charger, action });
    case 'offline':
      return new ToldError('OFFLINE', 'charger-offline', { charger, action });
    case 'busy':
      return new ToldError('TIMEOUT', 'charger-busy', { charger, action });
  }
}
