import { type ContentType, type ConversationType, labelsIn, type ReportStatus } from '@arauto/domain';
import type { Report } from './report';

/** One message we sent, or would have sent: a row of the detailed report (MT). Instants are RFC 3339 UTC. */
export interface MtRow {
  readonly id: string;
  readonly sentAt: string;
  readonly status: ReportStatus;
  /** In the language of the query. */
  readonly statusLabel: string;
  readonly phone: string | null;
  readonly senderPhone: string | null;
  readonly campaignId: string;
  readonly campaignName: string | null;
  readonly user: string | null;
  readonly subaccountId: string;
  readonly contentType: ContentType;
  /** As rendered; null once erased, or where there was none. */
  readonly message: string | null;
  readonly withSession: boolean | null;
  readonly conversationId: string | null;
  readonly conversationType: ConversationType | null;
  readonly conversationExpiresAt: string | null;
  readonly correlationId: string | null;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly title: string; readonly advice: string } | null;
  readonly updatedAt: string;
}

/** What became of every message we sent. Titles in the words of the reports that users know. */
export const detailedReport: Report<MtRow> = {
  name: 'detailed',
  columns: [
    {
      title: { en: 'Sent', 'pt-BR': 'Enviado', es: 'Enviado' },
      kind: 'instant',
      value: (row) => row.sentAt,
    },
    {
      title: { en: 'Status', 'pt-BR': 'Status', es: 'Estado' },
      kind: 'text',
      value: ({ status }, language) => labelsIn(language).reportStatus[status].label,
    },
    {
      title: { en: 'Phone', 'pt-BR': 'Telefone', es: 'Teléfono' },
      kind: 'phone',
      value: (row) => row.phone,
    },
    {
      title: { en: 'WhatsApp user id', 'pt-BR': 'WhatsApp user ID', es: 'ID de usuario de WhatsApp' },
      kind: 'phone',
      value: (row) => row.senderPhone,
    },
    {
      title: { en: 'Campaign', 'pt-BR': 'Campanha', es: 'Campaña' },
      kind: 'text',
      value: (row) => row.campaignName ?? row.campaignId,
    },
    {
      title: { en: 'User', 'pt-BR': 'Usuário', es: 'Usuario' },
      kind: 'text',
      value: (row) => row.user,
    },
    {
      title: { en: 'Subaccount', 'pt-BR': 'Subconta', es: 'Subcuenta' },
      kind: 'code',
      value: (row) => row.subaccountId,
      width: 38,
    },
    {
      title: { en: 'Content type', 'pt-BR': 'Tipo de conteúdo', es: 'Tipo de contenido' },
      kind: 'text',
      value: ({ contentType }, language) => labelsIn(language).contentType[contentType],
      width: 16,
    },
    {
      title: { en: 'Message sent', 'pt-BR': 'Mensagem enviada', es: 'Mensaje enviado' },
      kind: 'text',
      value: (row) => row.message,
      width: 60,
    },
    {
      title: { en: 'Sent with session', 'pt-BR': 'Enviado com sessão', es: 'Enviado con sesión' },
      kind: 'flag',
      value: (row) => row.withSession,
    },
    {
      title: { en: 'Conversation id', 'pt-BR': 'ID da conversa', es: 'ID de conversación' },
      kind: 'code',
      value: (row) => row.conversationId,
      width: 34,
    },
    {
      title: { en: 'Conversation type', 'pt-BR': 'Tipo de conversa', es: 'Tipo de conversación' },
      kind: 'text',
      value: ({ conversationType: type }, language) => type && labelsIn(language).conversationType[type],
    },
    {
      title: {
        en: 'Conversation expiry',
        'pt-BR': 'Data de expiração da conversa',
        es: 'Fecha de caducidad de la conversación',
      },
      kind: 'instant',
      value: (row) => row.conversationExpiresAt,
    },
    {
      title: { en: 'Correlation id', 'pt-BR': 'Correlation ID', es: 'ID de correlación' },
      kind: 'text',
      value: (row) => row.correlationId,
    },
    {
      title: { en: 'Attempts', 'pt-BR': 'Tentativas', es: 'Intentos' },
      kind: 'number',
      value: (row) => row.attempts,
    },
    {
      title: { en: 'Error', 'pt-BR': 'Erro', es: 'Error' },
      kind: 'text',
      value: (row) => (row.error === null ? null : `${row.error.code} ${row.error.title}`),
      width: 40,
    },
    {
      title: { en: 'Last update', 'pt-BR': 'Última atualização', es: 'Última actualización' },
      kind: 'instant',
      value: (row) => row.updatedAt,
    },
  ],
};
