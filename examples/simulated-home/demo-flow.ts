/** The example flow, with the ports that could be had on this machine. */
export interface DemoPorts {
  readonly editor: number;
  readonly ocpp: number;
  readonly meter: number;
  readonly inverter: number;
  readonly hands: number;
}

/** The ports the example is written with. */
export const WISHED_PORTS: DemoPorts = { editor: 1880, ocpp: 9220, meter: 5020, inverter: 5080, hands: 5081 };

type FlowNode = Readonly<Record<string, unknown>>;

/** `ocppBind`: the address the hub listens on; every one when absent, since a charger calls from the home network. */
export function flowFor(flow: readonly FlowNode[], ports: DemoPorts, ocppBind?: string): readonly FlowNode[] {
  return flow.map((node) => {
    if (node['type'] === 'surplug-hub') {
      const meters = (node['meters'] as readonly FlowNode[]).map((meter) =>
        meter['type'] === 'modbus-tcp' ? { ...meter, port: String(ports.meter) } : meter,
      );
      return { ...node, ocppPort: String(ports.ocpp), ...(ocppBind === undefined ? {} : { ocppBind }), meters };
    }
    return node['type'] === 'http request' ? { ...node, url: moved(String(node['url']), ports) } : node;
  });
}

/** The same address on the port it has today. By hand, since a mustache in a path would not survive a URL. */
const moved = (url: string, ports: DemoPorts): string =>
  url
    .replace(`127.0.0.1:${WISHED_PORTS.inverter}/`, `127.0.0.1:${ports.inverter}/`)
    .replace(`127.0.0.1:${WISHED_PORTS.hands}/`, `127.0.0.1:${ports.hands}/`);
