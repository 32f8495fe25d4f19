/** Words and numbers of the sidebar, in the language of the editor. */

export const say = (key: string, blanks?: Readonly<Record<string, unknown>>): string =>
  RED._(`${SURPLUG.module}/surplug-sidebar:${key.startsWith('surplug.') ? key : `surplug-sidebar.${key}`}`, blanks);

/** "7.3 kW"; a dash for what is not measured. */
export const inKW = (powerW: number | null): string => (powerW === null ? '–' : `${tenths(powerW / 1000)} kW`);

export const tenths = (value: number): string =>
  value.toLocaleString(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "14:05" */
export const clock = (at: string | number): string =>
  new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
