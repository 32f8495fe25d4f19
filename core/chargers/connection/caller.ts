/** Where a charger calls from, as a person writes it: a socket that takes IPv6 too writes IPv4 as ::ffff:192.168.1.33. */
export const callerOf = ({ remoteAddress = '' }: { readonly remoteAddress?: string | undefined }): string =>
  remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '');
