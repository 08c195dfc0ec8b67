import { Checkbox, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../parts/badge';
import { ContactStateBadge } from '../../parts/contact-state';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import table from '../../parts/table.module.css';
import { Time } from '../../parts/time';
import { useFormats } from '../../words/formats';
import classes from './contact-rows.module.css';
import { type Pages, rowAt } from './pages';
import type { Contact, Range } from './queries';

/** Heights of a row, pixels, as the styles have them. */
const WIDE = 44;
const NARROW = 84;
/** No browser scrolls through more than some 17 million pixels. */
const MOST_ROWS = 180_000;

interface ContactRowsProps {
  readonly campaignId: string;
  readonly subaccount: string | undefined;
  readonly list: Pages<Contact>;
  readonly count: number;
  readonly look: (range: Range) => void;
  readonly selected: ReadonlySet<string>;
  /** Undefined where nobody's outcome is to be decided. */
  readonly toggle: ((id: string, on: boolean) => void) | undefined;
}

/** Rows of which only those in view exist: a hundred thousand scroll like ten. */
export function ContactRows({ campaignId, subaccount, list, count, look, selected, toggle }: ContactRowsProps) {
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const isNarrow = useMediaQuery('(max-width: 60rem)', undefined, { getInitialValueInEffect: false }) ?? false;
  const height = isNarrow ? NARROW : WIDE;
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [focused, setFocused] = useState<number | null>(null);
  useLayoutEffect(() => {
    const measure = () =>
      setTop(body.current === null ? 0 : Math.round(body.current.getBoundingClientRect().top + window.scrollY));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);
  const shown = Math.min(count, MOST_ROWS);
  const virtualizer = useWindowVirtualizer({
    count: shown,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: top,
    // Whatever has the focus stays, however far one scrolls.
    rangeExtractor: (range) => {
      const inView = defaultRangeExtractor(range);
      return focused === null || focused >= shown || inView.includes(focused)
        ? inView
        : [...inView, focused].sort((a, b) => a - b);
    },
  });
  useEffect(() => virtualizer.measure(), [virtualizer, height]);
  const items = virtualizer.getVirtualItems();
  const { startIndex: first, endIndex: last } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  useEffect(() => look({ first, last }), [look, first, last]);
  return (
    <>
      <div
        role="table"
        aria-label={t('title')}
        aria-rowcount={count + 1}
        className={classes.table}
        data-selects={toggle ? true : undefined}
        onKeyDown={onRowKeys}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.columns}>
            {toggle && (
              <span role="columnheader">
                <span className={classes.hidden}>{t('columns.select')}</span>
              </span>
            )}
            {(['phone', 'name', 'correlationId', 'state', 'error', 'attempts', 'updated'] as const).map((column) => (
              <span key={column} role="columnheader" data-column={column}>
                {t(`columns.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" ref={body} className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const contact = rowAt(list, index);
            return (
              <Row
                key={index}
                {...{ index, contact, height, campaignId, subaccount, toggle, setFocused }}
                at={start - top}
                isSelected={contact !== undefined && selected.has(contact.id)}
              />
            );
          })}
        </div>
      </div>
      {count > shown && <p className={classes.more}>{t('tooMany', { number: formats.number(shown) })}</p>}
    </>
  );
}

type CellsProps = Pick<ContactRowsProps, 'campaignId' | 'subaccount' | 'toggle'> & {
  readonly contact: Contact;
  readonly isSelected: boolean;
};

type RowProps = Omit<CellsProps, 'contact'> & {
  readonly contact: Contact | undefined;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly at: number;
  readonly height: number;
  readonly setFocused: (index: number | null) => void;
};

/** Drawn again when it changes, and not at every step that somebody scrolls. */
const Row = memo(function Row({ contact, index, at, height, setFocused, ...cells }: RowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${table.row} ${classes.row} ${classes.columns}`}
      style={{ height, transform: `translateY(${at}px)` }}
      data-selected={cells.isSelected || undefined}
      onFocus={() => setFocused(index)}
      onBlur={() => setFocused(null)}
    >
      {contact ? (
        <Cells contact={contact} {...cells} />
      ) : (
        <span role="cell" className={classes.waiting}>
          <Skeleton height={14} width={`${55 + ((index * 7) % 35)}%`} />
        </span>
      )}
    </div>
  );
});

function Cells({ contact, campaignId, subaccount, isSelected, toggle }: CellsProps) {
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const { id, phone, name, correlationId, state, needsAttention, attempts, nextAttemptAt, error, updatedAt } = contact;
  const called = phone ?? name ?? t('unknown');
  return (
    <>
      {toggle && (
        <span role="cell" className={classes.check}>
          {needsAttention && (
            <Checkbox
              size="xs"
              className={table.above}
              aria-label={t('select', { phone: called })}
              checked={isSelected}
              onChange={({ currentTarget }) => toggle(id, currentTarget.checked)}
            />
          )}
        </span>
      )}
      <span role="cell" data-column="phone">
        <Link
          to="/campaigns/$campaignId/contacts/$contactId"
          params={{ campaignId, contactId: id }}
          search={subaccount === undefined ? {} : { subaccount }}
          className={table.link}
          preload={false}
          {...ROW_LINK}
        >
          {called}
        </Link>
      </span>
      <span role="cell" data-column="name" title={name ?? undefined}>
        {phone === null ? '' : name}
      </span>
      <span role="cell" data-column="correlationId" title={correlationId ?? undefined}>
        {correlationId}
      </span>
      <span role="cell" data-column="state">
        {needsAttention ? (
          <Badge tone="orange" icon="alert">
            {t('filters.needsAttention')}
          </Badge>
        ) : (
          <ContactStateBadge state={state} />
        )}
      </span>
      <span role="cell" data-column="error" title={error ? `${error.code} ${error.title}` : undefined}>
        {!needsAttention && error?.title}
      </span>
      <span role="cell" data-column="attempts">
        {attempts > 0 && formats.number(attempts)}
      </span>
      <span role="cell" data-column="updated">
        {nextAttemptAt === null ? (
          <Time at={updatedAt} />
        ) : (
          <>
            {t('again')} <Time at={nextAttemptAt} />
          </>
        )}
      </span>
    </>
  );
}
