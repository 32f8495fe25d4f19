import { SurplugError } from '../model/error.js';
import type { Language } from '../model/language.js';
import { SHOWN_MOST, shown } from '../model/outside-number.js';
import { inOneLine } from '../model/shortened.js';
import { complaintLine } from '../words/config-text.js';
import { readRight } from './config-fields.js';
import { complaintOf, type Finding, type Words } from './config-finding.js';

/** What is wrong with the shape of a configuration, one finding a field. `input` is the whole that was looked at. */
export const shapeFindings = (issues: readonly Issue[], input: unknown): readonly Finding[] =>
  issues
    .flatMap(insideOf)
    .map((issue) => ofShape(issue, input))
    .filter(({ field }, i, all) => all.findIndex((other) => other.field === field) === i);

/** INVALID_INPUT with all that zod finds, in words. `input` is the whole that was looked at. */
export const shapeError = (issues: readonly Issue[], input: unknown, language: Language): SurplugError =>
  new SurplugError(
    'INVALID_INPUT',
    issues.map((issue) => complaintLine(language, complaintOf(ofShape(issue, input), language))).join(' '),
  );

/** As zod has it. */
interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  /** Of a union: what each of its shapes has against it. */
  readonly errors?: readonly (readonly Issue[])[];
}

/** Where one of several shapes was meant, what is wrong inside it: a register map of the user's own, say. */
function insideOf(issue: Issue): readonly Issue[] {
  const meant = issue.errors?.find((errors) => errors.length > 0 && errors.every(isInside));
  return meant?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

const isInside = ({ path, code }: Issue): boolean => path.length > 0 || code === 'unrecognized_keys';

function ofShape(issue: Issue, input: unknown): Finding {
  const field = fieldName(issue.path) || 'configuration';
  if (issue.code === 'unrecognized_keys') {
    const names = (issue.keys ?? []).map(shown).join(', ');
    return { field, wrong: ['no-setting', { names }], right: ['away-or-spelling'] };
  }
  const { text, values } = readRight(issue.message);
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  return { field, wrong: wrongValue(field, value), right: [text, values] };
}

/** Secrets never reach a log, not even wrong ones: nor those inside an address or an object. */
function wrongValue(field: string, value: unknown): Words {
  if (value === undefined || value === '') return ['missing'];
  if (/password|token/i.test(field)) return ['not-usable'];
  if (typeof value === 'object' && value !== null) return [Array.isArray(value) ? 'is-list' : 'is-object'];
  return ['is', { value: inOneLine(JSON.stringify(value).replace(/(\/\/|^"[^/@\s"]*:).*@/, '$1…@'), SHOWN_MOST) }];
}

const fieldName = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('');
