/**
 * A page in a browser that calls as a charger. Browsers let any page on the internet call an address of the home network
 * (RFC 6455, 10.2), but charge-point simulators are pages too.
 *
 * 1. There are chargers that tell an Origin (lbbrhzn/ocpp #442); none says that it is a browser.
 * 2. A page of the internet is let in as no charger. One of the home network, or out of a file (`null`), is.
 * 3. It takes the place of no charger that is connected: a page of the internet can pass for one out of a file.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Whose page calls; undefined: it is none. */
export function pageOf({ origin, 'user-agent': agent = '' }: IncomingHttpHeaders): 'home' | 'internet' | undefined {
  if (origin === undefined || !agent.startsWith('Mozilla/')) return undefined;
  return origin === 'null' || origin.startsWith('file:') || isHome(hostOf(origin)) ? 'home' : 'internet';
}

const hostOf = (origin: string): string => URL.parse(origin)?.hostname.replace(/^\[|\]$/g, '') ?? '';

/** A private address, or a name that no public server answers to. */
function isHome(host: string): boolean {
  const version = isIP(host);
  if (version !== 0) return HOME_NETWORK.check(host, version === 6 ? 'ipv6' : 'ipv4');
  return /^[^.]+$|\.(localhost|local|lan|internal|home\.arpa)$/.test(host);
}

/** RFC 1918, 3927, 4193, 4291. */
const HOME_NETWORK = new BlockList();
HOME_NETWORK.addSubnet('127.0.0.0', 8);
HOME_NETWORK.addSubnet('10.0.0.0', 8);
HOME_NETWORK.addSubnet('172.16.0.0', 12);
HOME_NETWORK.addSubnet('192.168.0.0', 16);
HOME_NETWORK.addSubnet('169.254.0.0', 16);
HOME_NETWORK.addAddress('::1', 'ipv6');
HOME_NETWORK.addSubnet('fc00::', 7, 'ipv6');
HOME_NETWORK.addSubnet('fe80::', 10, 'ipv6');
