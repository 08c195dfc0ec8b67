import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import table from '../../parts/table.module.css';
import classes from './row-cards.module.css';
import type { Cells } from './row-cells';
import type { Column, ReportsSearch } from './search';

/** Where two columns are all that a table has room for. */
export const NARROW = '(max-width: 48rem)';

interface RowCardsProps {
  readonly rows: readonly Cells[];
  readonly columns: readonly Column[];
  readonly search: ReportsSearch;
  readonly cell: (column: Column, row: Cells) => ReactNode;
}

/** The same rows below each other, each with what it has of the chosen columns. */
export function RowCards({ rows, columns, search, cell }: RowCardsProps) {
  const { t } = useTranslation('reports');
  return (
    <ul className={classes.cards} aria-label={t('tabs.detailed')} onKeyDown={onRowKeys}>
      {rows.map((row) => (
        <li key={row.id} className={`${table.row} ${classes.card}`} data-opened={row.id === search.row || undefined}>
          <Link
            to="/reports"
            search={{ ...search, row: row.id }}
            className={table.link}
            resetScroll={false}
            {...ROW_LINK}
          >
            {cell(columns[0]!, row)}
          </Link>
          {columns.includes('status') && (
            <span className={`${table.above} ${classes.status}`}>{cell('status', row)}</span>
          )}
          <dl className={classes.facts}>
            {columns
              .slice(1)
              .filter((column) => column !== 'status' && row[column] !== null && row[column] !== '')
              .map((column) => (
                <div key={column}>
                  <dt>{t(`columns.${column}`)}</dt>
                  <dd>
                    <span className={column === 'error' ? table.above : undefined}>{cell(column, row)}</span>
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
