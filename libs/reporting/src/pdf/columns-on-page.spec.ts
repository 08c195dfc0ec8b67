import type { MtRow } from '../detailed.report';
import { detailedReport } from '../detailed.report';
import { formattedCells } from '../formatted-cells';
import type { MoRow } from '../replies.report';
import { repliesReport } from '../replies.report';
import { withColumns } from '../report';
import { fittingOnPage, pdfColumns } from './columns-on-page';
import { TooManyColumns } from './document';
import { readBack } from './testing/read-back';
import { toPdf } from './to-pdf';

const SENT: MtRow = {
  ...{ id: 'c.p', campaignId: '0190aaaa-bbbb-7ccc-8ddd-000000000001', contactId: 'p', subaccountId: 's' },
  ...{ sentAt: '2026-11-28T21:44:38.000Z', status: 'carrier_communication_failure', statusLabel: '' },
  ...{
    phone: '+5511900000444',
    senderPhone: '+5511900000001',
    campaignName: 'Cobrança de novembro',
    user: 'ana maria',
  },
  ...{
    contentType: 'template',
    message: 'Olá Maria Antônia, sua fatura de R$ 1.234,00 vence amanhã. Pague pelo link.',
  },
  ...{ withSession: true, conversationId: '0190eeee-ffff-7ccc-8ddd-000000000002' },
  ...{ conversationType: 'business_initiated', conversationExpiresAt: '2026-11-29T21:44:38.000Z' },
  ...{ correlationId: 'pedido-1234567', subaccountName: 'Loja do centro', attempts: 3, error: null },
  ...{ updatedAt: '2026-11-28T21:44:38.000Z', template: 'aviso_de_fatura', deliveredAt: null, readAt: null },
  ...{ costCategory: 'utility', button: null },
};
const WRITTEN: MoRow = { ...SENT, answeredAt: SENT.sentAt, buttonPayload: 'PAGUEI', optOut: false };

async function read<Row>(report: Parameters<typeof withColumns<Row>>[0], row: Row, keys?: readonly string[]) {
  const { name, columns } = withColumns(report, keys, true);
  async function* rows() {
    yield await Promise.resolve([formattedCells({ name, columns }, { language: 'pt-BR', zone: 'UTC' })(row)]);
  }
  const about = { title: 'Detalhado', moment: 'agora', createdAt: new Date(0), subtitle: [], filters: [], totals: [] };
  const document = { ...about, language: 'pt-BR', columns: pdfColumns(columns, 'pt-BR'), rows: rows() } as const;
  const { pages } = await readBack(toPdf(document, { system: [] }));
  return pages[0]!.map(({ text }) => text);
}

describe('a page', () => {
  it('has the columns of the page that people know, unless others are chosen', () => {
    const keys = (columns: readonly { readonly key?: string }[]) => columns.map(({ key }) => key);
    expect(keys(withColumns(detailedReport, undefined, true).columns)).toEqual([
      ...['sentAt', 'status', 'phone', 'senderPhone', 'campaignName', 'user', 'contentType', 'message'],
      ...['withSession', 'conversationId', 'conversationType', 'conversationExpiresAt'],
    ]);
    expect(keys(withColumns(repliesReport, undefined, true).columns)).toEqual([
      ...['answeredAt', 'phone', 'senderPhone', 'campaignName', 'user', 'contentType', 'message'],
    ]);
    expect(withColumns(detailedReport, undefined).columns).toHaveLength(17);
    expect(keys(withColumns(detailedReport, ['phone'], true).columns)).toEqual(['phone']);
  });

  it('breaks no phone and no date in the middle', async () => {
    const sent = await read(detailedReport, SENT);
    for (const whole of ['+5511900000444', '+5511900000001']) expect(sent).toContain(whole);
    expect(sent.filter((text) => text.startsWith('2026-11-28'))).toHaveLength(1);
    expect(sent.filter((text) => text.startsWith('2026-11-29'))).toHaveLength(1);
    expect(sent.join('').replaceAll(' ', '')).toContain(SENT.conversationId);
    expect(sent.join(' ')).toContain('Pague pelo link.');
    const written = await read(repliesReport, WRITTEN);
    for (const whole of ['+5511900000444', '+5511900000001', '2026-11-28 21:44:38']) expect(written).toContain(whole);
  });

  it('breaks none of as many columns as it may have either', async () => {
    const chosen = detailedReport.columns.filter(({ isOptional }) => !isOptional).map(({ key }) => key);
    expect(fittingOnPage(withColumns(detailedReport, chosen).columns)).toBe(17);
    const sent = await read(detailedReport, SENT, chosen);
    for (const whole of ['+5511900000444', '+5511900000001']) expect(sent).toContain(whole);
    expect(sent.filter((text) => text.startsWith('2026-11-2'))).toHaveLength(3);
  });

  it('has no more columns than fit on it', async () => {
    const all = detailedReport.columns.map(({ key }) => key);
    const fitting = fittingOnPage(detailedReport.columns);
    expect(fitting).toBeGreaterThanOrEqual(17);
    expect(fitting).toBeLessThan(all.length);
    await expect(read(detailedReport, SENT, all)).rejects.toThrow(TooManyColumns);
    await read(detailedReport, SENT, all.slice(0, fitting));
  });
});
