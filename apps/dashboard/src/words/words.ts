import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languageOf, LANGUAGES } from './languages';

type Catalogue = Record<string, unknown>;
type Load = () => Promise<Catalogue>;

const KEPT_AS = 'arauto-language';

/** Every catalogue is a file of its own, loaded when it is needed: who reads Spanish is sent no English. */
const OF_THE_SHELL = import.meta.glob<Catalogue>('./*.json', { import: 'default' }) as Record<string, Load>;
const OF_PAGES = import.meta.glob<Catalogue>('../pages/*/words/*.json', { import: 'default' }) as Record<string, Load>;

const loaded = new Set<string>();

async function load(namespace: string, language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, namespace)) return;
  const path = namespace === 'shell' ? `./${language}.json` : `../pages/${namespace}/words/${language}.json`;
  const file = (namespace === 'shell' ? OF_THE_SHELL : OF_PAGES)[path];
  if (!file) throw new Error(`there is no catalogue ${path}`);
  i18next.addResourceBundle(language, namespace, await file());
}

/** Before anything is shown: the words of the shell. */
export async function beginToSpeak(): Promise<void> {
  const kept = localStorage.getItem(KEPT_AS);
  const language = languageOf(kept ? [kept, ...navigator.languages] : navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    supportedLngs: [...LANGUAGES],
    fallbackLng: false,
    ns: [],
    defaultNS: 'shell',
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    resources: {},
  });
  await loadWords('shell');
  document.documentElement.lang = language;
  // All tabs speak the same: they share one stream of what changes.
  addEventListener('storage', ({ key, newValue }) => {
    if (key === KEPT_AS && newValue !== null) void speak(languageOf([newValue]));
  });
}

/** Of a page, by the name of its folder; with the page. */
export async function loadWords(namespace: string): Promise<void> {
  loaded.add(namespace);
  await load(namespace, i18next.language as Language);
}

/** Everything that is shown changes at once, without a reload: the words are there before. */
export async function speak(language: Language): Promise<void> {
  await Promise.all([...loaded].map((namespace) => load(namespace, language)));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(KEPT_AS, language);
}
