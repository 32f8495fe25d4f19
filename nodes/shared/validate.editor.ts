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

/**
 * For a property of a node: true, or the sentence the editor shows on the red triangle. The editor takes a sentence only
 * from a function of two parameters.
 */
export const within = (field: string, range: Range, needed: (node: EditorNode) => boolean = () => false) =>
  function validate(this: EditorNode, value: unknown, _how: unknown): boolean | string {
    if (fits(value, range, needed(this))) return true;
    return `${field}: ${range.from} – ${range.to}`;
  };
