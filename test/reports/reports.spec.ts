import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Api } from '../e2e/api';
import { compareFigures, compareFilters } from './compare';
import { type Asked, asked, PERIOD, PERIOD_END, PERIOD_START } from './asking';
import { compareRecords, compareSummaries, compareTotals } from './compare-figures';
import { FilterComparison } from './compare-filters';
import { Comparison } from './comparison';
import { type Recount, recountOf } from './rows';
import { makeRun, type Run } from './run';

/** Tables of the pages that users know, word by word. */
const FILE = join(__dirname, '../../../test/fixtures/report-words.json');
const pages = JSON.parse(readFileSync(FILE, 'utf8')) as {
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

/** `npm run reports` in small: what reports say of a run, said again by a recount from the simulator's ledger and the log. */
describe('reports', () => {
  const seed = Date.now() % 1_000_000;
  const lines: string[] = [`seed ${seed}`];
  const say = (line: string) => lines.push(line);
  let run: Run;
  let recount: Recount;

  beforeAll(async () => {
    run = await makeRun({ contacts: 250, seed, say });
    recount = recountOf(run.known);
  }, 180_000);
  afterAll(() => run?.end());

  it('have something of everything to tell', () => {
    const { MT, MO } = recount.rows;
    const statuses = new Set(MT.map(({ sent }) => sent!.status));
    for (const status of ['queued', 'sent', 'delivered', 'read', 'ttl_expired', 'opted_out', 'invalid_destination'])
      expect(statuses).toContain(status);
    expect(MT.filter(({ sent }) => sent!.withSession).length).toBeGreaterThan(0);
    expect(MT.filter(({ sent }) => sent!.attempts > 1).length).toBeGreaterThan(1);
    expect(new Set(MT.map(({ person }) => person?.slice(0, 3)))).toEqual(new Set(['+55', '+52', '+54', undefined]));
    expect(new Set(MO.map(({ contentType }) => contentType)).size).toBeGreaterThan(5);
    expect(MO.filter(({ phone }) => phone === null).length).toBeGreaterThan(0);
    expect(recount.contacts.filter(({ state }) => state === 'canceled_by_admin').length).toBeGreaterThan(0);
  });

  it('have every figure as it is recounted: totals, groups, rates, records, campaigns, buttons', async () => {
    const comparison = new Comparison();
    await compareFigures(run, comparison, recount);
    expect([lines[0], comparison.differences]).toEqual([lines[0], []]);
    expect(comparison.figures).toBeGreaterThan(5000);
  }, 60_000);

  it('have the rows of every filter alone and of combinations as they are recounted, on pages and in files', async () => {
    const comparison = new Comparison();
    const { found } = await compareFilters(run, comparison, recount, { combinations: 30, exportsOf: 12, seed, say });
    expect([lines[0], comparison.differences]).toEqual([lines[0], []]);
    expect(found).toBeGreaterThan(100);
  }, 120_000);

  /** The answers of some addresses, changed in one place. */
  function tampered(path: RegExp, change: (body: string) => string): Asked {
    return {
      get: async <Body>(...of: Parameters<Api['get']>) => {
        const answer = await run.api.get<Body>(...of);
        if (!path.test(of[0])) return answer;
        const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
        const changed = change(text);
        if (changed === text) return answer;
        return { ...answer, body: (typeof answer.body === 'string' ? changed : JSON.parse(changed)) as Body };
      },
    };
  }
  const more = (name: string) => (body: string) =>
    body.replace(new RegExp(`"${name}":(\\d+)`), (_, count) => `"${name}":${Number(count) + 1}`);

  const inTotals = (api: Asked, comparison: Comparison) => compareTotals(api, comparison, recount.rows);
  it.each<[string, RegExp, (body: string) => string, (api: Asked, comparison: Comparison) => Promise<void>]>([
    ['a total', /detailed\?.*type=MO/, more('value'), inTotals],
    ['a count of a group', /groupBy=day&groupBy=status/, more('read'), inTotals],
    ['how many of a group were answered', /groupBy=campaign$/, more('replied'), inTotals],
    ['a rate', /groupBy=user$/, (body) => body.replace(/"read":0\.\d/, '"read":0.99'), inTotals],
    [
      'the group that a message is in',
      /timeZone=Asia%2FKathmandu&groupBy=hour$/,
      (body) => body.replace(/T(\d\d):00/, 'T$1:01'),
      inTotals,
    ],
    [
      'what became of a record',
      /records\?campaign=all/,
      (body) => body.replace('"read"', '"delivered"'),
      (api, comparison) => compareRecords(api, comparison, recount),
    ],
    [
      'how often a button was tapped',
      /v1\/campaigns\//,
      more('taps'),
      (api, comparison) => compareSummaries(api, comparison, recount),
    ],
  ])('are found out where they say otherwise: %s', async (_, path, change, compare) => {
    const comparison = new Comparison();
    await compare(tampered(path, change), comparison);
    expect(comparison.count).toBeGreaterThan(0);
  });

  it.each<[string, RegExp, (body: string) => string]>([
    ['a row twice', /detailed\?/, (body) => body.replace(/("items":\[)(\{.*?\}),(?=\{"id")/, '$1$2,$2,')],
    ['the status of a row', /detailed\?/, (body) => body.replace('"status":"read"', '"status":"delivered"')],
    ['a cell of a file', /detailed\.csv/, (body) => body.replace('Pessoa', 'Pessoas')],
    ['a row of a file less', /detailed\.csv/, (body) => body.replace(/\r\n.*?\r\n/s, '\r\n')],
  ])('are found out where a page or a file has %s', async (_, path, change) => {
    const filters = { from: PERIOD_START, to: PERIOD_END, type: 'MT', status: 'read' };
    const compared = async (get: Asked['get']) => {
      const comparison = new Comparison();
      await new FilterComparison({ ...run.exporting, get }, comparison, recount).compare(filters, 'download');
      return comparison.count;
    };
    expect(await compared(run.exporting.get)).toBe(0);
    expect(await compared(tampered(path, change).get)).toBeGreaterThan(0);
  });

  /** Where we say it otherwise than the pages: a word of Spanish in one, a screen that is not ours in another. */
  const OTHERWISE = ['carrier_communication_failure', 'tier_limit'];
  type Word = { readonly code: string; readonly label: string; readonly description: string };
  type Vocabulary = Readonly<Record<'statuses' | 'results' | 'conversationTypes', readonly Word[]>>;

  it('have the statuses of the page that users know, with what they mean, and its results', async () => {
    const { statuses } = await asked<Vocabulary>(run.api, '/v1/reports/vocabulary?language=pt-BR');
    const plain = (text: string) => text.replace(/\.$/, '');
    for (const [code, label, description] of pages.statuses['pt-BR']) {
      const said = statuses.find((status) => status.code === code);
      expect([code, said?.label]).toEqual([code, label]);
      if (description === null || OTHERWISE.includes(code)) continue;
      expect([code, plain(said!.description)]).toEqual([code, plain(description)]);
    }
    const { results } = await asked<Vocabulary>(run.api, '/v1/reports/vocabulary?language=en');
    expect(results.map(({ label }) => label).sort()).toEqual([...pages.results].sort());
  });

  it.each([
    ['MT', 'pt-BR'],
    ['MT', 'es'],
    ['MO', 'pt-BR'],
    ['MO', 'es'],
  ] as const)('have the columns of the page, in its order, in files too: %s in %s', async (type, language) => {
    const path = `/v1/reports/detailed.csv?${PERIOD}&type=${type}&language=${language}`;
    const [titles = []] = parse(await asked<string>(run.api, path), { bom: true }) as string[][];
    const known = pages.columns[type][language].map((title) => title.toLowerCase());
    expect(titles.slice(0, known.length).map((title) => title.toLowerCase())).toEqual(known);
  });
});
