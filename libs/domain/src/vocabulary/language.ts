/** The languages of labels in reports and on screens. Machine values are never translated. */
export const LANGUAGES = ['en', 'pt-BR', 'es'] as const;

export type Language = (typeof LANGUAGES)[number];
