/** The language of whoever sees the editor, as browsers name it: "de-DE". Node-RED's own answer knows only languages it has. */
export const editorLocale = (): string => localStorage.getItem('editor-language') || navigator.language;
