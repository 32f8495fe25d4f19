/** Where a room says something. No secrets, no line per reading: a state change is said once. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
