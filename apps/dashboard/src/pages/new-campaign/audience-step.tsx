import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetails, ofCampaign } from '../../live/one-campaign';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { leftOutOf } from '../../parts/outcomes';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import classes from './audience-step.module.css';
import { choose, chosenFrom, useChosenFile } from './chosen-files';
import { FileDrop } from './file-drop';
import { StepEnd } from './frame';
import { type Tried, tryFile, uploadFile, uploadsQuery } from './queries';
import { TriedFile } from './tried-file';
import { ReadFile } from './read-file';
import { columnMapping } from './draft';

/** Whom it is sent to: a file is looked into before anything of it is kept. */
export function AudienceStep({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const may = useMay();
  const queries = useQueryClient();
  const chosen = useChosenFile(campaign.id);
  const uploads = useQuery({ ...uploadsQuery(campaign.id), enabled: may('contact:read') });
  const [share, setShare] = useState(0);
  const look = useMutation({
    mutationFn: async (file: File) =>
      choose(campaign.id, chosenFrom(file, await tryFile(campaign.id, file, { mapping: null, sheet: null }), null)),
  });
  const upload = useMutation({
    mutationFn: async () => {
      const { file, columns, tried, isByHand } = chosen!;
      setShare(0);
      const mapping = isByHand ? columnMapping(columns, tried.columns) : null;
      await uploadFile(campaign.id, file, { mapping, sheet: tried.sheet }, setShare);
      choose(campaign.id, null);
      await queries.invalidateQueries({ queryKey: ofCampaign(campaign.id) });
    },
  });
  const files = uploads.data?.items ?? [];
  // As the rows of its files are counted: a bad row is a contact of the campaign, too, that gets nothing.
  const leftOut = leftOutOf(campaign);
  const reached = campaign.contacts - leftOut;
  return (
    <>
      {campaign.contacts > 0 && (
        <p className={classes.audience} role="status">
          <strong>{formats.number(reached)}</strong> {t('audience.inCampaign', { count: reached })}{' '}
          {leftOut > 0 && `${t('audience.leftOut', { count: leftOut, number: formats.number(leftOut) })} `}
          <Link to="/campaigns/$campaignId/contacts" params={{ campaignId: campaign.id }} search={{}}>
            {t('audience.show')}
          </Link>
        </p>
      )}
      {chosen ? (
        <TriedFile campaign={campaign} chosen={chosen} share={upload.isPending ? share : null} error={upload.error} />
      ) : (
        <FileDrop
          isBusy={look.isPending}
          error={look.error}
          hasOthers={files.length > 0}
          choose={(file) => look.mutate(file)}
        />
      )}
      {uploads.error && !uploads.data && <ProblemNotice error={uploads.error} retry={() => void uploads.refetch()} />}
      {files.length > 0 && (
        <section aria-label={t('audience.files')}>
          <h3 className={classes.heading}>{t('audience.files')}</h3>
          <ul className={classes.files}>
            {files.map((one) => (
              <ReadFile key={one.id} upload={one} />
            ))}
          </ul>
        </section>
      )}
      {!may('contact:read') && <EmptyState icon="key" title={t('audience.blind')} />}
      <StepEnd
        campaignId={campaign.id}
        {...(campaign.status === 'paused' ? {} : { before: 'template' })}
        {...(chosen ? {} : { after: 'sending' })}
      >
        {chosen && (
          <Button variant="default" onClick={() => choose(campaign.id, null)} disabled={upload.isPending}>
            {t('audience.other')}
          </Button>
        )}
        {chosen && (
          <Button onClick={() => upload.mutate()} loading={upload.isPending} disabled={!hasGoodRow(chosen.tried)}>
            {t('audience.upload')}
          </Button>
        )}
      </StepEnd>
    </>
  );
}

/** Of a file whose first rows are all wrong, nearly always something is to be chosen first. */
function hasGoodRow({ problem, rows }: Tried): boolean {
  return problem === null && (rows.length === 0 || rows.some(({ verdict }) => verdict !== 'invalid'));
}
