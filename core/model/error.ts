/** Every code an error of Surplug can carry, with what it means. Match on the code, never on the message. */
export const ERROR_CODES = {
  UNKNOWN_CHARGER: 'No charger with that id or name belongs to the site.',
  OFFLINE: 'The charger, or the site this host is attached to, is not connected.',
  REJECTED: 'The charger refused the request.',
  TIMEOUT: 'The charger did not answer in time.',
  INVALID_INPUT: 'The value is of the wrong kind or outside its range; nothing was changed.',
  NOT_SUPPORTED: 'This charger, or this version, cannot do that.',
  LOCKED: 'The charger is locked.',
  NO_METER: 'There is no such meter, or it is silent.',
  HUB_DISABLED: 'The hub of this node is missing or switched off.',
  BAD_CONFIG: 'The configuration cannot work; every complaint names a field and the remedy.',
  PORT_IN_USE: 'Another program already listens on that port.',
  NO_PERMISSION: 'The token or password is missing or wrong.',
  STORAGE: 'The records cannot be read or written.',
  NODE_TOO_OLD: 'This version of Node.js is too old for its SQLite; 22.14 or later is needed.',
  CLOSED: 'The site is closed.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The one error class. `message` tells the user what to do next. */
export class SurplugError extends Error {
  override readonly name = 'SurplugError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Hosts show an error as text: the sentence, without the name of a class before it. */
  override toString(): string {
    return this.message;
  }
}

/** The code of anything thrown; `undefined` for what is not ours. */
export const codeOf = (error: unknown): ErrorCode | undefined =>
  error instanceof SurplugError ? error.code : undefined;

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The other program ends, the disk comes back, the network of this machine comes up. */
const PASSING: readonly unknown[] = ['PORT_IN_USE', 'STORAGE', 'EADDRNOTAVAIL'];

/** Whether what stands in the way may pass by itself, so that another try is worth it. */
export const mayPass = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && PASSING.includes(error.code)) || mayPass(error.cause));
