/** A line of the dialog: words, and what stands beside them. */
export const line = (...parts: readonly (JQuery | string)[]): JQuery =>
  $('<div class="surplug-line">').append(
    ...parts.map((part) => (typeof part === 'string' ? $('<span>').text(part) : part)),
  );
