import { type ContentType, type ConversationType, labelsIn, type ReportStatus } from '@arauto/domain';
import type { KeyedReport } from './report';

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
  readonly contactId: string;
  readonly subaccountName: string | null;
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
  columns: [
    // The twelve of the pages that users know, in their order; what is ours comes after them.
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
    {
      key: 'senderPhone',
      title: { en: 'WhatsApp user id', 'pt-BR': 'WhatsApp user ID', es: 'ID de usuario de WhatsApp' },
      kind: 'phone',
      value: (row) => row.senderPhone,
    },
    {
      key: 'campaignName',
      title: { en: 'Campaign', 'pt-BR': 'Campanha', es: 'Campaña' },
      kind: 'text',
      value: (row) => row.campaignName ?? row.campaignId,
    },
    {
      key: 'user',
      title: { en: 'User', 'pt-BR': 'Usuário', es: 'Usuario' },
      kind: 'text',
      value: (row) => row.user,
    },
    {
      key: 'contentType',
      title: { en: 'Content type', 'pt-BR': 'Tipo de conteúdo', es: 'Tipo de contenido' },
      kind: 'text',
      value: ({ contentType }, language) => labelsIn(language).contentType[contentType],
      width: 16,
    },
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
    {
      key: 'conversationId',
      title: { en: 'Conversation id', 'pt-BR': 'ID da conversa', es: 'ID de conversación' },
      kind: 'code',
      value: (row) => row.conversationId,
      width: 34,
    },
    {
      key: 'conversationType',
      title: { en: 'Conversation type', 'pt-BR': 'Tipo de conversa', es: 'Tipo de conversación' },
      kind: 'text',
      value: ({ conversationType: type }, language) => type && labelsIn(language).conversationType[type],
    },
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
    {
      key: 'subaccountName',
      title: { en: 'Subaccount', 'pt-BR': 'Subconta', es: 'Subcuenta' },
      kind: 'text',
      value: (row) => row.subaccountName ?? row.subaccountId,
    },
    {
      key: 'correlationId',
      title: { en: 'Correlation id', 'pt-BR': 'Correlation ID', es: 'ID de correlación' },
      kind: 'text',
      value: (row) => row.correlationId,
    },
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
    {
      key: 'campaignId',
      title: { en: 'Campaign id', 'pt-BR': 'ID da campanha', es: 'ID de campaña' },
      kind: 'code',
      value: (row) => row.campaignId,
      width: 38,
      isOptional: true,
    },
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
