/** The address to type into a charger, as far as the dialog can know it before the hub runs. */
import { rowsOf } from './charger-rows.editor.js';

/** The editor is open on the machine itself: no charger can call there by this name. */
const ON_ITSELF = /^(localhost|127\..*|\[::1\])$/;
const EVERYWHERE = ['', '0.0.0.0', '::'];

const typed = (field: string): string => String($(`#node-config-input-${field}`).val() ?? '').trim();
const bracketed = (host: string): string => (/^[^[].*:/.test(host) ? `[${host}]` : host);
/** As a path has it: the hub takes what comes after the last slash. */
const inPath = (id: string): string => encodeURI(id).replace(/[/?#]/g, encodeURIComponent);

/** @param machine the address of Node-RED's machine in its network, when that is known */
function hostFor(machine: string): string {
  const [advertised, bind] = [typed('advertisedHost'), typed('ocppBind')];
  if (advertised) return bracketed(advertised);
  if (!EVERYWHERE.includes(bind)) return bracketed(bind);
  const here = window.location.hostname;
  return ON_ITSELF.test(here) ? machine || here : here;
}

interface ChargerUrl {
  show(): void;
  /** What the runtime tells of its machine. */
  machineIs(address: string): void;
}

export function chargerUrl(): ChargerUrl {
  let machine = '';
  const show = (): void => {
    const host = hostFor(machine);
    const port = typed('ocppPort') || String(SURPLUG.ocpp.port.default);
    const ids = rowsOf($('#node-config-input-chargers-list')).map(({ id }) => String(id ?? '').trim());
    const known = ids.filter((id) => id !== '');
    const ends = known.length > 0 ? known.map(inPath) : ['…'];
    $('#surplug-hub-url').text(ends.map((end) => `ws://${host}:${port}/${end}`).join('\n'));
  };
  return {
    show,
    machineIs(address) {
      if (address === machine) return;
      machine = address;
      show();
    },
  };
}
