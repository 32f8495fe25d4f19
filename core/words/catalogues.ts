import type { Language } from '../model/language.js';
import type { Catalogue } from './catalogue.js';
import { de } from './catalogues/de.js';
import { en } from './catalogues/en.js';
import { es } from './catalogues/es.js';
import { fr } from './catalogues/fr.js';
import { it } from './catalogues/it.js';
import { zh } from './catalogues/zh.js';

export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, de, it, fr, es, zh };
