import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../core/index.js';

const FOLDERS: Readonly<Record<Language, string>> = {
  en: 'en-US',
  de: 'de',
  it: 'it',
  fr: 'fr',
  es: 'es-ES',
  zh: 'zh-CN',
};

const read = new Map<string, unknown>();

/** What a node's catalogue for the editor holds, in a language of the hub. */
export function catalogueOf(language: Language, type: string): unknown {
  const file = join(__dirname, '../locales', FOLDERS[language], `${type}.json`);
  if (!read.has(file)) read.set(file, JSON.parse(readFileSync(file, 'utf8')));
  return read.get(file);
}
