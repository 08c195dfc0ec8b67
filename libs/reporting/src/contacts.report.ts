import { CONTACT_STATES, type ContactState, labelsIn } from '@arauto/domain';
import type { Report } from './report';

/** A contact of a campaign; what the vault no longer has is null. Instants are RFC 3339 UTC. */
export interface ContactRow {
  readonly id: string;
  readonly phone: string | null;
  readonly name: string | null;
  readonly correlationId: string | null;
  readonly parameters: { readonly [name: string]: string } | null;
  readonly state: ContactState;
  readonly needsAttention: boolean;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly error: { readonly code: string; readonly title: string } | null;
  readonly updatedAt: string;
}

/** The people of a campaign, and where each stands. */
export const contactsReport: Report<ContactRow> = {
  name: 'contacts',
  counted: {
    words: CONTACT_STATES,
    labels: (language) => labelsIn(language).contactState,
    of: (row) => row.state,
  },
  columns: [
    { title: { en: 'Phone', 'pt-BR': 'Telefone', es: 'Teléfono' }, kind: 'phone', value: (row) => row.phone },
    { title: { en: 'Name', 'pt-BR': 'Nome', es: 'Nombre' }, kind: 'text', value: (row) => row.name },
    {
      title: { en: 'Correlation id', 'pt-BR': 'Correlation ID', es: 'ID de correlación' },
      kind: 'text',
      value: (row) => row.correlationId,
    },
    {
      title: { en: 'State', 'pt-BR': 'Estado', es: 'Estado' },
      kind: 'text',
      value: ({ state }, language) => labelsIn(language).contactState[state].label,
    },
    {
      title: { en: 'Needs attention', 'pt-BR': 'Requer atenção', es: 'Requiere atención' },
      kind: 'flag',
      value: (row) => row.needsAttention,
    },
    { title: { en: 'Attempts', 'pt-BR': 'Tentativas', es: 'Intentos' }, kind: 'number', value: (row) => row.attempts },
    {
      title: { en: 'Next attempt', 'pt-BR': 'Próxima tentativa', es: 'Próximo intento' },
      kind: 'instant',
      value: (row) => row.nextAttemptAt,
    },
    {
      title: { en: 'Error', 'pt-BR': 'Erro', es: 'Error' },
      kind: 'text',
      value: ({ error }) => error && `${error.code} ${error.title}`,
      width: 40,
    },
    {
      title: { en: 'Last update', 'pt-BR': 'Última atualização', es: 'Última actualización' },
      kind: 'instant',
      value: (row) => row.updatedAt,
    },
    {
      title: { en: 'Parameters', 'pt-BR': 'Parâmetros', es: 'Parámetros' },
      kind: 'text',
      value: ({ parameters }) =>
        parameters &&
        Object.entries(parameters)
          .map(([name, value]) => `${name}=${value}`)
          .join('; '),
      width: 40,
    },
    {
      title: { en: 'Contact id', 'pt-BR': 'ID do contato', es: 'ID del contacto' },
      kind: 'code',
      value: (row) => row.id,
      width: 38,
    },
  ],
};
