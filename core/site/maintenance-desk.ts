import type { Maintenance } from '../chargers/maintenance.js';
import { SurplugError } from '../model/error.js';
import type { SiteCommand } from '../model/site-command.js';
import type { ChargerGateway } from '../ports/charger-gateway.js';

export interface MaintenanceDesk {
  readonly gateway: () => ChargerGateway;
  readonly maintenance: Maintenance;
  /** Where chargers call, `ws://host:port/`: files are on the same server. */
  readonly chargerUrl: () => string;
  readonly nowIso: () => string;
}

type Applied = Readonly<Record<string, unknown>>;

/** Does what a maintenance command asks, and says what was applied. */
export const maintain = (
  command: Extract<SiteCommand, { do: 'firmware' | 'diagnostics' }>,
  chargerId: string,
  desk: MaintenanceDesk,
): Promise<Applied> =>
  command.do === 'firmware' ? updateFirmware(command, chargerId, desk) : fetchDiagnostics(chargerId, desk);

/** New firmware from a URL, or from a file of this machine that the hub serves itself. Refused while a car charges unless forced. */
async function updateFirmware(
  command: Extract<SiteCommand, { do: 'firmware' }>,
  chargerId: string,
  desk: MaintenanceDesk,
): Promise<Applied> {
  if (Boolean(command.url) === Boolean(command.file)) {
    throw new SurplugError(
      'INVALID_INPUT',
      'Give either the url of the firmware, or the path of a file on this machine.',
    );
  }
  const offered = command.file ? await desk.maintenance.offer(command.file) : undefined;
  const location = offered ? httpBase(desk) + offered.path : command.url;
  const retrieveDate = command.at ?? desk.nowIso();
  if (Number.isNaN(Date.parse(retrieveDate))) {
    throw new SurplugError('INVALID_INPUT', `at is ${JSON.stringify(command.at)}; it must be a time in ISO 8601.`);
  }
  await desk.gateway().call(chargerId, 'UpdateFirmware', { location, retrieveDate }, { force: command.force === true });
  // A URL may carry a password: only what the hub serves itself is told.
  return offered ? { sizeBytes: offered.sizeBytes, md5: offered.md5, retrieveDate } : { retrieveDate };
}

/** Asks for diagnostics, to be put on the hub's own server. */
async function fetchDiagnostics(chargerId: string, desk: MaintenanceDesk): Promise<Applied> {
  const location = httpBase(desk) + desk.maintenance.expect(chargerId);
  const { fileName } = await desk.gateway().call(chargerId, 'GetDiagnostics', { location });
  if (fileName === undefined || fileName === '') {
    throw new SurplugError(
      'NOT_SUPPORTED',
      'The charger has no diagnostics to give, or gives them to an FTP server only, which this hub is not.',
    );
  }
  return { fileName };
}

const httpBase = ({ chargerUrl }: MaintenanceDesk): string => chargerUrl().replace(/^ws/, 'http').replace(/\/$/, '');
