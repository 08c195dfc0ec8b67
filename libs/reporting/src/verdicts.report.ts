import type { Language, Verdict } from '@arauto/domain';
import type { Report } from './report';

/** What became of one row of a contact file; row 1 is the first data row. */
export interface VerdictRow {
  readonly row: number;
  readonly verdict: Verdict;
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly column: string | null }[];
  /** Of an invalid row, the text as uploaded. */
  readonly phone: string | null;
  readonly contactId: string | null;
}

const VERDICTS: Readonly<Record<Language, Readonly<Record<Verdict, string>>>> = {
  en: { accepted: 'Accepted', duplicate: 'Duplicate', invalid: 'Invalid', suppressed: 'Suppressed' },
  'pt-BR': { accepted: 'Aceito', duplicate: 'Duplicado', invalid: 'Inválido', suppressed: 'Suprimido' },
  es: { accepted: 'Aceptado', duplicate: 'Duplicado', invalid: 'Inválido', suppressed: 'Suprimido' },
};

/** A verdict for every row of a contact file. */
export const verdictsReport: Report<VerdictRow> = {
  name: 'verdicts',
  title: { en: 'Upload verdicts', 'pt-BR': 'Veredictos do carregamento', es: 'Veredictos de la carga' },
  columns: [
    { key: 'row', title: { en: 'Row', 'pt-BR': 'Linha', es: 'Fila' }, kind: 'number', value: (row) => row.row },
    {
      key: 'verdict',
      title: { en: 'Verdict', 'pt-BR': 'Veredicto', es: 'Veredicto' },
      kind: 'word',
      value: (row) => row.verdict,
      words: (_, language) => VERDICTS[language],
    },
    {
      key: 'reasons',
      title: { en: 'Reasons', 'pt-BR': 'Motivos', es: 'Motivos' },
      kind: 'text',
      value: ({ reasons }) => (reasons.length === 0 ? null : reasons.map(told).join('; ')),
    },
    {
      key: 'phone',
      title: { en: 'Phone', 'pt-BR': 'Telefone', es: 'Teléfono' },
      kind: 'phone',
      value: (row) => row.phone,
    },
    {
      key: 'contactId',
      title: { en: 'Contact ID', 'pt-BR': 'ID do contato', es: 'ID del contacto' },
      kind: 'text',
      value: (row) => row.contactId,
    },
  ],
};

function told({ column, message, code }: VerdictRow['reasons'][number]): string {
  return `${column === null ? '' : `${column}: `}${message} (${code})`;
}
