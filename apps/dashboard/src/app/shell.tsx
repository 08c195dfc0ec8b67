import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EngineGone } from '../api/problem';
import { useEngineGone } from '../api/reach';
import { live } from '../live/live';
import { ProblemNotice } from '../parts/notice';
import { meQuery } from '../session/me';
import { GoneBar } from './gone-bar';
import { Keys } from './keys';
import { PagePending } from './page-pending';
import { Sidebar, TopBar } from './sidebar';
import classes from './shell.module.css';

/** What stands around every page of whoever is signed in; whoever is not is sent to the door, and back again afterwards. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const { data: me, error, refetch } = useQuery(meQuery);
  const [isOpen, setOpen] = useState(false);
  const goneSince = useEngineGone();
  const isSignedIn = Boolean(me);
  useEffect(() => {
    if (!isSignedIn) return undefined;
    live.begin();
    const anew = () => live.beginAnew();
    addEventListener('online', anew);
    return () => removeEventListener('online', anew);
  }, [isSignedIn, i18n.language]);
  if (me === null) return <ToTheDoor />;
  const waits = me === undefined && (error === null || error instanceof EngineGone);
  if (me === undefined && !waits) {
    return (
      <main>
        <ProblemNotice error={error} retry={() => void refetch()} />
      </main>
    );
  }
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      {me && <TopBar open={() => setOpen(true)} />}
      {me ? <Sidebar isOpen={isOpen} close={() => setOpen(false)} /> : <div className={classes.noSidebar} />}
      <div className={classes.content}>
        {goneSince !== null && <GoneBar since={goneSince} />}
        <main id="content" tabIndex={-1} data-old={goneSince !== null || undefined} className={classes.main}>
          {me ? <Outlet /> : <PagePending />}
        </main>
      </div>
      {me && <Keys />}
    </div>
  );
}

/** Says where somebody was when it turned out that nobody is signed in: on the way to the door that is another place already. */
function ToTheDoor() {
  const router = useRouter();
  const [returnTo] = useState(() => router.latestLocation.href);
  return <Navigate to="/sign-in" search={{ returnTo }} replace />;
}
