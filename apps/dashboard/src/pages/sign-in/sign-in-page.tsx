import { Button, PasswordInput } from '@mantine/core';
import '@mantine/core/styles/PasswordInput.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { useEngineGone } from '../../api/reach';
import { GoneBar } from '../../app/gone-bar';
import { Preferences } from '../../app/preferences';
import { Logo } from '../../parts/logo';
import { ProblemText } from '../../parts/notice';
import { meQuery } from '../../session/me';
import { returnPath } from '../../session/return-to';
import { signIn } from '../../session/sign-in';
import classes from './sign-in-page.module.css';

/** The door: by a key, or by a link that signs in once. Whoever was on their way somewhere goes on there. */
export function SignInPage() {
  const { t } = useTranslation('sign-in');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const { returnTo } = useSearch({ from: '/sign-in' });
  const { data: me } = useQuery(meQuery);
  const goneSince = useEngineGone();
  const [key, setKey] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  /** What was wrong with what was shown last: a key, or a link. */
  const [shown, setShown] = useState<'wrongKey' | 'wrongLink'>('wrongKey');
  const field = useRef<HTMLInputElement>(null);
  const linkUsed = useRef(false);

  useEffect(() => {
    document.title = `${t('title')} · Arauto`;
  }, [t]);
  useEffect(() => {
    if (me) router.history.replace(returnPath(returnTo));
  }, [me, returnTo, router]);
  useEffect(() => {
    // Behind the #, which no browser sends along: a token in a path would stand in logs of servers.
    const token = decodeURIComponent(location.hash.slice(1));
    if (token === '' || linkUsed.current) return;
    linkUsed.current = true;
    void navigate({ to: '/sign-in', search: returnTo === undefined ? {} : { returnTo }, hash: '', replace: true });
    signIn(queries, { token }).catch((caught: unknown) => {
      setShown('wrongLink');
      setError(caught);
    });
  }, [navigate, queries, returnTo]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    setShown('wrongKey');
    try {
      await signIn(queries, { key: key.trim() });
    } catch (caught) {
      setError(caught);
      field.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  const isWrong = error instanceof Problem && error.code === 'unauthenticated';
  return (
    <div className={classes.door}>
      {goneSince !== null && <GoneBar since={goneSince} />}
      <div className={classes.preferences}>
        <Preferences />
      </div>
      <main className={classes.card}>
        <Logo />
        <h1 className={classes.title}>{t('title')}</h1>
        <p className={classes.text}>{t('text')}</p>
        <form onSubmit={(event) => void submit(event)}>
          <PasswordInput
            ref={field}
            size="md"
            label={t('key')}
            name="key"
            autoComplete="current-password"
            spellCheck={false}
            value={key}
            onChange={({ currentTarget }) => setKey(currentTarget.value)}
            error={isWrong ? t(shown) : undefined}
            visibilityToggleButtonProps={{ 'aria-label': t('show') }}
            data-autofocus
          />
          {error !== null && !isWrong && (
            <div role="alert" className={classes.problem}>
              <ProblemText error={error} />
            </div>
          )}
          <Button type="submit" size="md" fullWidth mt="md" loading={isBusy} disabled={key.trim() === ''}>
            {t('signIn')}
          </Button>
        </form>
        <p className={classes.hint}>{t('hint')}</p>
        <pre className={classes.command}>
          <code>cat data/admin.key</code>
        </pre>
      </main>
    </div>
  );
}
