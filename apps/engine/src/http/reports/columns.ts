import type { MtRow, RecordRow, VerdictBody } from '@arauto/application';
import type { Column } from './csv';

export const LANGUAGES = ['en', 'pt-BR', 'es'] as const;

type Language = (typeof LANGUAGES)[number];

/**
 * Titles of the detailed report. Portuguese and Spanish in the words of the pages people know it from
 * (reference/seeds 001 and 004); what those do not name is named in their style.
 */
const DETAILED_TITLES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Sent',
    'Status',
    'Phone',
    'WhatsApp user id',
    'Campaign',
    'User',
    'Subaccount',
    'Content type',
    'Message sent',
    'Sent with session',
    'Conversation id',
    'Conversation type',
    'Conversation expiry',
    'Correlation id',
    'Attempts',
    'Error',
    'Last update',
  ],
  'pt-BR': [
    'Enviado',
    'Status',
    'Telefone',
    'WhatsApp user ID',
    'Campanha',
    'Usuário',
    'Subconta',
    'Tipo de conteúdo',
    'Mensagem enviada',
    'Enviado com sessão',
    'ID da conversa',
    'Tipo de conversa',
    'Data de expiração da conversa',
    'Correlation ID',
    'Tentativas',
    'Erro',
    'Última atualização',
  ],
  es: [
    'Enviado',
    'Estado',
    'Teléfono',
    'ID de usuario de WhatsApp',
    'Campaña',
    'Usuario',
    'Subcuenta',
    'Tipo de contenido',
    'Mensaje enviado',
    'Enviado con sesión',
    'ID de conversación',
    'Tipo de conversación',
    'Fecha de caducidad de la conversación',
    'ID de correlación',
    'Intentos',
    'Error',
    'Última actualización',
  ],
};

const DETAILED: readonly Omit<Column<MtRow>, 'title'>[] = [
  { raw: true, value: (row) => row.sentAt },
  { value: (row) => row.statusLabel },
  { raw: true, value: ({ phone }) => (phone === null ? null : harmless(phone)) },
  { raw: true, value: (row) => row.senderPhone },
  { value: (row) => row.campaignName ?? row.campaignId },
  { value: (row) => row.user },
  { raw: true, value: (row) => row.subaccountId },
  { raw: true, value: (row) => row.contentType },
  { value: (row) => row.message },
  { value: (row) => row.withSession },
  { raw: true, value: (row) => row.conversationId },
  { raw: true, value: (row) => row.conversationType },
  { raw: true, value: (row) => row.conversationExpiresAt },
  { value: (row) => row.correlationId },
  { value: (row) => row.attempts },
  { value: (row) => (row.error === null ? null : `${row.error.code} ${row.error.title}`) },
  { raw: true, value: (row) => row.updatedAt },
];

export function detailedColumns(language: string | undefined): readonly Column<MtRow>[] {
  const titles = DETAILED_TITLES[LANGUAGES.find((known) => known === language) ?? 'en'];
  return DETAILED.map((column, at) => ({ ...column, title: titles[at]! }));
}

/** Titles as in reference/seeds 000. */
export const RECORD_COLUMNS: readonly Column<RecordRow>[] = [
  { title: 'CAMPAIGN_ID', raw: true, value: (row) => row.campaignId },
  { title: 'TELEPHONE', raw: true, value: (row) => row.telephone },
  { title: 'RESULT', raw: true, value: (row) => row.result },
  { title: 'ERROR', value: (row) => row.error },
  { title: 'DATE', raw: true, value: (row) => row.date },
  { title: 'LAST_UPDATE', raw: true, value: (row) => row.lastUpdate },
];

export const VERDICT_COLUMNS: readonly Column<VerdictBody>[] = [
  { title: 'row', value: ({ row }) => row },
  { title: 'verdict', raw: true, value: ({ verdict }) => verdict },
  { title: 'reasons', raw: true, value: ({ reasons }) => reasons.map(({ code }) => code).join(' ') },
  {
    title: 'columns',
    value: ({ reasons }) => [...new Set(reasons.map(({ column }) => column ?? ''))].join(' ').trim(),
  },
  { title: 'messages', value: ({ reasons }) => reasons.map(({ message }) => message).join(' ') },
  {
    title: 'phone',
    raw: true,
    value: ({ phone, verdict }) => (phone === null || verdict !== 'invalid' ? phone : harmless(phone)),
  },
  { title: 'contactId', raw: true, value: ({ contactId }) => contactId },
];

/** An invalid row's phone is whatever the file had there: a formula, perhaps. */
function harmless(text: string): string {
  return /^\+?[\d ().-]*$/.test(text) ? text : text.replace(/^(?=[=+\-@\t\r])/, "'");
}
