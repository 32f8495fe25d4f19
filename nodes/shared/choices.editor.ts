import type { Choice } from './red.editor.js';

/** Choices as a select wants them. */
export const options = (choices: readonly Choice[]): readonly JQuery[] =>
  choices.map(({ value, label }) => $('<option>').val(value).text(label));

/** Suggests, while a field is typed in, the choices whose words hold what stands there. */
export const suggest = ($field: JQuery, choices: (done: (found: readonly Choice[]) => void) => void): JQuery =>
  $field.autoComplete({
    minLength: 0,
    search: (text, done) => {
      const word = text.toLowerCase();
      choices((found) => done(found.filter(({ label }) => label.toLowerCase().includes(word))));
    },
  });
