import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetails, ofCampaign } from '../../live/one-campaign';
import { ActionButton } from '../../parts/action-button';
import { Confirm } from '../../parts/confirm';
import { Icon } from '../../parts/icon';
import { SelectionBar } from '../../parts/selection-bar';
import { toast } from '../../parts/toast';
import { useFormats } from '../../words/formats';
import classes from './decisions.module.css';
import { assume, type Outcome } from './queries';
import type { ContactsSearch } from './search';

/** Says that somebody must decide, of how many, and lets them do so of all at once. */
export function Attention({
  campaign,
  search,
}: {
  readonly campaign: CampaignDetails;
  readonly search: ContactsSearch;
}) {
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const count = campaign.needsAttention;
  if (count === 0) return null;
  return (
    <section className={classes.note} aria-label={t('filters.needsAttention')}>
      <Icon name="alert" size={18} />
      <div className={classes.words}>
        <strong>{t('attention.title', { count, number: formats.number(count) })}</strong>
        <p>{t('attention.text')}</p>
      </div>
      <div className={classes.buttons}>
        {search.needsAttention === undefined && (
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => (
              <Link
                to="/campaigns/$campaignId/contacts"
                params={{ campaignId: campaign.id }}
                search={{ needsAttention: 'true' }}
                resetScroll={false}
                {...props}
              />
            )}
          >
            {t('attention.show')}
          </Button>
        )}
        <Decide campaignId={campaign.id} of="all" count={count} />
      </div>
    </section>
  );
}

/** What can be decided of those that are selected. */
export function DecideSelected(props: {
  readonly campaign: CampaignDetails;
  readonly ids: readonly string[];
  readonly clear: () => void;
}) {
  const { campaign, ids, clear } = props;
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const selected = t('selected', { count: ids.length, number: formats.number(ids.length) });
  return (
    <SelectionBar selected={selected}>
      <Decide campaignId={campaign.id} of={ids} count={ids.length} done={clear} />
      <Button size="xs" variant="subtle" color="gray" onClick={clear}>
        {t('clear')}
      </Button>
    </SelectionBar>
  );
}

interface DecideProps {
  readonly campaignId: string;
  readonly of: readonly string[] | 'all';
  readonly count: number;
  readonly done?: () => void;
}

const OUTCOMES = ['delivered', 'not_sent'] as const satisfies readonly Outcome[];

function Decide({ campaignId, of, count, done }: DecideProps) {
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Outcome | null>(null);
  const number = formats.number(count);
  const decide = async (outcome: Outcome) => {
    const assumed = await assume(campaignId, outcome, of);
    toast.done(t(`assume.${outcome}.done`, { count: assumed, number: formats.number(assumed) }), {
      ...(assumed < count && { message: t('assume.known') }),
    });
    await queries.invalidateQueries({ queryKey: ofCampaign(campaignId) });
  };
  const hold = async (outcome: Outcome) => {
    done?.();
    toast.held(t(`assume.${outcome}.held`, { count, number }), {
      message: t('assume.heldText'),
      undo: t('assume.undo'),
      act: () => decide(outcome),
      failed: t('assume.failed'),
    });
  };
  return (
    <>
      {OUTCOMES.map((outcome) => (
        <ActionButton
          key={outcome}
          permission="contact:assume"
          size="xs"
          variant="default"
          onClick={() => setAsked(outcome)}
        >
          {t(`assume.${outcome}.${of === 'all' ? 'all' : 'button'}`)}
        </ActionButton>
      ))}
      {asked && (
        <Confirm
          title={t(`assume.${asked}.title`, { count, number })}
          button={t(`assume.${asked}.confirm`, { count, number })}
          count={count}
          confirm={() => hold(asked)}
          close={() => setAsked(null)}
        >
          <p>{t(`assume.${asked}.what`)}</p>
          <p className={classes.quiet}>{t('assume.final')}</p>
        </Confirm>
      )}
    </>
  );
}
