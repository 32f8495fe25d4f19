/*
 * User and password inside of an address: `mqtt://user:password@host`. A flow file and its exports would show them to
 * everybody, so the dialog moves them to the fields they have of their own.
 */

interface SplitUrl {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** A password may hold an @, or a slash as no address may; but what follows the host's first slash is a path. */
const WITH_USER = /^\s*([a-z]+:\/\/)(?![^:/@]*(?::\d*)?\/)([^:]*?)(?::(.*))?@([^@]*)$/i;

/** The address without its user, and who that is; undefined where it names none. */
export function userInUrl(url: unknown): SplitUrl | undefined {
  const [, scheme, username = '', password = '', rest] = WITH_USER.exec(String(url ?? '')) ?? [];
  return scheme === undefined
    ? undefined
    : { url: `${scheme}${rest}`, username: plain(username), password: plain(password) };
}

/** As it was meant: `%40` is an @. A password with a percent sign of its own stays what it is. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether a password can be read in an address anywhere in a text: a value as JSON, say. */
export const passwordIn = (text: unknown): boolean =>
  String(text ?? '')
    .split(/["\s]+/)
    .some((part) => Boolean(userInUrl(part)?.password));

/** Whether a password can be read in an address of a saved hub. */
export function showsPassword(saved: Readonly<Record<string, unknown>>): boolean {
  const meters = Array.isArray(saved['meters']) ? (saved['meters'] as readonly unknown[]) : [];
  const urls = meters.map((meter) => (meter as Readonly<Record<string, unknown>> | null)?.['url']);
  return [saved['mqttUrl'], saved['attachUrl'], ...urls].some((url) => Boolean(userInUrl(url)?.password));
}
