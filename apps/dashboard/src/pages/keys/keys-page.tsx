import { VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../parts/action-button';
import { Badge } from '../../parts/badge';
import chips from '../../parts/chips.module.css';
import { Confirm } from '../../parts/confirm';
import { Icon } from '../../parts/icon';
import { List } from '../../parts/list';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Time } from '../../parts/time';
import { toast } from '../../parts/toast';
import { useMay, useMe } from '../../session/me';
import { useFormats } from '../../words/formats';
import { IssueDialog } from './issue-dialog';
import classes from './keys-page.module.css';
import { type Key, keysQuery, revokeKey } from './queries';

/** Who may come in by a key, and may what. */
export function KeysPage() {
  const { t } = useTranslation('keys');
  const { show = 'working' } = useSearch({ from: '/shell/keys' });
  const list = useInfiniteQuery(keysQuery);
  const isNarrow = useMediaQuery('(max-width: 60rem)', undefined, { getInitialValueInEffect: false });
  const [issues, setIssues] = useState(false);
  const [revoked, setRevoked] = useState<Key | null>(null);
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = all.filter((key) => show === 'all' || key.revoked === (show === 'revoked'));
  const issue = (
    <ActionButton permission="key:create" leftSection={<Icon name="plus" />} onClick={() => setIssues(true)}>
      {t('issue')}
    </ActionButton>
  );
  const Shown = isNarrow ? Cards : Table;
  return (
    <Page title={t('title')} below={t('text')} actions={issue}>
      <Chips show={show} keys={all} />
      <List
        query={list}
        count={shown.length}
        empty={
          <EmptyState icon="key" title={t('none')} action={show === 'working' && issue}>
            {t('noneText')}
          </EmptyState>
        }
      >
        <Shown keys={shown} revoke={setRevoked} />
      </List>
      {issues && <IssueDialog close={() => setIssues(false)} />}
      {revoked && <RevokeDialog revoked={revoked} close={() => setRevoked(null)} />}
    </Page>
  );
}

function Chips({ show, keys }: { readonly show: 'working' | 'revoked' | 'all'; readonly keys: readonly Key[] }) {
  const { t } = useTranslation('keys');
  const formats = useFormats();
  const gone = keys.filter(({ revoked }) => revoked).length;
  const counts = { working: keys.length - gone, revoked: gone, all: keys.length };
  return (
    <ul className={chips.chips} aria-label={t('show')}>
      {(['working', 'revoked', 'all'] as const).map((each) => (
        <li key={each}>
          <Link
            to="/keys"
            search={each === 'working' ? {} : { show: each }}
            className={chips.chip}
            data-on={show === each || undefined}
            aria-current={show === each || undefined}
            resetScroll={false}
            activeProps={{}}
          >
            {t(each)}
            <span className={chips.count}>{formats.number(counts[each])}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface ShownProps {
  readonly keys: readonly Key[];
  readonly revoke: (key: Key) => void;
}

function Table({ keys, revoke }: ShownProps) {
  const { t } = useTranslation('keys');
  const may = useMay();
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('columns.name')}</th>
            <th>{t('columns.roles')}</th>
            <th>{t('columns.subaccounts')}</th>
            <th>{t('columns.created')}</th>
            {may('key:revoke') && (
              <th>
                <VisuallyHidden>{t('revoke')}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td className={classes.name}>{key.name}</td>
              <td>
                <Roles roles={key.roles} />
              </td>
              <td className={classes.where}>
                <Where subaccountIds={key.subaccountIds} />
              </td>
              <td>
                <Time at={key.createdAt} />
              </td>
              {may('key:revoke') && (
                <td className={classes.act}>
                  <Revoke revoked={key} revoke={revoke} />
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
function Cards({ keys, revoke }: ShownProps) {
  return (
    <ul>
      {keys.map((key) => (
        <li key={key.id} className={classes.card}>
          <span className={classes.name}>{key.name}</span>
          <Roles roles={key.roles} />
          <span className={classes.where}>
            <Where subaccountIds={key.subaccountIds} />
          </span>
          <div>
            <Revoke revoked={key} revoke={revoke} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Roles({ roles }: Pick<Key, 'roles'>) {
  const { t } = useTranslation();
  return (
    <span className={classes.roles}>
      {roles.map((role) => (
        <Badge key={role} tone={role === 'admin' ? 'orange' : 'grey'} icon={role === 'admin' ? 'shield' : 'people'}>
          {t(`roles.${role}` as 'roles.admin', { defaultValue: role })}
        </Badge>
      ))}
    </span>
  );
}

function Where({ subaccountIds }: Pick<Key, 'subaccountIds'>) {
  const { t } = useTranslation('keys');
  const formats = useFormats();
  const { subaccounts } = useMe();
  if (subaccountIds.includes('*')) return t('everySubaccount');
  return formats.list(subaccountIds.map((id) => subaccounts.find((one) => one.id === id)?.name ?? id));
}

function Revoke({ revoked, revoke }: { readonly revoked: Key; readonly revoke: ShownProps['revoke'] }) {
  const { t } = useTranslation('keys');
  const { id } = useMe();
  if (revoked.revoked) {
    return (
      <Badge tone="grey" icon="cross">
        {t('isRevoked')}
      </Badge>
    );
  }
  return (
    <ActionButton
      permission="key:revoke"
      size="compact-sm"
      variant="default"
      aria-label={t('revokeOf', { name: revoked.name })}
      onClick={() => revoke(revoked)}
    >
      {id === revoked.id ? t('revokeOwn') : t('revoke')}
    </ActionButton>
  );
}

function RevokeDialog({ revoked, close }: { readonly revoked: Key; readonly close: () => void }) {
  const { t } = useTranslation('keys');
  const queries = useQueryClient();
  const { id } = useMe();
  const confirm = async () => {
    await revokeKey(revoked.id);
    toast.done(t('wasRevoked', { name: revoked.name }));
    await queries.invalidateQueries({ queryKey: revoked.id === id ? ['me'] : ['keys'] });
  };
  return (
    <Confirm
      title={t('revokeQuestion', { name: revoked.name })}
      button={t('revokeConfirm')}
      isFinal
      close={close}
      confirm={confirm}
    >
      <p>{revoked.id === id ? t('revokeOwnWhat') : t('revokeWhat')}</p>
    </Confirm>
  );
}
