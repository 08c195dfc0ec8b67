import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../words/formats';
import type { ReportsSearch } from './search';
import classes from './total.module.css';

interface TotalProps {
  readonly total: { readonly value: number; readonly relation: 'exact' | 'atLeast' } | undefined;
  readonly search: ReportsSearch;
  readonly isWaiting: boolean;
}

/** How many there are: so many at least where they are too many to be counted in passing, and counted when somebody asks for it. */
export function Total({ total, search, isWaiting }: TotalProps) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  if (!total) return <span className={classes.total}>{isWaiting ? '…' : ''}</span>;
  const { value, relation } = total;
  const isExact = relation === 'exact';
  return (
    <span className={classes.total} aria-live="polite">
      {t(isExact ? 'total.exact' : 'total.atLeast', { count: value, number: formats.number(value) })}
      {!isExact && (
        <Button
          size="compact-xs"
          variant="light"
          renderRoot={(props) => (
            <Link to="/reports" search={{ ...search, total: 'exact' }} resetScroll={false} {...props} />
          )}
        >
          {t('total.count')}
        </Button>
      )}
    </span>
  );
}
