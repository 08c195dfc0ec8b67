import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, REPORT_STATUSES } from '@arauto/domain';
import { detailedReport, recordsReport, repliesReport } from '@arauto/reporting';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { Vocabulary } from './vocabulary';

/** Tables of the help pages that users know, word by word. */
const FILE = join(__dirname, '../../../../../test/fixtures/report-words.json');
const known = JSON.parse(readFileSync(FILE, 'utf8')) as {
  readonly statuses: {
    readonly 'pt-BR': readonly (readonly [code: string, label: string, description: string | null])[];
  };
  readonly columns: {
    readonly MT: Readonly<Record<'pt-BR' | 'es', readonly string[]>>;
    readonly MO: Readonly<Record<'pt-BR' | 'es', readonly string[]>>;
    readonly records: readonly string[];
  };
  readonly results: readonly string[];
};

/** Where we say it otherwise than the pages, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  carrier_communication_failure: 'the page has a word of Spanish in it',
  tier_limit: 'the page sends people to a screen that is not ours',
};

let engine: SmallEngine;
beforeAll(async () => {
  engine = await openSmallEngine();
});
afterAll(() => engine.close());

const ask = (language?: (typeof LANGUAGES)[number]) =>
  engine.ask(new Vocabulary(engine.query(), language === undefined ? {} : { language }));
const plain = (text: string) => text.replace(/\.$/, '');

it('has the statuses of the page, with what they mean', async () => {
  const { statuses } = await ask('pt-BR');
  for (const [code, label, description] of known.statuses['pt-BR']) {
    const status = statuses.find((each) => each.code === code);
    expect(status?.label).toBe(label);
    if (description === null || code in OTHERWISE) continue;
    expect(plain(status!.description)).toBe(plain(description));
  }
  const beyond = statuses
    .map(({ code }) => code)
    .filter((code) => !known.statuses['pt-BR'].some(([own]) => own === code));
  expect(beyond).toEqual(['queued', 'sent']);
});

it.each(['pt-BR', 'es'] as const)('columns begin with those of the page, in its order: %s', (language) => {
  const same = (title: string) => title.toLowerCase();
  for (const [type, report] of [
    ['MT', detailedReport],
    ['MO', repliesReport],
  ] as const) {
    const titles = known.columns[type][language];
    const ours = report.columns.slice(0, titles.length).map(({ title }) => title[language]);
    expect(ours.map(same)).toEqual(titles.map(same));
  }
});

it.each(LANGUAGES)('names every column of the detailed report by what it is chosen by: %s', async (language) => {
  const { columns } = await ask(language);
  for (const [type, report] of [
    ['MT', detailedReport],
    ['MO', repliesReport],
  ] as const) {
    expect(columns[type]).toEqual(report.columns.map(({ key, title }) => ({ code: key, label: title[language] })));
  }
});

it.each(LANGUAGES)('the records have the words of the page, in %s too', async (language) => {
  expect(recordsReport.columns.map(({ title }) => title[language])).toEqual(known.columns.records);
  const { results } = await ask('en');
  expect(results.map(({ label }) => label).sort()).toEqual([...known.results].sort());
});

it('says every status in every language, each by a word of its own', async () => {
  for (const language of LANGUAGES) {
    const said = await ask(language);
    expect(said.language).toBe(language);
    expect(said.statuses.map(({ code }) => code)).toEqual(REPORT_STATUSES);
    expect(new Set(said.statuses.map(({ label }) => label)).size).toBe(REPORT_STATUSES.length);
    for (const { description } of said.statuses) expect(description.length).toBeGreaterThan(10);
  }
  expect(await ask()).toEqual(await ask('en'));
});

it('says that taps on links and calls are not heard of', async () => {
  const [en, pt, es] = await Promise.all(LANGUAGES.map((language) => ask(language)));
  expect(en!.notTracked).toMatch(/link.*call|call.*link/i);
  expect(new Set([en, pt, es].map((said) => said!.notTracked)).size).toBe(3);
});
