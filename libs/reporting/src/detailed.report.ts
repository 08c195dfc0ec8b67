import { labelsIn, REPORT_STATUSES, type ReportStatus } from '@arauto/domain';
import { type MessageRow, ofBoth } from './message-row';
import type { KeyedReport } from './report';

/** One message we sent, or would have sent: a row of the detailed report (MT). Instants are RFC 3339 UTC. */
export interface MtRow extends MessageRow {
  readonly campaignId: string;
  readonly contactId: string;
  readonly subaccountId: string;
  readonly sentAt: string;
  readonly status: ReportStatus;
  /** In the language of the query. */
  readonly statusLabel: string;
  readonly withSession: boolean | null;
  readonly conversationExpiresAt: string | null;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly title: string; readonly advice: string } | null;
  readonly updatedAt: string;
  /** The name of the template it was made of. */
  readonly template: string | null;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
  /** What the platform charges it as, in its words. */
  readonly costCategory: string | null;
  /** Text of the quick-reply button that was tapped last. */
  readonly button: string | null;
}

/** What became of every message we sent. Titles in the words of the reports that users know. */
export const detailedReport: KeyedReport<MtRow> = {
  name: 'detailed',
  ofPage: 12,
  counted: {
    words: REPORT_STATUSES,
    labels: (language) => labelsIn(language).reportStatus,
    of: (row) => row.status,
  },
  columns: [
    // Those of the page that users know, in its order; what is ours comes after them.
    {
      key: 'sentAt',
      title: { en: 'Sent', 'pt-BR': 'Enviado', es: 'Enviado' },
      kind: 'instant',
      value: (row) => row.sentAt,
    },
    {
      key: 'status',
      title: { en: 'Status', 'pt-BR': 'Status', es: 'Estado' },
      kind: 'text',
      value: ({ status }, language) => labelsIn(language).reportStatus[status].label,
    },
    {
      key: 'phone',
      title: { en: 'Phone', 'pt-BR': 'Telefone', es: 'Teléfono' },
      kind: 'phone',
      value: (row) => row.phone,
    },
    ofBoth.senderPhone,
    ofBoth.campaignName,
    ofBoth.user,
    ofBoth.contentType,
    {
      key: 'message',
      title: { en: 'Message sent', 'pt-BR': 'Mensagem enviada', es: 'Mensaje enviado' },
      kind: 'text',
      value: (row) => row.message,
      width: 60,
    },
    {
      key: 'withSession',
      title: { en: 'Sent with session', 'pt-BR': 'Enviado com sessão', es: 'Enviado con sesión' },
      kind: 'flag',
      value: (row) => row.withSession,
    },
    { ...ofBoth.conversationId, width: 34 },
    ofBoth.conversationType,
    {
      key: 'conversationExpiresAt',
      title: {
        en: 'Conversation expiry',
        'pt-BR': 'Data de expiração da conversa',
        es: 'Fecha de caducidad de la conversación',
      },
      kind: 'instant',
      value: (row) => row.conversationExpiresAt,
    },
    ofBoth.subaccountName,
    ofBoth.correlationId,
    {
      key: 'attempts',
      title: { en: 'Attempts', 'pt-BR': 'Tentativas', es: 'Intentos' },
      kind: 'number',
      value: (row) => row.attempts,
    },
    {
      key: 'error',
      title: { en: 'Error', 'pt-BR': 'Erro', es: 'Error' },
      kind: 'text',
      value: (row) => (row.error === null ? null : `${row.error.code} ${row.error.title}`),
      width: 40,
    },
    {
      key: 'updatedAt',
      title: { en: 'Last update', 'pt-BR': 'Última atualização', es: 'Última actualización' },
      kind: 'instant',
      value: (row) => row.updatedAt,
    },
    ofBoth.campaignId,
    {
      key: 'template',
      title: { en: 'Template', 'pt-BR': 'Template', es: 'Plantilla' },
      kind: 'text',
      value: (row) => row.template,
      isOptional: true,
    },
    {
      key: 'deliveredAt',
      title: { en: 'Delivered', 'pt-BR': 'Entregue em', es: 'Entregado en' },
      kind: 'instant',
      value: (row) => row.deliveredAt,
      isOptional: true,
    },
    {
      key: 'readAt',
      title: { en: 'Read', 'pt-BR': 'Lida em', es: 'Leído en' },
      kind: 'instant',
      value: (row) => row.readAt,
      isOptional: true,
    },
    {
      key: 'costCategory',
      title: { en: 'Cost category', 'pt-BR': 'Categoria de custo', es: 'Categoría de costo' },
      kind: 'code',
      value: (row) => row.costCategory,
      isOptional: true,
    },
    {
      key: 'button',
      title: { en: 'Button', 'pt-BR': 'Botão', es: 'Botón' },
      kind: 'text',
      value: (row) => row.button,
      isOptional: true,
    },
  ],
};
