import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filesBelow, readProject } from './project.js';

/** Numbers and titles of the Open Charge Alliance's test cases for central systems of OCPP 1.6, security apart. */
const OCA = [
  '001 Cold Boot Charging Station',
  '003 Regular Charging Session - Plugin First',
  '004_1 Regular Charging Session - Identification First',
  '004_2 Regular Charging Session - Identification First - ConnectionTimeOut',
  '005_1 EV Side Disconnected - StopTransactionOnEVSideDisconnect',
  '007 Regular Start Charging Session - Cached Id',
  '010 Remote Start Charging Session - Cable Plugged in First',
  '011_1 Remote Start Charging Session - Remote Start First',
  '011_2 Remote Start Charging Session - Time Out',
  '012 Remote Stop Charging Session',
  '013 Hard Reset',
  '014 Soft Reset',
  '017_1 Unlock Connector - No Charging Session (Not Fixed Cable)',
  '017_2 Unlock Connector - No Charging Session (Fixed Cable)',
  '018_1 Unlock Connector - With Charging Session (Not Fixed Cable)',
  '019_1 Retrieve All Configuration Keys',
  '019_2 Retrieve Specific Configuration Key',
  '021 Change/Set Configuration',
  '023_1 Start Charging Session - Authorize Invalid',
  '023_2 Start Charging Session - Authorize Expired',
  '023_3 Start Charging Session - Authorize Blocked',
  '024 Start Charging Session Lock Failure',
  '026 Remote Start Charging Session - Rejected',
  '028 Remote Stop Transaction - Rejected',
  '030 Unlock Connector - Unlock Failure',
  '031 Unlock Connector - Unknown Connector',
  '032_1 Power Failure Boot - Stop Transactions',
  '037_1 Offline Start Transaction - Valid IdTag',
  '037_3 Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId',
  '039 Offline Transaction',
  '040_1 Configuration Keys - NotSupported',
  '040_2 Configuration Keys - Invalid Value',
  '042_1 Get Local List Version - Not Supported',
  '042_2 Get Local List Version - Empty',
  '043_1 Send Local Authorization List - NotSupported',
  '043_3 Send Local Authorization List - Failed',
  '043_4 Send Local Authorization List - Full',
  '043_5 Send Local Authorization List - Differential',
  '044_1 Firmware Update - Download and Install',
  '044_2 Firmware Update - Download Failed',
  '044_3 Firmware Update - Installation Failed',
  '045_1 Get Diagnostics',
  '045_2 Get Diagnostics - Upload Failed',
  '046 Reservation of a Connector - Transaction',
  '047 Reservation of a Connector - Expire',
  '048_1 Reservation of a Connector - Faulted',
  '048_2 Reservation of a Connector - Occupied',
  '048_3 Reservation of a Connector - Unavailable',
  '048_4 Reservation of a Connector - Rejected',
  '049 Reservation of a Charge Point - Transaction',
  '051 Cancel Reservation',
  '052 Cancel Reservation - Rejected',
  '053 Use a Reserved Connector with parentIdTag',
  '054 Trigger Message',
  '055 Trigger Message - Rejected',
  '056 Central Smart Charging - TxDefaultProfile',
  '057 Central Smart Charging - TxProfile',
  '059 Remote Start Transaction with Charging Profile',
  '061 Clear Authorization Data in Authorization Cache',
  '064 Data Transfer to a Central System',
  '066 Get Composite Schedule',
  '067 Clear Charging Profile',
];
/** Those of security that its profiles 1 to 3 need. */
const OCA_SECURITY = [
  '073 Update Charge Point Password for HTTP Basic Authentication',
  '083 Upgrade Charge Point Security Profile - Accepted',
  '085 Basic Authentication - Valid username/password',
  '086 TLS - Server-side Certificate - Valid Certificate',
  '087 TLS - Client-side Certificate - Valid Certificate',
  '088 WebSocket Subprotocol Negotiation',
];
/** Messages that neither charger has: certificates, security logs, signed firmware. */
const NOT_CLAIMED = ['074', '075_1', '075_2', '076', '077', '078', '079', '080', '081'];

/** What chargers of the field do that no book foresees, by the thread that tells it. */
const FIELD: Readonly<Record<string, readonly string[]>> = {
  'no BootNotification, or a late one': ['evcc #4566', '#21603'],
  'calls before the boot is answered end the connection': ['lbbrhzn/ocpp #1510', '#1414'],
  'a triggered boot is a real reboot': ['lbbrhzn/ocpp #389', '#1096'],
  'a changed setting reboots': ['lbbrhzn/ocpp #1275', '#1099'],
  'no answer to pings': ['lbbrhzn/ocpp #211', 'ocpp-rpc #80', 'mobilityhouse/ocpp #626'],
  'no subprotocol': ['lbbrhzn/ocpp #442', 'steve #1109'],
  'no Connection: Upgrade': ['lbbrhzn/ocpp, pull request 1984'],
  'StartTransaction answered too fast': ['lbbrhzn/ocpp #2080'],
  '0 A does not pause': ['evcc #25069', 'lbbrhzn/ocpp #1245'],
  'no resume after 0 A': ['ocpp-rpc #81', 'goecharger/go-eCharger-API-v2 #155'],
  'a profile accepted and nothing changed': ['goecharger/go-eCharger-API-v2 #105'],
  'a profile rejected later, or by its stack level': ['lbbrhzn/ocpp #1703', '#1851', '#1737'],
  'no restart until unplug': ['evcc PR #12861'],
  'SuspendedEVSE for minutes': ['evcc #29861'],
  'a gap when TxDefaultProfile is gone': ['libocpp #811'],
  'local time, 1970, a short zone': ['evcc #10399', 'ocpp-go #237', 'MicroOcpp #311', '#354', 'ocpp-emulator #5'],
  'odd sample values': ['OpenEVSE #335', '#703', 'mobilityhouse #70', 'lbbrhzn/ocpp #361'],
  'an unknown stop': ['connectorio-addons #199', 'OpenEVSE #756'],
  'a stop told twice, the ids -1 and 0': ['libocpp #907', 'libocpp #495', 'OCPP.Core #55'],
  'a stop of another transaction': ['dallmann-consulting/OCPP.Core #34'],
  'a foreign transaction after a restart': ['evcc #10044', '#10109', 'lbbrhzn/ocpp #1728', '#1749'],
  'no reconnect after a restart of the hub': ['evcc #30650'],
  'out after a day': ['evcc #32039'],
  'an idTag it cannot take': ['lbbrhzn/ocpp #1911'],
  'flash worn by profiles': ['libocpp #543'],
};

const tests = ['test/protocol', 'test/core/chargers']
  .flatMap((folder) => filesBelow(folder, '.test.ts'))
  .map(readProject);
const named = (words: string): boolean =>
  tests.some((source) =>
    source
      .split(words)
      .slice(1)
      .some((behind) => !/^\d/.test(behind)),
  );

describe('what is claimed of OCPP', () => {
  it('has a test under the number and title of every case of the Open Charge Alliance', () => {
    assert.equal(OCA.length, 62);
    assert.deepEqual(
      [...OCA, ...OCA_SECURITY].filter((title) => !tests.some((source) => source.includes(`'${title}'`))),
      [],
    );
  });

  it('says which of its security cases are not claimed', () => {
    const map = readProject('core/README.md');
    assert.deepEqual(
      NOT_CLAIMED.filter((number) => !map.includes(number)),
      [],
    );
  });

  it('has a test for every problem of the field, by the thread that tells it', () => {
    assert.deepEqual(
      Object.entries(FIELD).flatMap(([problem, threads]) =>
        threads.filter((thread) => !named(thread)).map((thread) => `${problem}: ${thread}`),
      ),
      [],
    );
  });
});
