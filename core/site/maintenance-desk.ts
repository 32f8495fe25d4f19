import type { Maintenance } from '../chargers/maintenance.js';
import type { ChargerState } from '../control/site-state.js';
import { SurplugError } from '../model/error.js';
import { ToldError } from '../model/error-texts.js';
import { shown } from '../model/outside-number.js';
import type { Applied, CommandOf } from '../model/site-command.js';
import type { SiteFacts } from '../model/site-facts.js';
import type { WallMs } from '../model/units.js';
import type { ChargerGateway } from '../ports/charger-gateway.js';
import { diagnosticsAdvice } from '../words/names.js';
import type { ChargerKeys } from './charger-keys.js';
import { askCharger } from './ocpp-desk.js';
import { momentNamed } from './read-wish.js';

interface MaintenanceDesk {
  readonly call: ChargerGateway['call'];
  readonly maintenance: Maintenance;
  /** Where chargers call, `ws://host:port/`: files are on the same server. */
  readonly chargerUrl: () => string;
  readonly now: () => WallMs;
  readonly keys: ChargerKeys;
  readonly facts: () => SiteFacts;
  readonly charger: () => ChargerState | undefined;
}

export type MaintenanceCommand = CommandOf<'firmware' | 'diagnostics' | 'password' | 'ocpp'>;

/** Does what a maintenance command asks, and says what was applied. */
export async function maintain(
  command: MaintenanceCommand,
  chargerId: string,
  desk: MaintenanceDesk,
): Promise<Applied> {
  switch (command.do) {
    case 'firmware':
      return updateFirmware(command, chargerId, desk);
    case 'diagnostics':
      return fetchDiagnostics(chargerId, desk);
    case 'password':
      return setPassword(command.password, chargerId, desk);
    case 'ocpp': {
      const charger = desk.charger();
      if (!charger) throw new ToldError('UNKNOWN_CHARGER', 'charger-adopt-first', { name: shown(chargerId) });
      return askCharger(command, charger.facts, charges(charger), desk.call);
    }
  }
}

/** A charge that the user has stopped rests at 0 A until the plug is pulled: a restart takes nothing from it. */
const charges = ({ transaction, status, wishes, measuredA }: ChargerState): boolean =>
  wishes.charging === 'stopped' ? measuredA >= 1 : transaction !== null || status === 'Charging';

/** A new AuthorizationKey; it is told neither here nor in a log. */
async function setPassword(password: string, chargerId: string, desk: MaintenanceDesk): Promise<Applied> {
  let status: unknown;
  await desk.keys.change(chargerId, password, async (value) => {
    const asked = { key: 'AuthorizationKey', value };
    ({ status } = await desk.call(chargerId, 'ChangeConfiguration', asked));
    if (status === 'NotSupported') throw new ToldError('NOT_SUPPORTED', 'charger-no-password', { charger: chargerId });
  });
  return { password: 'changed', rebootRequired: status === 'RebootRequired' };
}

/** New firmware from a URL, or from a file of this machine that the hub serves itself. Refused while a car charges unless forced. */
async function updateFirmware(
  command: CommandOf<'firmware'>,
  chargerId: string,
  desk: MaintenanceDesk,
): Promise<Applied> {
  if (Boolean(command.url) === Boolean(command.file)) {
    throw new ToldError('INVALID_INPUT', 'url-or-file', { one: 'url', other: 'file' });
  }
  const offered = command.file ? await desk.maintenance.offer(command.file) : undefined;
  const location = offered ? httpBase(desk) + offered.path : command.url;
  const now = desk.now();
  const at = command.at === undefined ? now : momentNamed(command.at, { now, timeZone: desk.facts().timeZone });
  if (at === null) {
    const example = '"03:00", "2026-06-21T10:00:00Z"';
    throw new ToldError('INVALID_INPUT', 'no-time', { field: 'at', value: shown(command.at), example });
  }
  const retrieveDate = new Date(at).toISOString();
  const charger = desk.charger();
  const force = command.force === true || (charger !== undefined && !charges(charger));
  await desk.call(chargerId, 'UpdateFirmware', { location, retrieveDate }, { force });
  // A URL may carry a password: only what the hub serves itself is told.
  return offered ? { sizeBytes: offered.sizeBytes, md5: offered.md5, retrieveDate } : { retrieveDate };
}

/** Asks for diagnostics, to be put on the hub's own server. */
async function fetchDiagnostics(chargerId: string, desk: MaintenanceDesk): Promise<Applied> {
  const { path, folder } = desk.maintenance.expect(chargerId);
  const location = httpBase(desk) + path;
  const answer = await desk.call(chargerId, 'GetDiagnostics', { location }).catch((error: unknown) => {
    if (error instanceof SurplugError && error.code === 'REJECTED') return undefined;
    throw error;
  });
  const fileName = answer?.['fileName'];
  if (fileName === undefined || fileName === '') {
    throw new SurplugError('NOT_SUPPORTED', diagnosticsAdvice(desk.facts().language));
  }
  return { fileName, folder };
}

const httpBase = ({ chargerUrl }: MaintenanceDesk): string => chargerUrl().replace(/^ws/, 'http').replace(/\/$/, '');
