import { type ContentType, type ConversationType, labelsIn } from '@arauto/domain';
import type { KeyedReport } from './report';

/** One message that a person wrote: a row of the detailed report (MO). Instants are RFC 3339 UTC. */
export interface MoRow {
  readonly id: string;
  /** The person's stamp, not later than our receipt. */
  readonly answeredAt: string;
  readonly phone: string | null;
  readonly senderPhone: string | null;
  /** Of the contact that it is attributed to, as are user, contact and correlation id; null where it is to none. */
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly user: string | null;
  readonly contactId: string | null;
  readonly correlationId: string | null;
  readonly subaccountId: string | null;
  readonly subaccountName: string | null;
  readonly contentType: ContentType;
  /** Body, title, caption, emoji or file name; null once erased, or where it was taken back. */
  readonly message: string | null;
  readonly conversationId: string | null;
  readonly conversationType: ConversationType | null;
  readonly buttonPayload: string | null;
}

/** What people wrote back. Titles in the words of the reports that users know. */
export const repliesReport: KeyedReport<MoRow> = {
  name: 'detailed-mo',
  columns: [
    {
      key: 'answeredAt',
      title: { en: 'Answered', 'pt-BR': 'Respondido', es: 'Respondido' },
      kind: 'instant',
      value: (row) => row.answeredAt,
    },
    {
      key: 'phone',
      title: { en: 'Source', 'pt-BR': 'Origem', es: 'Fuente' },
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
      title: { en: 'Message received', 'pt-BR': 'Mensagem recebida', es: 'Mensaje recibido' },
      kind: 'text',
      value: (row) => row.message,
      width: 60,
    },
    {
      key: 'conversationId',
      title: { en: 'Conversation id', 'pt-BR': 'ID da conversa', es: 'ID de conversación' },
      kind: 'code',
      value: (row) => row.conversationId,
      width: 38,
    },
    {
      key: 'buttonPayload',
      title: { en: 'Button payload', 'pt-BR': 'Payload do botão', es: 'Payload del botón' },
      kind: 'text',
      value: (row) => row.buttonPayload,
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
      key: 'conversationType',
      title: { en: 'Conversation type', 'pt-BR': 'Tipo de conversa', es: 'Tipo de conversación' },
      kind: 'text',
      value: ({ conversationType: type }, language) => type && labelsIn(language).conversationType[type],
      isOptional: true,
    },
    {
      key: 'campaignId',
      title: { en: 'Campaign id', 'pt-BR': 'ID da campanha', es: 'ID de campaña' },
      kind: 'code',
      value: (row) => row.campaignId,
      width: 38,
      isOptional: true,
    },
  ],
};
