import { type Language, LANGUAGES } from '@arauto/domain';
import { toCsv } from './csv';
import { detailedReport, type MtRow } from './detailed.report';
import { recordsReport, type RecordRow } from './records.report';
import type { Report } from './report';
import { verdictsReport, type VerdictRow } from './verdicts.report';

async function linesOf<Row>(report: Report<Row>, row: Row, language: Language): Promise<string[]> {
  async function* rows() {
    yield await Promise.resolve([row]);
  }
  let all = '';
  for await (const text of toCsv(report, rows(), language)) all += text;
  return all.slice(1).split('\r\n').slice(0, -1);
}

const message: MtRow = {
  id: 'campaign-1.person-1',
  sentAt: '2026-03-02T12:00:00.000Z',
  status: 'ttl_expired',
  statusLabel: 'Time to live expired (TTL)',
  phone: '+5511900001234',
  senderPhone: '+5511900009999',
  campaignId: 'campaign-1',
  campaignName: 'Cobrança, março',
  user: '@ana',
  subaccountId: 'sub-1',
  contentType: 'template',
  message: 'Olá "Rui"',
  withSession: false,
  conversationId: 'conversation-1',
  conversationType: 'business_initiated',
  conversationExpiresAt: '2026-03-03T12:00:00.000Z',
  correlationId: '-7',
  attempts: 2,
  error: { code: 'ENG_TTL_EXPIRED', title: 'Expired', advice: 'Nothing.' },
  updatedAt: '2026-03-02T12:00:09.000Z',
};

describe('the detailed report', () => {
  it.each<[Language, string]>([
    [
      'pt-BR',
      'Enviado,Status,Telefone,WhatsApp user ID,Campanha,Usuário,Subconta,Tipo de conteúdo,Mensagem enviada,Enviado com sessão,' +
        'ID da conversa,Tipo de conversa,Data de expiração da conversa,Correlation ID,Tentativas,Erro,Última atualização',
    ],
    [
      'es',
      'Enviado,Estado,Teléfono,ID de usuario de WhatsApp,Campaña,Usuario,Subcuenta,Tipo de contenido,Mensaje enviado,' +
        'Enviado con sesión,ID de conversación,Tipo de conversación,Fecha de caducidad de la conversación,ID de correlación,' +
        'Intentos,Error,Última actualización',
    ],
  ])('has the titles of the seed page in %s', async (language, titles) =>
    expect((await linesOf(detailedReport, message, language))[0]).toBe(titles),
  );

  it('has machine values, with the status in the words of its query, and no formula', async () =>
    expect((await linesOf(detailedReport, message, 'en'))[1]).toBe(
      '2026-03-02T12:00:00.000Z,Time to live expired (TTL),+5511900001234,+5511900009999,"Cobrança, março",' +
        `'@ana,sub-1,template,"Olá ""Rui""",false,conversation-1,business_initiated,2026-03-03T12:00:00.000Z,` +
        "'-7,2,ENG_TTL_EXPIRED Expired,2026-03-02T12:00:09.000Z",
    ));

  it('leaves empty what an unattempted row does not have', async () => {
    const bare: MtRow = {
      ...message,
      phone: null,
      senderPhone: null,
      campaignName: null,
      user: null,
      message: null,
      withSession: null,
      conversationId: null,
      conversationType: null,
      conversationExpiresAt: null,
      correlationId: null,
      attempts: 0,
      error: null,
    };
    expect((await linesOf(detailedReport, bare, 'en'))[1]).toBe(
      '2026-03-02T12:00:00.000Z,Time to live expired (TTL),,,campaign-1,,sub-1,template,,,,,,,0,,2026-03-02T12:00:09.000Z',
    );
  });
});

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
      'campaign-1,+5511900001234,Failed,131026 Undeliverable: no account,2026-03-02T12:00:00.000Z,2026-03-02T12:00:09.000Z',
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
