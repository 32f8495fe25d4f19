import { userInUrl } from '../hub/user-in-url.js';
import type { EditorNode } from './red.editor.js';

/** Numbers may come from the environment: `${FUSE}`. */
const FROM_ENVIRONMENT = /^\$\{[^}]+\}$/;

interface Range {
  readonly from: number;
  readonly to: number;
}

const blank = (value: unknown): boolean => value === undefined || value === null || String(value).trim() === '';

/** Whether a typed value is a number of the range, from the environment, or empty where that is allowed. */
export function fits(value: unknown, { from, to }: Range, needed = false): boolean {
  if (blank(value)) return !needed;
  const text = String(value).trim();
  return FROM_ENVIRONMENT.test(text) || (Number(text) >= from && Number(text) <= to);
}

/** Of a row in a list: the field that is wrong, and its range where it has one. */
export interface Wrong {
  readonly field: string;
  readonly range?: Range;
  /** What was typed. */
  readonly value?: unknown;
  /** Key of the sentence that says what is wrong. */
  readonly why?: string;
}

/** What it may be; of a decimal comma, how to write it instead. */
function right({ from, to }: Range, value: unknown): string {
  const typed = String(value ?? '').trim();
  return /^[+-]?\d+,\d+$/.test(typed) ? `${typed} → ${typed.replace(',', '.')}` : `${from} – ${to}`;
}

/** What the dialog calls a field, and what it may be. */
const sentence = (node: EditorNode, { field, range, value, why }: Wrong): string => {
  const told = range ? right(range, value) : why && node._(`surplug-hub.wrong.${why}`);
  return node._(`surplug-hub.label.${field}`) + (told ? `: ${told}` : '');
};

// The editor takes a sentence for its red triangle only from a function of two parameters.

/** For a number of the hub: true, or the sentence that says what it may be. */
export const within = (field: string, range: Range, needed: (node: EditorNode) => boolean = () => false) =>
  function validate(this: EditorNode, value: unknown, _how: unknown): boolean | string {
    return fits(value, range, needed(this)) || sentence(this, { field, range, value });
  };

/** For an address of the hub: true where it is empty, of the form or from the environment, and shows no password. */
export const address = (field: string, form: RegExp) =>
  function validate(this: EditorNode, value: unknown, _how: unknown): boolean | string {
    if (userInUrl(value)?.password) return sentence(this, { field, why: 'password-in-url' });
    const typed = String(value ?? '').trim();
    return typed === '' || form.test(typed) || typed.startsWith('${') || sentence(this, { field });
  };

/** For a list of the hub: true, or the first row and field that is wrong. */
export const everyRow = <Row>(list: string, wrongIn: (row: Row) => Wrong | undefined) =>
  function validate(this: EditorNode, rows: unknown, _how: unknown): boolean | string {
    for (const [at, row] of ((rows ?? []) as Row[]).entries()) {
      const wrong = wrongIn(row);
      if (wrong) return `${this._(`surplug-hub.${list}`)} ${at + 1}, ${sentence(this, wrong)}`;
    }
    return true;
  };

/** The first number of a row that is out of its range. */
export const numberWrong = <Field extends string>(
  row: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
  settings: Readonly<Record<Field, Range>>,
): Wrong | undefined => {
  const field = fields.find((one) => !fits(row[one], settings[one]));
  return field && { field, range: settings[field], value: row[field] };
};
