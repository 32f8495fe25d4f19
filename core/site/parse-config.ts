import type { ConfigComplaint, SiteConfig } from '../model/config.js';
import { languageOf } from '../model/language.js';
import { complaintOf } from './config-finding.js';
import { ruleFindings } from './config-rules.js';
import { configSchema, type ResolvedConfig } from './config-schema.js';
import { shapeFindings } from './config-shape.js';

type ParsedConfig = { readonly config: ResolvedConfig } | { readonly complaints: readonly ConfigComplaint[] };

/** A configuration as it can be opened, or everything that is wrong with it at once, in its own language. Never throws. */
export function resolveConfig(input: unknown): ParsedConfig {
  const parsed = configSchema.safeParse(input);
  const findings = parsed.success ? [...ruleFindings(parsed.data)] : shapeFindings(parsed.error.issues, input);
  if (parsed.success && findings.length === 0) return { config: parsed.data };
  const language = languageOf((input as { readonly language?: unknown } | null | undefined)?.language);
  return { complaints: findings.map((finding) => complaintOf(finding, language)) };
}

/** As `resolveConfig`, in the public words. */
export function parseSiteConfig(
  input: unknown,
): { readonly config: SiteConfig } | { readonly complaints: readonly ConfigComplaint[] } {
  const parsed = resolveConfig(input);
  return 'config' in parsed ? { config: parsed.config as SiteConfig } : parsed;
}
