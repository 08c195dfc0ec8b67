import { CONTENT_TYPES, labelsIn } from '@arauto/domain';
import { type MessageRow, ofBoth } from './message-row';
import type { KeyedReport } from './report';

/** One message that a person wrote: a row of the detailed report (MO). Instants are RFC 3339 UTC. */
export interface MoRow extends MessageRow {
  /** The person's stamp, not later than our receipt. */
  readonly answeredAt: string;
  readonly buttonPayload: string | null;
  /** It asks for no more marketing. */
  readonly optOut: boolean;
}

/** What people wrote back. Titles in the words of the reports that users know. */
export const repliesReport: KeyedReport<MoRow> = {
  name: 'detailed-mo',
  ofPage: 7,
  counted: {
    words: CONTENT_TYPES,
    labels: (language) => labelsIn(language).contentType,
    of: (row) => row.contentType,
  },
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
    ofBoth.senderPhone,
    ofBoth.campaignName,
    ofBoth.user,
    ofBoth.contentType,
    {
      key: 'message',
      title: { en: 'Message received', 'pt-BR': 'Mensagem recebida', es: 'Mensaje recibido' },
      kind: 'text',
      value: (row) => row.message,
      width: 60,
    },
    { ...ofBoth.conversationId, width: 38 },
    {
      key: 'buttonPayload',
      title: { en: 'Button payload', 'pt-BR': 'Payload do botão', es: 'Payload del botón' },
      kind: 'text',
      value: (row) => row.buttonPayload,
    },
    ofBoth.subaccountName,
    ofBoth.correlationId,
    { ...ofBoth.conversationType, isOptional: true },
    ofBoth.campaignId,
    {
      key: 'optOut',
      title: { en: 'Opt-out', 'pt-BR': 'Opt-out', es: 'Opt-out' },
      kind: 'flag',
      value: (row) => row.optOut,
      isOptional: true,
    },
  ],
};
