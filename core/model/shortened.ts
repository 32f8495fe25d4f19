/** No more of a text than so many characters: what comes from outside may be as long as it likes. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;

/** Breaks of a line, what steers a terminal, and what turns the direction of writing around. */
const STEERS = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/** The same on one line: what comes from outside writes no line of a log. */
export const inOneLine = (text: string, most: number): string => shortened(text, most).replace(STEERS, ' ');
