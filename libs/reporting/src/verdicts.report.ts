import { inLanguage, type Verdict, VERDICT_OF_LETTER } from '@arauto/domain';
import { inEveryLanguage, type Report } from './report';

/** What became of one row of a contact file; row 1 is the first data row. */
export interface VerdictRow {
  readonly row: number;
  readonly verdict: Verdict;
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly column: string | null }[];
  /** E.164, or the text as uploaded for an invalid row; null once erased. */
  readonly phone: string | null;
  /** The contact this row made, or the one it is a duplicate of; null once erased. */
  readonly contactId: string | null;
  /** Columns whose line breaks, tabs and runs of blanks are one blank each now. */
  readonly cleaned: readonly string[];
}

/** A verdict for every row of a contact file. */
export const verdictsReport: Report<VerdictRow> = {
  name: 'verdicts',
  counted: {
    words: [...new Set(Object.values(VERDICT_OF_LETTER))],
    labels: () => ({}),
    of: (row) => row.verdict,
  },
  columns: [
    { title: inEveryLanguage('row'), kind: 'number', value: ({ row }) => row },
    { title: inEveryLanguage('verdict'), kind: 'code', value: ({ verdict }) => verdict },
    {
      title: inEveryLanguage('reasons'),
      kind: 'code',
      value: ({ reasons }) => reasons.map(({ code }) => code).join(' '),
    },
    {
      title: inEveryLanguage('columns'),
      kind: 'text',
      value: ({ reasons }) => [...new Set(reasons.map(({ column }) => column ?? ''))].join(' ').trim(),
    },
    {
      title: inEveryLanguage('messages'),
      kind: 'text',
      value: ({ reasons }, language) => reasons.map(({ message }) => inLanguage(message, language)).join(' '),
      width: 60,
    },
    { title: inEveryLanguage('phone'), kind: 'phone', value: ({ phone }) => phone },
    { title: inEveryLanguage('contactId'), kind: 'code', value: ({ contactId }) => contactId, width: 38 },
    { title: inEveryLanguage('cleaned'), kind: 'text', value: ({ cleaned }) => cleaned.join(' ') },
  ],
};
