import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import type { Suppression } from './queries';
import classes from './suppressions-page.module.css';

/** Codes by which the engine says why; everything else is what somebody wrote. */
const REASONS = ['by_request', 'opt_out_word', 'opt_out_button', 'opt_out_platform'] as const;

/** Everything that holds, each with its evidence: who said so, when, and where in the log it stands. */
export function Reasons({ suppression }: { readonly suppression: Suppression }) {
  const { t } = useTranslation('suppressions');
  return (
    <ul className={classes.reasons}>
      {suppression.kinds.map(({ kind, source, reason, evidence, at }) => {
        const known = REASONS.find((each) => each === reason);
        return (
          <li key={kind}>
            {known ? t(`reasons.${known}`) : reason}
            <small>
              <span>{t(`sources.${source}`)}</span>
              <span aria-hidden="true">·</span>
              <Time at={at} />
              {evidence !== null && <Evidence evidence={evidence} />}
            </small>
          </li>
        );
      })}
    </ul>
  );
}

/** A stream and what in it, or a free word. */
function Evidence({ evidence }: { readonly evidence: string }) {
  const { t } = useTranslation('suppressions');
  const may = useMay();
  const stream = /^[a-z]+-\S+/.exec(evidence)?.[0];
  return (
    <>
      <span aria-hidden="true">·</span>
      {stream !== undefined && may('event:read') ? (
        <Link to="/streams/$stream" params={{ stream }} search={{}}>
          {t('evidence')}
        </Link>
      ) : (
        <span title={evidence}>{stream === undefined ? evidence : t('evidence')}</span>
      )}
    </>
  );
}
