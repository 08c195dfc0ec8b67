import type { Catalogue } from './catalogue';
import { en } from './catalogue.en';
import { es } from './catalogue.es';
import { ptBR } from './catalogue.pt-br';
import type { Language } from './language';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, 'pt-BR': ptBR, es };

/** The words of a language. */
export function labelsIn(language: Language): Catalogue {
  return CATALOGUES[language];
}
