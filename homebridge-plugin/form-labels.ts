/** What the form calls a setting that is complained of, in its own words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigComplaint, type Language, labelled } from '../core/index.js';

interface Field {
  readonly title?: string;
  readonly properties?: Readonly<Partial<Record<string, Field>>>;
  readonly items?: Field;
}

/** "Charger 1, Installation limit (chargers[0].maxA)" */
export const inForm = (language: Language, complaint: ConfigComplaint): ConfigComplaint =>
  labelled(language, labelsOf(formIn(language), complaint.field), complaint);

function formIn(language: Language): Field {
  const translated = `form/config.schema.${language === 'zh' ? 'zh-CN' : language}.json`;
  const file = join(__dirname, language === 'en' ? '../../config.schema.json' : translated);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly schema: Field }).schema;
}

/** The titles on the way to the field; of a list the one of its row. The unit is told with the value. */
function labelsOf(form: Field, field: string): readonly string[] {
  const titles: string[] = [];
  let at: Field | undefined = form;
  for (const [, row, name = ''] of field.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    at = row === undefined ? at?.properties?.[name] : at?.items;
    if (row !== undefined) titles.pop();
    if (at?.title) titles.push(row === undefined ? at.title : `${at.title} ${Number(row) + 1}`);
  }
  return titles.map((title) => title.replace(/ \([^()]{1,2}\)$/, ''));
}
