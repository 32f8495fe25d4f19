/**
 * What comes in on a charger's socket, put right before the RPC layer sees it. In this order:
 *
 * 1. Byte order mark, NULs and spaces around a message are dropped; an empty message is none. One that is nested deeper
 *    than any of OCPP is not read: what walks through it would run out of stack.
 * 2. Broken JSON is mended where only one reading is possible: raw control characters, NaN, no value, a comma too many,
 *    the last brackets missing.
 * 3. "2" is 2; a message id that is not text is carried as text and answered with the id it came with;
 *    a missing or null payload is {}.
 * 4. What stays unreadable is answered by the id that can still be made out, StopTransaction with a yes: an error would
 *    make the charger send it for ever. Without an id it is dropped; an answer addressed to nobody helps nobody.
 */
type Frame =
  | { readonly kind: 'call'; readonly key: string; readonly id: unknown; readonly text: string }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly reply?: string };

/** The id of a call that looks right from outside: what nearly all are. Only the RPC layer's own parser can tell more. */
export const plainCall = (raw: string): string | undefined => (tooDeep(raw) ? undefined : PLAIN_CALL.exec(raw)?.[1]);

const PLAIN_CALL = /^\[2, ?"([^"\\\p{Cc}]{1,64})", ?"[A-Za-z]{1,64}", ?\{.*\}\]$/su;

export function readFrame(raw: string): Frame | undefined {
  const clean = raw.replaceAll('\0', ' ').trim();
  if (clean === '') return undefined;
  if (tooDeep(clean)) return unreadable(clean);
  const message = understood(clean);
  if (!Array.isArray(message)) return unreadable(clean);
  const [typed, id, ...rest] = message as readonly unknown[];
  const type = Number(typed);
  switch (type) {
    case 2: {
      const [action, payload] = rest;
      if (id === undefined || typeof action !== 'string') return unreadable(clean, id);
      const key = typeof id === 'string' ? id : `#${JSON.stringify(id)}`;
      return { kind: 'call', key, id, text: JSON.stringify([2, key, action.trim(), payload ?? {}]) };
    }
    case 3:
      return { kind: 'answer', text: JSON.stringify([3, String(id), rest[0] ?? {}]) };
    case 4:
      return {
        kind: 'answer',
        text: JSON.stringify([4, String(id), errorCode(rest[0]), text(rest[1]), rest[2] ?? {}]),
      };
    default:
      return unreadable(clean, id);
  }
}

/** The deepest call of OCPP has nine levels. */
const DEPTH_MOST = 64;

function tooDeep(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length && depth <= DEPTH_MOST; at += 1) {
    const sign = json[at];
    if (sign === '\\') at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
  }
  return depth > DEPTH_MOST;
}

/** OCPP-J misspells one code and renames another in its errata; both spellings are one. */
function errorCode(code: unknown): string {
  const word = text(code) || 'GenericError';
  if (/^occur+ence ?constraint ?violation$/i.test(word)) return 'OccurenceConstraintViolation';
  return /^format(ion)?violation$/i.test(word) ? 'FormationViolation' : word;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function understood(clean: string): unknown {
  const whole = parsed(clean);
  if (whole !== undefined) return whole;
  const better = mended(clean);
  // Only the brackets of payload and message: where one more is missing, some of what it held may be missing too.
  const ends = /[\]}]$/.test(better) ? ['', ']', '}]'] : [''];
  for (const end of ends) {
    const message = parsed(better + end);
    if (message !== undefined) return message;
  }
  return undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const mended = (broken: string): string =>
  broken
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/([[:,]\s*)(?:[+-]?(?:nan|inf(?:inity)?)|undefined)(?=\s*[,}\]])/gi, '$1null')
    .replace(/("\s*:\s*)(?=[,}])/g, '$1null')
    .replace(/([[{,]\s*),/g, '$1')
    .replace(/,(\s*[}\]])/g, '$1');

function unreadable(clean: string, known?: unknown): Frame {
  const call = /^\[\s*"?2"?\s*,\s*("(?:[^"\\]|\\.){1,64}"|\d{1,20})(?:\s*,\s*"([A-Za-z]{1,64})")?/.exec(clean);
  const id = call?.[1] ?? (isId(known) && /^\[\s*"?2"?\s*,/.test(clean) ? JSON.stringify(known) : undefined);
  if (id === undefined || parsed(id) === undefined) return { kind: 'unreadable' };
  if (call?.[2]?.toLowerCase() === 'stoptransaction') return { kind: 'unreadable', reply: `[3,${id},{}]` };
  return {
    kind: 'unreadable',
    reply: `[4,${id},"FormationViolation","The message is not a readable OCPP-J call",{}]`,
  };
}

const isId = (id: unknown): boolean => typeof id === 'string' || typeof id === 'number';
