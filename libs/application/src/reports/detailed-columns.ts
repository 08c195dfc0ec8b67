import { detailedReport, fittingOnPage, repliesReport } from '@arauto/reporting';
import { list, oneOf } from '../fields';
import { invalid } from '../use-case/problems';
import type { MessageType } from './detailed-query';

const REPORTS = { MT: detailedReport, MO: repliesReport } as const;

/** Names of columns, in the order in which they are to be shown. */
export const columnsInQuery = list(
  oneOf([...new Set(Object.values(REPORTS).flatMap(({ columns }) => columns.map(({ key }) => key)))]),
  // A file without columns has no rows: whoever wants those that the report has by itself names none.
  { min: 1, max: 40 },
);

/** @throws Refusal for a column that rows of this type do not have */
export function checkColumns(chosen: readonly string[] | undefined, type: MessageType = 'MT'): void {
  const { columns } = REPORTS[type];
  const stranger = chosen?.find((name) => !columns.some(({ key }) => key === name));
  if (stranger === undefined) return;
  const known = columns.map(({ key }) => key).join(', ');
  throw invalid('columns', 'not_of_this_type', `${stranger} is no column of these rows. They have ${known}.`);
}

/**
 * Whether what was chosen fits on a page of paper.
 * @param chosen columns of one kind of rows
 * @throws Refusal that says which are too many
 */
export function checkPage(chosen: readonly string[] | null | undefined): void {
  if (!chosen) return;
  const known = [...detailedReport.columns, ...repliesReport.columns];
  const columns = chosen.flatMap((name) => known.find(({ key }) => key === name) ?? []);
  const fitting = fittingOnPage(columns as Parameters<typeof fittingOnPage>[0]);
  if (fitting === columns.length) return;
  const beyond = chosen.slice(fitting).join(', ');
  const message = `These columns do not fit on a page of a pdf, the first ${fitting} do: leave out ${beyond} or others, or take csv or xlsx.`;
  throw invalid('columns', 'too_many_columns', message);
}
