export { inLanguage } from './in-language';
export type { InOtherLanguages, Wording } from './wording';
export { WORDINGS } from './wordings';
