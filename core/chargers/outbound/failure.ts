import { SurplugError } from '../../model/error.js';
import type { Answer } from './ask.js';

/** The error a user is told for an answer that is none. */
export function failureOf(chargerId: string, action: string, answer: Answer): SurplugError | undefined {
  switch (answer.kind) {
    case 'answered':
      return undefined;
    case 'unsupported':
      return new SurplugError('NOT_SUPPORTED', `${chargerId} does not know ${action} (${answer.code}).`);
    case 'error':
      return new SurplugError('REJECTED', `${chargerId} answered ${action} with ${answer.code}: ${answer.description}`);
    case 'timeout':
      return new SurplugError('TIMEOUT', `${chargerId} did not answer ${action} in time; try again.`);
    case 'offline':
      return new SurplugError('OFFLINE', `${chargerId} is not connected; ${action} was not sent.`);
    case 'busy':
      return new SurplugError('TIMEOUT', `${chargerId} still has to answer other calls; try ${action} again later.`);
  }
}
