import type { ContentType, ConversationType, ReportStatus } from '@arauto/domain';
import type { Report } from './report';

/** One message we sent, or would have sent: a row of the detailed report (MT). Instants are RFC 3339 UTC. */
export interface MtRow {
  readonly id: string;
  readonly sentAt: string | null;
  readonly status: ReportStatus;
  /** In the language of the query; files take their own from `status`. */
  readonly statusLabel: string;
  readonly phone: string | null;
  readonly senderPhone: string | null;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly user: string | null;
  readonly subaccountId: string;
  /** Shown instead of the id where it is known. */
  readonly subaccountName?: string | null | undefined;
  readonly contentType: ContentType;
  readonly message: string | null;
  readonly withSession: boolean | null;
  readonly conversationId: string | null;
  readonly conversationType: ConversationType | null;
  readonly conversationExpiresAt: string | null;
  readonly correlationId: string | null;
  readonly attempts: number;
  /** `code title: details`. */
  readonly error: string | null;
  readonly updatedAt: string | null;
}

/** What became of every message we sent. Titles in the words of the reports that users know. */
export const detailedMtReport: Report<MtRow> = {
  name: 'detailed-mt',
  title: { en: 'Detailed report (MT)', 'pt-BR': 'Relatório detalhado (MT)', es: 'Reporte detallado (MT)' },
  columns: [
    {
      key: 'sentAt',
      title: { en: 'Sent', 'pt-BR': 'Enviado', es: 'Enviado' },
      kind: 'instant',
      value: (row) => row.sentAt,
    },
    {
      key: 'status',
      title: { en: 'Status', 'pt-BR': 'Status', es: 'Estado' },
      kind: 'word',
      value: (row) => row.status,
      words: (labels) => labels.reportStatus,
    },
    {
      key: 'phone',
      title: { en: 'Phone', 'pt-BR': 'Telefone', es: 'Teléfono' },
      kind: 'phone',
      value: (row) => row.phone,
    },
    {
      key: 'senderPhone',
      title: { en: 'WhatsApp user ID', 'pt-BR': 'WhatsApp user ID', es: 'ID de usuario de WhatsApp' },
      kind: 'phone',
      value: (row) => row.senderPhone,
    },
    {
      key: 'campaignName',
      title: { en: 'Campaign', 'pt-BR': 'Campanha', es: 'Campaña' },
      kind: 'text',
      value: (row) => row.campaignName,
    },
    {
      key: 'user',
      title: { en: 'User', 'pt-BR': 'Usuário', es: 'Usuario' },
      kind: 'text',
      value: (row) => row.user,
    },
    {
      key: 'subaccount',
      title: { en: 'Subaccount', 'pt-BR': 'Subconta', es: 'Subcuenta' },
      kind: 'text',
      value: (row) => row.subaccountName ?? row.subaccountId,
    },
    {
      key: 'contentType',
      title: { en: 'Content type', 'pt-BR': 'Tipo de conteúdo', es: 'Tipo de contenido' },
      kind: 'word',
      value: (row) => row.contentType,
      words: (labels) => labels.contentType,
    },
    {
      key: 'message',
      title: { en: 'Message sent', 'pt-BR': 'Mensagem enviada', es: 'Mensaje enviado' },
      kind: 'text',
      value: (row) => row.message,
    },
    {
      key: 'withSession',
      title: { en: 'Sent with session', 'pt-BR': 'Enviado com sessão', es: 'Enviado con sesión' },
      kind: 'flag',
      value: (row) => row.withSession,
    },
    {
      key: 'conversationId',
      title: { en: 'Conversation ID', 'pt-BR': 'ID da conversa', es: 'ID de conversación' },
      kind: 'text',
      value: (row) => row.conversationId,
    },
    {
      key: 'conversationType',
      title: { en: 'Conversation type', 'pt-BR': 'Tipo de conversa', es: 'Tipo de conversación' },
      kind: 'word',
      value: (row) => row.conversationType,
      words: (labels) => labels.conversationType,
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
      key: 'correlationId',
      title: { en: 'Correlation ID', 'pt-BR': 'Correlation ID', es: 'ID de correlación' },
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
      value: (row) => row.error,
    },
    {
      key: 'updatedAt',
      title: { en: 'Last update', 'pt-BR': 'Última atualização', es: 'Última actualización' },
      kind: 'instant',
      value: (row) => row.updatedAt,
    },
  ],
};
