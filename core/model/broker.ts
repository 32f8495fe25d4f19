/** The broker of a URL as it may be shown: never with user and password. Undefined when it is no broker's URL. */
export function brokerOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  return /^(mqtts?|wss?|tcp|ssl):$/.test(protocol) && host !== '' ? `${protocol}//${host}` : undefined;
}

/** The user a broker is called as: that of the field, or of the URL. */
export const brokerUser = (access: {
  readonly url: string;
  readonly username?: string | undefined;
}): string | undefined => access.username || (URL.canParse(access.url) && new URL(access.url).username) || undefined;

/** The broker runs on the machine of the hub. */
export const ownBroker = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
