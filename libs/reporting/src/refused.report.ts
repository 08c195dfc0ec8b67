import { inLanguage, type Verdict } from '@arauto/domain';
import { type Column, inEveryLanguage, type Report } from './report';
import type { VerdictRow } from './verdicts.report';

/** A row of a contact file that came to nothing, and what was in it. */
export interface RefusedRow extends Pick<VerdictRow, 'row' | 'reasons' | 'phone'> {
  readonly verdict: Verdict;
  readonly name: string | null;
  readonly correlationId: string | null;
  readonly parameters: Readonly<Record<string, string>>;
  /** Of a row that could not be cut into cells. */
  readonly text: string | null;
}

/**
 * Refused rows as a contact file, to be mended and uploaded again: every cell in a column of the name under which it was read, and behind them
 * what was wrong.
 * @param parameters names of the columns beside phone, name and correlation id
 */
export function refusedReport(parameters: readonly string[]): Report<RefusedRow> {
  const cell = (name: string): Column<RefusedRow> => ({
    title: inEveryLanguage(name),
    kind: 'text',
    value: ({ parameters: cells }) => (Object.hasOwn(cells, name) ? cells[name]! : null),
  });
  return {
    name: 'refused',
    columns: [
      { title: inEveryLanguage('phone'), kind: 'phone', value: ({ phone }) => phone },
      { title: inEveryLanguage('name'), kind: 'text', value: ({ name }) => name },
      { title: inEveryLanguage('correlation_id'), kind: 'text', value: ({ correlationId }) => correlationId },
      ...parameters.map(cell),
      { title: inEveryLanguage('unreadable_row'), kind: 'text', value: ({ text }) => text },
      { title: inEveryLanguage('refused_row'), kind: 'number', value: ({ row }) => row },
      { title: inEveryLanguage('refused_as'), kind: 'code', value: ({ verdict }) => verdict },
      {
        title: inEveryLanguage('refused_because'),
        kind: 'text',
        value: ({ reasons }, language) => reasons.map(({ message }) => inLanguage(message, language)).join(' '),
      },
    ],
  };
}
