import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { detailedReport, withColumns } from '@arauto/reporting';
import { parse } from 'csv-parse/sync';
import { FakeApp } from '../testing/fake-app';

const DATES = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';

describe('reports as CSV', () => {
  let fake: FakeApp;
  beforeEach(async () => {
    fake = await FakeApp.start();
  });
  afterEach(() => fake.stop());
  const detailed = (query = '') => fake.inject({ method: 'GET', url: `/v1/reports/detailed.csv?${DATES}${query}` });

  it('are UTF-8 with mark, comma, CRLF, and hold no formula', async () => {
    fake.answers['StreamRecordsReport'] = () => once([{ ...record, error: '=HYPERLINK("x")\nfatura, "amanhã"' }]);
    const answer = await fake.inject({ method: 'GET', url: '/v1/reports/records.csv?campaign=all' });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="records.csv"');
    expect(answer.body.startsWith('\ufeffCAMPAIGN_ID,TELEPHONE,RESULT,')).toBe(true);
    expect(answer.body.endsWith('\r\n')).toBe(true);
    const [found] = parse(answer.body, { columns: true, bom: true }) as Record<string, string>[];
    expect(found).toMatchObject({
      TELEPHONE: '+5511900001234',
      RESULT: 'Read',
      ERROR: `'=HYPERLINK("x")\nfatura, "amanhã"`,
    });
  });

  it.each([
    ['en', {}],
    ['pt-BR', { language: 'pt-BR' }],
    ['es', { language: 'es' }],
  ] as const)('have titles in %s', async (language, asked) => {
    fake.answers['StreamDetailedReport'] = () => ({ type: 'MT', rows: once([]) });
    const { headers, body } = await detailed(`&${new URLSearchParams(asked).toString()}`);
    expect(headers['content-disposition']).toBe('attachment; filename="detailed.csv"');
    const { columns } = withColumns(detailedReport, undefined);
    expect(body).toBe(`\ufeff${columns.map(({ title }) => title[language]).join(',')}\r\n`);
    expect(fake.dispatched[0]?.input).toMatchObject(asked);
  });

  it('refuse as a problem before the first row', async () => {
    fake.answers['StreamDetailedReport'] = () => ({ type: 'MT', rows: failing(0) });
    const answer = await detailed();
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('never look whole when they broke off', async () => {
    fake.answers['StreamRecordsReport'] = () => failing(1000);
    await fake.app.listen(0, '127.0.0.1');
    const answer = await open('/v1/reports/records.csv?campaign=all');
    const read = async () => {
      for await (const _ of answer) continue;
    };
    await expect(read()).rejects.toThrow('aborted');
  });

  it('read on only as the client does', async () => {
    let produced = 0;
    let ended = false;
    fake.answers['StreamRecordsReport'] = async function* () {
      try {
        for (; produced < 100_000; produced++) yield Array.from({ length: 100 }, () => record);
      } finally {
        ended = true;
      }
    };
    await fake.app.listen(0, '127.0.0.1');
    const answer = await open('/v1/reports/records.csv?campaign=all');
    let before = -1;
    while (before !== produced) {
      before = produced;
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(produced).toBeLessThan(3000);
    answer.destroy();
    while (!ended) await new Promise((resolve) => setImmediate(resolve));
    expect(produced).toBeLessThan(3000);
  });

  it('keep an invalid row’s phone from being a formula, and a phone as it is', async () => {
    const verdict = { row: 1, verdict: 'invalid', contactId: 'k1', phone: '=1+1', cleaned: [] };
    const reasons = [{ code: 'phone_invalid', message: 'No number, this.', column: 'phone' }];
    fake.answers['StreamVerdicts'] = () =>
      once([
        { ...verdict, reasons },
        { ...verdict, row: 2, verdict: 'accepted', phone: '+5511900001234', reasons: [], cleaned: ['name'] },
      ]);
    const { body } = await fake.inject({ method: 'GET', url: '/v1/uploads/u1/verdicts.csv?verdict=invalid' });
    expect(body).toBe(
      '\ufeffrow,verdict,reasons,columns,messages,phone,contactId,cleaned\r\n' +
        `1,invalid,phone_invalid,phone,"No number, this.",'=1+1,k1,\r\n2,accepted,,,,+5511900001234,k1,name\r\n`,
    );
  });

  function open(path: string): Promise<IncomingMessage> {
    const { port } = fake.app.getHttpServer().address() as AddressInfo;
    return new Promise((resolve, reject) => {
      get(`http://127.0.0.1:${port}${path}`, { headers: { authorization: 'Bearer admin' } }, resolve).on(
        'error',
        reject,
      );
    });
  }
});

const record = {
  campaignId: 'c1',
  telephone: '+5511900001234',
  result: 'read',
  error: null,
  date: '2026-03-01T12:00:00.000Z',
  lastUpdate: '2026-03-01T12:00:05.000Z',
};

async function* once<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

async function* failing(after: number): AsyncGenerator<readonly unknown[]> {
  for (let at = 0; at < after; at++) yield [record];
  throw new Error('the disk is gone');
}
