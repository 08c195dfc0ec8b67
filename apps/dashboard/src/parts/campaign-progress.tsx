import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { useFormats } from '../words/formats';
import { failedOf, leftOutOf } from './outcomes';
import { Segments } from './segments';

/** How far a campaign is, and what became of whom: settled contacts are those for whom nothing more is done. */
export function CampaignProgress(props: {
  readonly campaign: components['schemas']['Campaign'];
  readonly size?: 'md';
}) {
  const { campaign, size } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const { contacts, settled, progress, counters } = campaign;
  const label = t('progress.of', {
    settled: formats.number(settled),
    contacts: formats.number(contacts),
    percent: formats.percent(progress),
  });
  return (
    <Segments
      label={label}
      done={progress}
      total={contacts}
      {...(size && { size })}
      segments={[
        { value: counters.read, fill: 'read' },
        { value: counters.delivered, fill: 'good' },
        { value: counters.sent + counters.in_progress, fill: 'busy' },
        { value: failedOf(campaign), fill: 'bad' },
        { value: leftOutOf(campaign), fill: 'out' },
      ]}
    />
  );
}
