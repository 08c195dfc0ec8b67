import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../parts/action-button';
import { CopyButton } from '../../parts/copy-button';
import { Code } from '../../parts/facts';
import { Icon } from '../../parts/icon';
import { List } from '../../parts/list';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Time } from '../../parts/time';
import { useMe } from '../../session/me';
import { useFormats } from '../../words/formats';
import { CreateDialog } from './create-dialog';
import { subaccountsQuery } from './queries';
import classes from './subaccounts-page.module.css';

/** Who owns numbers, templates, campaigns and contacts, each apart from the others. */
export function SubaccountsPage() {
  const { t } = useTranslation('subaccounts');
  const formats = useFormats();
  const { everySubaccount } = useMe();
  const list = useInfiniteQuery(subaccountsQuery);
  const [creates, setCreates] = useState(false);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const create = (
    <ActionButton
      permission="subaccount:create"
      missing={everySubaccount ? undefined : t('onlyAll')}
      leftSection={<Icon name="plus" />}
      onClick={() => setCreates(true)}
    >
      {t('create')}
    </ActionButton>
  );
  return (
    <Page title={t('title')} below={t('text')} actions={create}>
      <List
        query={list}
        count={items.length}
        empty={
          <EmptyState icon="building" title={t('none')} action={create}>
            {t('noneText')}
          </EmptyState>
        }
      >
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>{t('columns.name')}</th>
                <th>{t('columns.country')}</th>
                <th>{t('columns.zone')}</th>
                <th>{t('columns.created')}</th>
                <th>{t('columns.id')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, name, defaultCountry, timeZone, createdAt }) => (
                <tr key={id}>
                  <td className={classes.name}>{name}</td>
                  <td>{defaultCountry === null ? t('noCountry') : formats.country(defaultCountry)}</td>
                  <td>{timeZone ?? 'UTC'}</td>
                  <td>
                    <Time at={createdAt} />
                  </td>
                  <td className={classes.id}>
                    <span className={classes.idCell}>
                      <Code>{id}</Code>
                      <CopyButton text={id} what={t('idOf', { name })} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </List>
      {creates && <CreateDialog close={() => setCreates(false)} />}
    </Page>
  );
}
