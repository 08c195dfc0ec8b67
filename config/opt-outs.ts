/** The languages that lists are kept in. Every list is compared with every message: people answer in the language they like. */
export const OPT_OUT_LANGUAGES = ['en', 'pt-BR', 'es'] as const;

export type OptOutLanguage = (typeof OPT_OUT_LANGUAGES)[number];

/** By language; a language that was left out has the list it has by default. */
export type WordLists = { readonly [Language in OptOutLanguage]: readonly string[] };

/** What stops marketing messages to a person, and what allows them again. */
export const DEFAULT_OPT_OUTS = {
  stopWords: {
    en: list('stop, stop all, unsubscribe, cancel, end, quit, remove, opt out, arret'),
    'pt-BR': list(
      'parar, pare, sair, cancelar, remover, descadastrar, descadastre, não quero, não quero mais, não quero receber',
    ),
    es: list('parar, salir, detener, baja, desuscribir, alto, cancelar, no más'),
  },
  stopButtons: {
    en: list('stop, stop promotions, stop marketing, unsubscribe, opt out'),
    'pt-BR': list(
      'parar, sair, parar promoções, cancelar promoções, parar de receber, descadastrar, sair da lista, não quero receber, ' +
        'não quero mais receber, não quero receber promoções',
    ),
    es: list(
      'salir, baja, darme de baja, detener promociones, parar promociones, cancelar promociones, desuscribir, ' +
        'no quiero recibir, no quiero recibir promociones',
    ),
  },
  startWords: {
    en: list('start, unstop'),
    'pt-BR': list('voltar, iniciar, receber'),
    es: list('volver, iniciar, recibir'),
  },
  startButtons: {
    en: list('start promotions, resume promotions, receive promotions'),
    'pt-BR': list('receber promoções, voltar a receber, quero receber, quero receber promoções'),
    es: list('recibir promociones, volver a recibir, quiero recibir, quiero recibir promociones'),
  },
} as const satisfies Record<string, WordLists>;

/** They answer whatever was asked last, so that they allow nothing. */
const ANSWERS: ReadonlySet<string> = new Set(['yes', 'sim', 'sí', 'si', 'ok']);

/** Longer than the words people stop with; longer texts are not looked at. */
const LONGEST_WORD = 80;
const MOST_WORDS = 200;

/** What a text of lists must look like, for whoever wrote another. */
export const WORD_LISTS_EXPECTED =
  `lists by language (${OPT_OUT_LANGUAGES.join(', ')}), like "en: stop, opt out; pt-BR: sair", ` +
  `of words with a letter or a digit and up to ${LONGEST_WORD} characters`;

/**
 * `en: stop, opt out; pt-BR: sair` → those lists, each in place of its default; a language without words has none. Undefined for
 * anything else.
 */
export function parseWordLists(text: string): Partial<WordLists> | undefined {
  const lists: Partial<Record<OptOutLanguage, readonly string[]>> = {};
  for (const part of text.split(';').filter((each) => each.trim() !== '')) {
    const [name = '', words, ...more] = part.split(':');
    const language = OPT_OUT_LANGUAGES.find((each) => each.toLowerCase() === name.trim().toLowerCase());
    if (language === undefined || lists[language] || words === undefined || more.length > 0) return undefined;
    const found = list(words);
    if (found.length > MOST_WORDS || !found.every(isWord)) return undefined;
    lists[language] = found;
  }
  return lists;
}

/** Whether none of the words is a mere answer, as words are heard: by their letters and digits alone. */
export function allowsOnlyOnPurpose(lists: Partial<WordLists>): boolean {
  const isAnswer = (word: string) => ANSWERS.has(word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  return !Object.values(lists).some((words) => words.some(isAnswer));
}

function isWord(word: string): boolean {
  return word.length <= LONGEST_WORD && /[\p{L}\p{N}]/u.test(word);
}

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
