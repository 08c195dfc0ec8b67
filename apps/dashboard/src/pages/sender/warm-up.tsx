import '@mantine/core/styles/NumberInput.css';
import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { ProblemText } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { Time } from '../../parts/time';
import { toast } from '../../parts/toast';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { planWarmUp, type Sender } from './queries';
import classes from './warm-up.module.css';

/** What is usual for a number of which the platform knows nothing yet. */
const USUAL = { from: 1000, to: 100_000, days: 30 };

/** To how many people a new number writes, day by day. */
export function WarmUp({ sender }: { readonly sender: Sender }) {
  const { t } = useTranslation('sender');
  const may = useMay();
  const queries = useQueryClient();
  const plan = useMutation({
    mutationFn: (body: Parameters<typeof planWarmUp>[1]) => planWarmUp(sender.id, body),
    onSuccess: async (_, body) => {
      toast.done(t('curve' in body ? 'warmUp.planned' : 'warmUp.ended'));
      await queries.invalidateQueries({ queryKey: ['senders'] });
    },
  });
  return (
    <Panel title={t('warmUp.title')}>
      {sender.warmUp ? <Curve warmUp={sender.warmUp} /> : <p className={form.quiet}>{t('warmUp.none')}</p>}
      {may('sender:write') &&
        (sender.warmUp ? (
          <Button mt="md" variant="default" loading={plan.isPending} onClick={() => plan.mutate({ limits: null })}>
            {t('warmUp.end')}
          </Button>
        ) : (
          <NewPlan error={plan.error} isPending={plan.isPending} plan={(curve) => plan.mutate({ curve })} />
        ))}
      {plan.error && (
        <div className={form.problem} role="alert">
          <ProblemText error={plan.error} />
        </div>
      )}
    </Panel>
  );
}

function Curve({ warmUp: { limits, day, limit, until } }: { readonly warmUp: NonNullable<Sender['warmUp']> }) {
  const { t } = useTranslation('sender');
  const formats = useFormats();
  const most = Math.max(...limits);
  return (
    <>
      <p>
        {t('warmUp.today', { count: limit, number: formats.number(limit), day, days: limits.length })}{' '}
        {t('warmUp.until')} <Time at={until} />
      </p>
      <ol className={classes.curve} aria-label={t('warmUp.title')}>
        {limits.map((each, n) => (
          <li
            key={n}
            data-when={n + 1 < day ? 'past' : n + 1 === day ? 'today' : 'later'}
            style={{ height: `${Math.max(2, (each / most) * 100)}%` }}
            title={t('warmUp.day', { day: n + 1, number: formats.number(each) })}
          >
            <span>{t('warmUp.day', { day: n + 1, number: formats.number(each) })}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function NewPlan(props: {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly plan: (curve: typeof USUAL) => void;
}) {
  const { error, isPending, plan } = props;
  const { t } = useTranslation('sender');
  const [typed, setTyped] = useState(USUAL);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        plan(typed);
      }}
    >
      <div className={classes.inputs}>
        {(['from', 'to', 'days'] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(`warmUp.${name}`)}
            value={typed[name]}
            min={1}
            max={name === 'days' ? 90 : 100_000}
            allowDecimal={false}
            clampBehavior="blur"
            hideControls
            required
            error={faultOf(error, `curve.${name}`)}
            onChange={(value) => typeof value === 'number' && setTyped({ ...typed, [name]: value })}
          />
        ))}
      </div>
      <div className={form.buttons}>
        <Button type="submit" variant="default" loading={isPending}>
          {t('warmUp.plan')}
        </Button>
      </div>
    </form>
  );
}
