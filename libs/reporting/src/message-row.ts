import { type ContentType, type ConversationType, labelsIn } from '@arauto/domain';
import type { KeyedColumn } from './report';

/** What rows of both kinds of messages have: of what we sent and of what people wrote. */
export interface MessageRow {
  readonly id: string;
  /** Whom we wrote to, or who wrote. */
  readonly phone: string | null;
  readonly senderPhone: string | null;
  /** Of the contact that it is of, as are user, contact and correlation id; null where people wrote of their own accord. */
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly user: string | null;
  readonly contactId: string | null;
  readonly correlationId: string | null;
  readonly subaccountId: string | null;
  readonly subaccountName: string | null;
  readonly contentType: ContentType;
  /** What people read of it; null once erased, or where there is nothing to read. */
  readonly message: string | null;
  readonly conversationId: string | null;
  readonly conversationType: ConversationType | null;
}

/** Columns that both kinds of rows have in the same words. */
export const ofBoth = {
  senderPhone: {
    key: 'senderPhone',
    title: { en: 'WhatsApp user id', 'pt-BR': 'WhatsApp user ID', es: 'ID de usuario de WhatsApp' },
    kind: 'phone',
    value: (row) => row.senderPhone,
  },
  campaignName: {
    key: 'campaignName',
    title: { en: 'Campaign', 'pt-BR': 'Campanha', es: 'Campaña' },
    kind: 'text',
    value: (row) => row.campaignName ?? row.campaignId,
  },
  user: {
    key: 'user',
    title: { en: 'User', 'pt-BR': 'Usuário', es: 'Usuario' },
    kind: 'text',
    value: (row) => row.user,
  },
  contentType: {
    key: 'contentType',
    title: { en: 'Content type', 'pt-BR': 'Tipo de conteúdo', es: 'Tipo de contenido' },
    kind: 'text',
    value: ({ contentType }, language) => labelsIn(language).contentType[contentType],
    width: 16,
  },
  conversationId: {
    key: 'conversationId',
    title: { en: 'Conversation id', 'pt-BR': 'ID da conversa', es: 'ID de conversación' },
    kind: 'code',
    value: (row) => row.conversationId,
  },
  conversationType: {
    key: 'conversationType',
    title: { en: 'Conversation type', 'pt-BR': 'Tipo de conversa', es: 'Tipo de conversación' },
    kind: 'text',
    value: ({ conversationType: type }, language) => type && labelsIn(language).conversationType[type],
  },
  subaccountName: {
    key: 'subaccountName',
    title: { en: 'Subaccount', 'pt-BR': 'Subconta', es: 'Subcuenta' },
    kind: 'text',
    value: (row) => row.subaccountName ?? row.subaccountId,
  },
  correlationId: {
    key: 'correlationId',
    title: { en: 'Correlation id', 'pt-BR': 'Correlation ID', es: 'ID de correlación' },
    kind: 'text',
    value: (row) => row.correlationId,
  },
  campaignId: {
    key: 'campaignId',
    title: { en: 'Campaign id', 'pt-BR': 'ID da campanha', es: 'ID de campaña' },
    kind: 'code',
    value: (row) => row.campaignId,
    width: 38,
    isOptional: true,
  },
} as const satisfies { readonly [key: string]: KeyedColumn<MessageRow> };
