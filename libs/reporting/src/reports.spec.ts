import { LANGUAGES } from '@arauto/domain';
import { toCsv } from './csv';
import { detailedMtReport, type MtRow } from './detailed-mt.report';
import { recordsReport, type RecordRow } from './records.report';
import type { FileOptions, Report } from './report';
import { verdictsReport, type VerdictRow } from './verdicts.report';

async function linesOf<Row>(report: Report<Row>, row: Row, options: FileOptions): Promise<string[]> {
  async function* rows() {
    yield await Promise.resolve([row]);
  }
  let all = '';
  for await (const text of toCsv(report, rows(), options)) all += text;
  return all.slice(1).split('\r\n').slice(0, -1);
}

const SAO_PAULO = 'America/Sao_Paulo';

const message: MtRow = {
  id: 'campaign-1.person-1',
  sentAt: '2026-03-02T12:00:00.000Z',
  status: 'ttl_expired',
  statusLabel: 'Time to live expired (TTL)',
  phone: '+5511900001234',
  senderPhone: '+5511900009999',
  campaignId: 'campaign-1',
  campaignName: 'Cobrança, março',
  user: 'ana',
  subaccountId: 'sub-1',
  contentType: 'template',
  message: 'Olá "Rui"',
  withSession: false,
  conversationId: 'conversation-1',
  conversationType: 'business_initiated',
  conversationExpiresAt: '2026-03-03T12:00:00.000Z',
  correlationId: '-7',
  attempts: 2,
  error: 'ENG_TTL_EXPIRED Expired: no delivery in time',
  updatedAt: null,
};

describe('the detailed report', () => {
  it('has the titles of the seed page and the words of its language', async () => {
    const lines = await linesOf(detailedMtReport, message, { language: 'pt-BR', timeZone: SAO_PAULO });
    expect(lines).toEqual([
      'Enviado,Status,Telefone,WhatsApp user ID,Campanha,Usuário,Subconta,Tipo de conteúdo,Mensagem enviada,Enviado com sessão,' +
        'ID da conversa,Tipo de conversa,Data de expiração da conversa,Correlation ID,Tentativas,Erro,Última atualização',
      '02/03/2026 09:00:00,Tempo de vida expirada (TTL),+5511900001234,+5511900009999,"Cobrança, março",ana,sub-1,Template,' +
        '"Olá ""Rui""",Não,conversation-1,Iniciada pela empresa,03/03/2026 09:00:00,' +
        "'-7,2,ENG_TTL_EXPIRED Expired: no delivery in time,",
    ]);
  });

  it('has the titles of the Spanish seed page', async () => {
    const [titles, row] = await linesOf(detailedMtReport, message, { language: 'es', timeZone: 'UTC' });
    expect(titles).toBe(
      'Enviado,Estado,Teléfono,ID de usuario de WhatsApp,Campaña,Usuario,Subcuenta,Tipo de contenido,Mensaje enviado,' +
        'Enviado con sesión,ID de conversación,Tipo de conversación,Fecha de caducidad de la conversación,ID de correlación,' +
        'Intentos,Error,Última actualización',
    );
    expect(row).toContain('Tiempo de vida expirado (TTL)');
  });

  it('shows the name of the subaccount where it is known', async () => {
    const named = { ...message, subaccountName: 'Loja' };
    expect((await linesOf(detailedMtReport, named, { language: 'en', timeZone: 'UTC' }))[1]).toContain(
      ',Loja,Template,',
    );
  });

  it('leaves empty what an unattempted row does not have', async () => {
    const bare: MtRow = {
      ...message,
      sentAt: null,
      phone: null,
      senderPhone: null,
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
    expect((await linesOf(detailedMtReport, bare, { language: 'en', timeZone: 'UTC' }))[1]).toBe(
      ',Time to live expired (TTL),,,"Cobrança, março",,sub-1,Template,,,,,,,0,,',
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

  it.each(LANGUAGES)('has the same titles in %s', async (language) =>
    expect((await linesOf(recordsReport, record, { language, timeZone: 'UTC' }))[0]).toBe(
      'CAMPAIGN_ID,TELEPHONE,RESULT,ERROR,DATE,LAST_UPDATE',
    ),
  );

  it('says what became of a record', async () =>
    expect((await linesOf(recordsReport, record, { language: 'en', timeZone: 'UTC' }))[1]).toBe(
      'campaign-1,+5511900001234,Failed,131026 Undeliverable: no account,2026-03-02 12:00:00,2026-03-02 12:00:09',
    ));
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
  };

  it('tell every reason, and the text as uploaded without its formula', async () =>
    expect(await linesOf(verdictsReport, verdict, { language: 'en', timeZone: 'UTC' })).toEqual([
      'Row,Verdict,Reasons,Phone,Contact ID',
      "17,Invalid,phone: Not a phone number. (phone_invalid); Too few cells. (row_malformed),'=1+1,row-up-1-17",
    ]));

  it('have nothing to tell of an accepted row', async () => {
    const accepted: VerdictRow = { ...verdict, verdict: 'accepted', reasons: [], phone: '+5511900001234' };
    expect((await linesOf(verdictsReport, accepted, { language: 'es', timeZone: 'UTC' }))[1]).toBe(
      '17,Aceptado,,+5511900001234,row-up-1-17',
    );
  });
});

describe('every report', () => {
  it.each([detailedMtReport, recordsReport, verdictsReport] as readonly Report<never>[])('$name', ({ columns }) => {
    for (const language of LANGUAGES) {
      const titles = columns.map(({ title }) => title[language]);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles).not.toContain('');
    }
    expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
  });
});
