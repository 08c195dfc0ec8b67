import { ActionIcon, Kbd, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../parts/icon';
import { Logo } from '../parts/logo';
import { useMe } from '../session/me';
import { signOut } from '../session/sign-in';
import { ask } from './asked';
import { LiveMark } from './live-mark';
import { usePlaces } from './places';
import { Preferences } from './preferences';
import { textIn } from './search-params';
import classes from './sidebar.module.css';

/** On narrow screens: the way to the navigation, and whether what is shown is live. */
export function TopBar({ open }: { readonly open: () => void }) {
  const { t } = useTranslation();
  return (
    <header className={classes.topBar}>
      <ActionIcon variant="subtle" color="gray" size="lg" onClick={open} aria-label={t('navigation.open')}>
        <Icon name="menu" size={20} />
      </ActionIcon>
      <Link to="/campaigns" aria-label="Arauto">
        <Logo />
      </Link>
      <LiveMark />
    </header>
  );
}

/** The navigation, whom everything is shown for, and who is signed in. On narrow screens it lies over the page while it is open. */
export function Sidebar({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const { t } = useTranslation();
  const places = usePlaces();
  const box = useRef<HTMLElement>(null);
  const { pathname, search } = useRouterState({ select: ({ location }) => location });
  const subaccount = textIn((search as { subaccount?: unknown }).subaccount);
  useEffect(() => {
    if (!isOpen) return undefined;
    box.current?.querySelector('a')?.focus();
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && close();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isOpen, close]);
  useEffect(() => close(), [pathname, close]);
  return (
    <>
      {isOpen && <div className={classes.shade} onClick={close} />}
      <aside ref={box} className={classes.sidebar} data-open={isOpen || undefined}>
        <div className={classes.head}>
          <Link to="/campaigns" aria-label="Arauto" className={classes.logo}>
            <Logo />
          </Link>
          <ActionIcon
            className={classes.close}
            variant="subtle"
            color="gray"
            onClick={close}
            aria-label={t('navigation.close')}
          >
            <Icon name="close" />
          </ActionIcon>
        </div>
        <SubaccountSwitcher />
        <button type="button" className={classes.search} onClick={() => ask('palette')}>
          <Icon name="search" />
          <span>{t('palette.open')}</span>
          <Kbd size="xs">{/mac/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'}</Kbd>
        </button>
        <nav aria-label={t('navigation.title')} className={classes.nav}>
          {[...new Set(places.map(({ group }) => group))].map((group) => (
            <ul key={group} aria-label={t(`groups.${group}`)}>
              {places
                .filter((place) => place.group === group)
                .map(({ to, name, icon }) => (
                  <li key={to}>
                    <Link
                      to={to}
                      search={subaccount === undefined ? {} : { subaccount }}
                      className={classes.place}
                      activeProps={{ 'aria-current': 'page' }}
                    >
                      <Icon name={icon} size={17} />
                      {t(`places.${name}`)}
                    </Link>
                  </li>
                ))}
            </ul>
          ))}
        </nav>
        <div className={classes.foot}>
          <LiveMark />
          <UserMenu />
        </div>
      </aside>
    </>
  );
}

/** What each subaccount has its own of. */
const LISTS = ['/campaigns', '/conversations', '/reports', '/senders', '/templates', '/suppressions'] as const;

/** Only who sees several has to choose. The choice stands in the address, and goes along from page to page. */
function SubaccountSwitcher() {
  const { t } = useTranslation();
  const { subaccounts } = useMe();
  const navigate = useNavigate();
  const chosen = useRouterState({
    select: ({ location }) => textIn((location.search as { subaccount?: unknown }).subaccount),
  });
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  if (subaccounts.length < 2) return null;
  // A thing of one subaccount is none of another's: the list that it stands in is.
  const list = LISTS.find((to) => pathname === to || pathname.startsWith(`${to}/`)) ?? '/campaigns';
  const choose = (subaccount: string | undefined) =>
    void navigate({ to: list, search: subaccount === undefined ? {} : { subaccount } });
  const name = subaccounts.find(({ id }) => id === chosen)?.name ?? t('subaccount.all');
  return (
    <Menu position="bottom-start" width={230}>
      <Menu.Target>
        <button type="button" className={classes.subaccount} aria-label={t('subaccount.choose', { name })}>
          <span className={classes.subaccountMark} aria-hidden="true">
            {chosen === undefined ? '∗' : name.slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.subaccountName}>{name}</span>
          <Icon name="down" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
        <Menu.Item
          onClick={() => choose(undefined)}
          rightSection={chosen === undefined ? <Icon name="check" size={14} /> : null}
        >
          {t('subaccount.all')}
        </Menu.Item>
        <Menu.Divider />
        {subaccounts.map((one) => (
          <Menu.Item
            key={one.id}
            onClick={() => choose(one.id)}
            rightSection={chosen === one.id ? <Icon name="check" size={14} /> : null}
          >
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const { name, roles } = useMe();
  const queries = useQueryClient();
  return (
    <div className={classes.userRow}>
      <Menu position="top-start" width={240}>
        <Menu.Target>
          <button type="button" className={classes.user}>
            <span className={classes.avatar} aria-hidden="true">
              {name.slice(0, 1).toUpperCase()}
            </span>
            <span className={classes.userName}>
              <span>{name}</span>
              <small>{roles.map((role) => t(`roles.${role}`, { defaultValue: role })).join(', ')}</small>
            </span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="help" />} onClick={() => ask('help')}>
            {t('help.title')}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="external" />}
            renderRoot={(props) => <a href="/docs" target="_blank" rel="noreferrer" {...props} />}
          >
            {t('user.documentation')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="leave" />} onClick={() => void signOut(queries)}>
            {t('user.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Preferences />
    </div>
  );
}
