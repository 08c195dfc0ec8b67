import type { Campaign } from '../commands/campaign';
import type { ReportFile } from './reports';
import { type Upload, verifyReports } from './verification';

const campaign = { contacts: 10, counters: { invalid_record: 2 } } as unknown as Campaign;
const upload = { rows: 12 } as Upload;

const file = (report: ReportFile['report'], format: ReportFile['format'], rows: number): ReportFile => ({
  ...{ path: `${report}.${format}`, report, format, rows, bytes: 1, isWhole: true },
  ...(report === 'consolidated' && {
    cells: [
      ['Dia', 'Total'],
      ['2026-03-01', '7'],
      ['2026-03-02', '3'],
    ],
  }),
});
const all = (['csv', 'xlsx', 'pdf'] as const).flatMap((format) => [
  file('detailed', format, 10),
  file('detailed-mo', format, 3),
  file('consolidated', format, 2),
]);
const files = [...all, file('records', 'csv', 8), file('verdicts', 'csv', 12)];
const wrong = (reports: readonly ReportFile[], inbound = 3) =>
  verifyReports(reports, campaign, upload, inbound)
    .filter(({ ok }) => !ok)
    .map(({ what, found }) => `${what}: ${found}`);

describe('the files of the demo', () => {
  it('hold where each has what was counted', () => expect(wrong(files)).toEqual([]));

  it.each<[string, readonly ReportFile[], readonly string[]]>([
    [
      'one format with a row less',
      files.map((each) => (each.path === 'detailed.pdf' ? { ...each, rows: 9 } : each)),
      ['the detailed report has every contact: 10 (csv), 10 (xlsx), 9 (pdf)'],
    ],
    [
      'a report that is not there',
      files.filter(({ report }) => report !== 'records'),
      ['the records have every attempt: no file'],
    ],
    [
      'groups that add up to less',
      files.map((each) => ({ ...each, ...(each.cells && { cells: each.cells.slice(0, 2) }) })),
      ['it adds up to the detailed one: 7 of 10'],
    ],
    [
      'a file that broke off',
      files.map((each, at) => ({ ...each, isWhole: at !== 4 })),
      ['every file is whole: 10 of 11'],
    ],
  ])('do not with %s', (_, reports, found) => expect(wrong(reports)).toEqual(found));

  it('do not where a message that was received is in none', () =>
    expect(wrong(files, 4)).toEqual(['the report of replies has every message received: 3 (csv), 3 (xlsx), 3 (pdf)']));
});
