import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import classes from './pager.module.css';
import type { ReportsSearch } from './search';

interface PagerProps {
  readonly search: ReportsSearch;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Pages are links: the one somebody looks at can be sent to somebody else. */
export function Pager({ search, previous, next }: PagerProps) {
  const { t } = useTranslation('reports');
  const { cursor, row: _, ...rest } = search;
  const isFirst = cursor === undefined;
  if (isFirst && next === null) return null;
  return (
    <nav className={classes.pager} aria-label={t('pager.title')}>
      {!isFirst && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          renderRoot={(props) => <Link to="/reports" search={rest} {...props} />}
        >
          {t('pager.first')}
        </Button>
      )}
      {previous !== null && (
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="back" size={14} />}
          renderRoot={(props) => <Link to="/reports" search={{ ...rest, cursor: previous }} {...props} />}
        >
          {t('pager.previous')}
        </Button>
      )}
      {next !== null && (
        <Button
          variant="default"
          size="xs"
          rightSection={<Icon name="next" size={14} />}
          renderRoot={(props) => <Link to="/reports" search={{ ...rest, cursor: next }} {...props} />}
        >
          {t('pager.next')}
        </Button>
      )}
    </nav>
  );
}
