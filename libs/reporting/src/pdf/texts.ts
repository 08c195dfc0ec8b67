import type { Language } from '@arauto/domain';

/** The words that the document says of itself. */
interface PdfTexts {
  /** Up to the number of the last page, which is written behind it. */
  readonly pageOf: (page: string) => string;
  readonly noRows: string;
  /** @param mark what stands in place of each of the characters */
  readonly notShown: (count: number, mark: string) => string;
}

const TEXTS: Readonly<Record<Language, PdfTexts>> = {
  en: {
    pageOf: (page) => `Page ${page} of `,
    noRows: 'There are no rows for this search.',
    notShown: (count, mark) =>
      `${count === 1 ? '1 character is' : `${inWords(count, 'en')} characters are`} shown as ${mark}: ` +
      'no font of this installation has them. For Chinese, Japanese and Korean one can be installed or set; csv and xlsx hold every character.',
  },
  'pt-BR': {
    pageOf: (page) => `Página ${page} de `,
    noRows: 'Não há linhas para esta busca.',
    notShown: (count, mark) =>
      `${count === 1 ? '1 caractere aparece' : `${inWords(count, 'pt-BR')} caracteres aparecem`} como ${mark}: ` +
      'nenhuma fonte desta instalação os contém. Para chinês, japonês e coreano é possível instalar ou configurar uma; csv e xlsx contêm todos os caracteres.',
  },
  es: {
    pageOf: (page) => `Página ${page} de `,
    noRows: 'No hay filas para esta búsqueda.',
    notShown: (count, mark) =>
      `${count === 1 ? '1 carácter aparece' : `${inWords(count, 'es')} caracteres aparecen`} como ${mark}: ` +
      'ninguna fuente de esta instalación los contiene. Para chino, japonés y coreano se puede instalar o configurar una; csv y xlsx contienen todos los caracteres.',
  },
};

export function textsIn(language: Language): PdfTexts {
  return TEXTS[language];
}

export function inWords(count: number, language: Language): string {
  return count.toLocaleString(language);
}
