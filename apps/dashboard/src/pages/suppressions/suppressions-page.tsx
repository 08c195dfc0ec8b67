import { Button, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../parts/action-button';
import { Badge } from '../../parts/badge';
import { Icon } from '../../parts/icon';
import { List } from '../../parts/list';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import { SearchField } from '../../parts/search-field';
import { useSubaccountName } from '../../parts/subaccount-select';
import table from '../../parts/table.module.css';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { AddDialog } from './add-dialog';
import { LiftDialog } from './lift-dialog';
import { type Suppression, suppressionsQuery } from './queries';
import { Reasons } from './reasons';
import classes from './suppressions-page.module.css';

/** Who must not be messaged, and why. */
export function SuppressionsPage() {
  const { t } = useTranslation('suppressions');
  const search = useSearch({ from: '/shell/suppressions' });
  const navigate = useNavigate({ from: '/suppressions' });
  const list = useInfiniteQuery(suppressionsQuery(search));
  const isNarrow = useMediaQuery('(max-width: 60rem)', undefined, { getInitialValueInEffect: false });
  const [adds, setAdds] = useState(false);
  const [lifted, setLifted] = useState<Suppression | null>(null);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const Shown = isNarrow ? Rows : Table;
  const add = (
    <ActionButton permission="suppression:write" leftSection={<Icon name="plus" />} onClick={() => setAdds(true)}>
      {t('add')}
    </ActionButton>
  );
  return (
    <Page title={t('title')} below={t('text')} actions={add}>
      <List
        query={list}
        count={items.length}
        filters={
          <SearchField
            label={t('search')}
            value={search.phone}
            search={(phone) =>
              void navigate({
                replace: true,
                resetScroll: false,
                search: ({ phone: _, ...others }) => ({ ...others, ...(phone !== undefined && { phone }) }),
              })
            }
          />
        }
        empty={search.phone === undefined ? <None add={add} /> : <NobodyFound subaccount={search.subaccount} />}
      >
        <Shown items={items} lift={setLifted} />
      </List>
      {adds && <AddDialog subaccount={search.subaccount} close={() => setAdds(false)} />}
      {lifted && <LiftDialog suppression={lifted} close={() => setLifted(null)} />}
    </Page>
  );
}

interface ShownProps {
  readonly items: readonly Suppression[];
  readonly lift: (suppression: Suppression) => void;
}

function keyOf({ subaccountId, phone, category, createdAt }: Suppression): string {
  return [subaccountId, phone, category, createdAt].join(' ');
}

function Table({ items, lift }: ShownProps) {
  const { t } = useTranslation('suppressions');
  const may = useMay();
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('columns.phone')}</th>
            <th>{t('columns.category')}</th>
            <th>{t('columns.why')}</th>
            <th>{t('columns.since')}</th>
            {may('suppression:write') && (
              <th>
                <VisuallyHidden>{t('lift')}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((suppression) => (
            <tr key={keyOf(suppression)}>
              <td className={classes.phone}>
                <Who suppression={suppression} />
              </td>
              <td>
                <Category category={suppression.category} />
              </td>
              <td>
                <Reasons suppression={suppression} />
              </td>
              <td>
                <Time at={suppression.createdAt} />
              </td>
              {may('suppression:write') && (
                <td className={classes.act}>
                  <LiftButton suppression={suppression} lift={lift} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same where there is no room beside each other. */
function Rows({ items, lift }: ShownProps) {
  return (
    <ul>
      {items.map((suppression) => (
        <li key={keyOf(suppression)} className={classes.row}>
          <div className={classes.top}>
            <span className={classes.phone}>
              <Who suppression={suppression} />
            </span>
            <Category category={suppression.category} />
          </div>
          <Reasons suppression={suppression} />
          <div>
            <LiftButton suppression={suppression} lift={lift} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Who({ suppression: { phone, subaccountId } }: { readonly suppression: Suppression }) {
  const { t } = useTranslation('suppressions');
  const subaccount = useSubaccountName()(subaccountId);
  return (
    <>
      {phone ?? t('nameless')}
      {subaccount !== undefined && <span className={classes.whose}>{subaccount}</span>}
    </>
  );
}

function Category({ category }: Pick<Suppression, 'category'>) {
  const { t } = useTranslation('suppressions');
  return (
    <Badge tone={category === 'all' ? 'red' : 'orange'} icon="ban">
      {t(`category.${category}`)}
    </Badge>
  );
}

/** Only of somebody who can be named: by their number, whole. */
function LiftButton({ suppression, lift }: { readonly suppression: Suppression; readonly lift: ShownProps['lift'] }) {
  const { t } = useTranslation('suppressions');
  const may = useMay();
  const { phone } = suppression;
  if (!may('suppression:write') || phone === null || !may('personal:read')) return null;
  return (
    <Button size="compact-sm" variant="default" aria-label={t('liftOf', { phone })} onClick={() => lift(suppression)}>
      {t('lift')}
    </Button>
  );
}

function None({ add }: { readonly add: ReactNode }) {
  const { t } = useTranslation('suppressions');
  return (
    <EmptyState icon="ban" title={t('empty.title')} action={add}>
      {t('empty.text')}
    </EmptyState>
  );
}

function NobodyFound({ subaccount }: { readonly subaccount: string | undefined }) {
  const { t } = useTranslation('suppressions');
  return (
    <EmptyState
      icon="search"
      title={t('empty.nobody')}
      action={
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/suppressions" search={subaccount === undefined ? {} : { subaccount }} {...props} />
          )}
        >
          {t('empty.clear')}
        </Button>
      }
    >
      {t('empty.nobodyText')}
    </EmptyState>
  );
}
