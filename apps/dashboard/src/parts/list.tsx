import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './list.module.css';
import { ProblemNotice } from './notice';

/** As much of a query, of one page or of many, as a list shows. */
interface Listed {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly data: unknown;
  readonly refetch: () => unknown;
  readonly isPlaceholderData: boolean;
  readonly hasNextPage?: boolean;
  readonly isFetchingNextPage?: boolean;
  readonly fetchNextPage?: () => unknown;
}

interface ListProps {
  readonly query: Listed;
  readonly count: number;
  readonly filters?: ReactNode;
  /** What stands there where there is nothing. */
  readonly empty: ReactNode;
  /** Of one row that is on its way, pixels. */
  readonly rowHeight?: number;
  readonly children: ReactNode;
}

/** A list, or what is there instead of it: what is on its way, what went wrong, or that there is nothing. */
export function List({ query, count, filters, empty, rowHeight = 42, children }: ListProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.box} data-waiting={query.isPlaceholderData || undefined}>
        {filters !== undefined && (
          <div className={classes.filters} role="search">
            {filters}
          </div>
        )}
        <div className={classes.content}>
          {query.isPending && (
            <div className={classes.loading} aria-hidden="true">
              {Array.from({ length: 6 }, (_, n) => (
                <Skeleton key={n} height={rowHeight} />
              ))}
            </div>
          )}
          {query.error !== null && query.data === undefined && (
            <ProblemNotice error={query.error} retry={() => void query.refetch()} />
          )}
          {query.data !== undefined && (count === 0 ? empty : children)}
        </div>
      </div>
      {query.hasNextPage === true && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={query.isFetchingNextPage === true}
            onClick={() => void query.fetchNextPage?.()}
          >
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}
