import { type Language, LANGUAGES } from '@arauto/domain';
import { toCsv } from './csv';
import { detailedReport } from './detailed.report';
import { recordsReport, type RecordRow } from './records.report';
import { refusedReport, type RefusedRow } from './refused.report';
import type { Report } from './report';
import { verdictsReport, type VerdictRow } from './verdicts.report';

async function linesOf<Row>(report: Report<Row>, row: Row, language: Language): Promise<string[]> {
  async function* rows() {
    yield await Promise.resolve([row]);
  }
  let all = '';
  for await (const text of toCsv(report, rows(), { language, zone: 'America/Sao_Paulo' })) all += text;
  return all.slice(1).split('\r\n').slice(0, -1);
}

describe('the records report', () => {
  const record: RecordRow = {
    campaignId: 'campaign-1',
    telephone: '+5511900001234',
    result: 'failed',
    error: '131026 Undeliverable: no account',
    date: '2026-03-02T12:00:00.000Z',
    lastUpdate: '2026-03-02T12:00:09.000Z',
  };

  it.each(LANGUAGES)('reads the same in %s', async (language) =>
    expect(await linesOf(recordsReport, record, language)).toEqual([
      'CAMPAIGN_ID,TELEPHONE,RESULT,ERROR,DATE,LAST_UPDATE',
      'campaign-1,+5511900001234,Failed,131026 Undeliverable: no account,2026-03-02 09:00:00,2026-03-02 09:00:09',
    ]),
  );
});

describe('the verdicts of an upload', () => {
  const verdict: VerdictRow = {
    row: 17,
    verdict: 'invalid',
    reasons: [
      { code: 'phone_invalid', message: 'Not a phone number.', column: 'phone' },
      { code: 'row_malformed', message: 'Too few cells.', column: null },
    ],
    phone: '=1+1',
    contactId: 'row-up-1-17',
    cleaned: ['name', 'amount'],
  };

  it('tell every reason, and the text as uploaded without its formula', async () =>
    expect(await linesOf(verdictsReport, verdict, 'en')).toEqual([
      'row,verdict,reasons,columns,messages,phone,contactId,cleaned',
      "17,invalid,phone_invalid row_malformed,phone,Not a phone number. Too few cells.,'=1+1,row-up-1-17,name amount",
    ]));

  it('have nothing to tell of an accepted row', async () => {
    const accepted: VerdictRow = { ...verdict, verdict: 'accepted', reasons: [], phone: '+5511900001234', cleaned: [] };
    expect((await linesOf(verdictsReport, accepted, 'es'))[1]).toBe('17,accepted,,,,+5511900001234,row-up-1-17,');
  });

  it.each([
    ['en', 'The phone number is missing.'],
    ['pt-BR', 'Falta o número de telefone.'],
    ['es', 'Falta el número de teléfono.'],
  ] as const)('say in %s why, also beside the cells of a refused row', async (language, why) => {
    const reasons = [{ code: 'phone_missing', message: 'The phone number is missing.', column: 'phone' }];
    const refused: RefusedRow = {
      ...{ row: 2, verdict: 'invalid', reasons, phone: null, name: 'The file is empty.' },
      ...{ correlationId: null, parameters: {}, text: null },
    };
    expect((await linesOf(verdictsReport, { ...verdict, reasons }, language))[1]).toContain(`,${why},`);
    expect((await linesOf(refusedReport([]), refused, language))[1]).toBe(`,The file is empty.,,,2,invalid,${why}`);
  });
});

describe('every report', () => {
  it.each([detailedReport, recordsReport, verdictsReport] as readonly Report<never>[])(
    '$name has a title of its own for every column',
    ({ columns }) => {
      for (const language of LANGUAGES) {
        const titles = columns.map(({ title }) => title[language]);
        expect(new Set(titles).size).toBe(titles.length);
        expect(titles).not.toContain('');
      }
    },
  );
});
