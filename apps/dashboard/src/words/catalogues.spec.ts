import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf, LANGUAGES } from './languages';

const SOURCES = join(__dirname, '../../../../../apps/dashboard/src');
const PAGES = join(SOURCES, 'pages');
const FOLDERS = [join(SOURCES, 'words'), ...readdirSync(PAGES).map((page) => join(PAGES, page, 'words'))];
/** Spanish and Portuguese have a plural for millions, which English has not. */
const PLURAL = /_(zero|one|two|few|many|other)$/;

type Catalogue = { readonly [key: string]: string | Catalogue };

function flat(catalogue: Catalogue, at = ''): [key: string, text: string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as [string, string]] : flat(value, `${at}${key}.`),
  );
}

const read = (folder: string, language: string) =>
  flat(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as Catalogue);

describe.each(FOLDERS.map((folder) => [folder.slice(SOURCES.length + 1), folder]))('the words of %s', (_, folder) => {
  const english = read(folder, 'en');

  it('are there in every language and no other', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
  });

  it.each(LANGUAGES)('have the same keys and fill in the same values in %s', (language) => {
    const plain = (words: typeof english) => [...new Set(words.map(([key]) => key.replace(PLURAL, '')))].sort();
    const words = read(folder, language);
    expect(plain(words)).toEqual(plain(english));
    const filled = (text: string) => [...new Set(text.match(/\{\{\w+|<\/?\w+>/g))].sort();
    const inEnglish = new Map(english);
    for (const [key, text] of words) {
      const other = inEnglish.get(key) ?? inEnglish.get(key.replace(PLURAL, '_other'))!;
      // "One contact" need not say the number.
      const optional = /_(zero|one)$/.test(key) ? ['{{count'] : [];
      expect([key, filled(text).filter((each) => !optional.includes(each))]).toEqual([
        key,
        filled(other).filter((each) => !optional.includes(each)),
      ]);
      expect([key, text.trim() === text && text !== '']).toEqual([key, true]);
    }
  });

  it.each(LANGUAGES)('have every plural that %s has', (language) => {
    const keys = read(folder, language).map(([key]) => key);
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const stem of new Set(keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')))) {
      for (const category of needed) expect(keys).toContain(`${stem}_${category}`);
    }
  });
});

describe('the language', () => {
  it('is the first that somebody reads and that there is', () => {
    expect(languageOf(['de-DE', 'pt-PT', 'en'])).toBe('pt-BR');
    expect([languageOf(['ES-419']), languageOf(['fr']), languageOf([])]).toEqual(['es', 'en', 'en']);
  });
});
