import { REPORT_STATUSES } from '@arauto/domain';
import type { MtRow } from '@arauto/reporting';

/** Rows that differ, made before the clock starts; a longer report goes through them again. */
const DISTINCT = 20_000;
/** As the views hand rows on. */
const AT_ONCE = 2500;
const PERIOD = { from: Date.UTC(2026, 1, 1), to: Date.UTC(2026, 2, 1) };

const TEXTS = [
  (n: number) =>
    `Olá Cliente ${n}, sua fatura de R$ ${n},90 vence amanhã. Responda 1 para a segunda via ou 2 para falar conosco.`,
  (n: number) => `Oi! Seu pedido ${n} saiu para entrega 🚚 e chega hoje.`,
  (n: number) => `Hola Señor ${n}, su cita "de control" es mañana a las 9:00.\nResponda SÍ para confirmarla.`,
  (n: number) => `Your code is ${n}. It expires in ten minutes`,
];

/** Rows of the detailed report of a month, newest first, in the shapes that occur: refused, waiting, with commas, quotes, lines and emoji. */
export function makeRows(): MtRow[] {
  const step = (PERIOD.to - PERIOD.from) / DISTINCT;
  return Array.from({ length: DISTINCT }, (_, n) => {
    const at = Math.round(PERIOD.to - (n + 1) * step);
    const later = (ms: number) => new Date(at + ms).toISOString();
    const status = n % 10 < 7 ? (n % 2 === 0 ? 'read' : 'delivered') : REPORT_STATUSES[n % REPORT_STATUSES.length]!;
    const conversed = n % 10 < 7;
    return {
      id: `0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001.${hex(n)}${hex(n + 1)}`,
      sentAt: later(0),
      status,
      statusLabel: status,
      phone: `+55119${String(10_000_000 + n * 37)}`,
      senderPhone: '+5511900000001',
      campaignId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001',
      campaignName: n % 5 === 0 ? 'Cobrança, março' : 'Boas-vindas',
      user: 'ana',
      subaccountId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0002',
      contentType: 'template',
      message: TEXTS[n % TEXTS.length]!(n),
      withSession: conversed ? n % 3 === 0 : null,
      conversationId: conversed ? `${hex(n)}${hex(n + 7)}` : null,
      conversationType: conversed ? 'business_initiated' : null,
      conversationExpiresAt: conversed ? later(24 * 3600_000) : null,
      correlationId: n % 2 === 0 ? `order-${n}` : null,
      attempts: 1 + (n % 3 === 0 ? 1 : 0),
      error: conversed ? null : { code: '131026', title: 'Message undeliverable', advice: 'Check the number.' },
      updatedAt: later(90_000 + (n % 1000) * 10),
      contactId: `${hex(n)}${hex(n + 1)}`,
      subaccountName: 'Acme',
      template: 'cobranca',
      deliveredAt: conversed ? later(5_000) : null,
      readAt: status === 'read' ? later(90_000) : null,
      costCategory: conversed ? 'utility' : null,
      button: null,
    };
  });
}

/** So many rows, in arrays; `each` is told of every array before it is handed on. */
export async function* inArrays(
  rows: readonly MtRow[],
  count: number,
  each: () => void,
): AsyncGenerator<readonly MtRow[]> {
  for (let done = 0; done < count;) {
    const from = done % rows.length;
    const array = rows.slice(from, from + Math.min(AT_ONCE, count - done));
    done += array.length;
    each();
    yield await Promise.resolve(array);
  }
}

function hex(n: number): string {
  return (Math.imul(n + 1, 2654435761) >>> 0).toString(16).padStart(8, '0');
}
