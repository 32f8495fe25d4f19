/** No more of a text than so many characters: what comes from outside may be as long as it likes. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;
