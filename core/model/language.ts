export const LANGUAGES = ['en', 'de', 'it', 'fr', 'es', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language a configuration asks for; English when it asks for none, or for one there is not. */
export const languageOf = (wanted: unknown): Language => LANGUAGES.find((language) => language === wanted) ?? 'en';
