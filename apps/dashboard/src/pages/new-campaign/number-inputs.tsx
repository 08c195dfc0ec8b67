import '@mantine/core/styles/Checkbox.css';
import { Checkbox, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignSettings } from '../../parts/campaign-settings';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import type { Sender } from './queries';

const WHEN_STOPS = ['wait', 'move'] as const;

type Numbers = Pick<CampaignSettings, 'senderIds' | 'whenSenderStops'>;

/** The numbers that a campaign is sent from: the one of its template, and others beside it. */
export function NumberInputs(props: {
  readonly numbers: Numbers;
  readonly senders: readonly Sender[];
  readonly error: Error | null;
  readonly change: (numbers: Partial<Numbers>) => void;
}) {
  const { numbers, senders, error, change } = props;
  const { t } = useTranslation('new-campaign');
  const { senderIds, whenSenderStops } = numbers;
  const [first = ''] = senderIds;
  const inOrder = [...senders].sort((one, other) => Number(other.id === first) - Number(one.id === first));
  return (
    <>
      <p className={form.quiet}>{t('numbers.text')}</p>
      {inOrder.map(({ id, name, phone }) => (
        <Checkbox
          key={id}
          mt="xs"
          label={[name, phone].filter(Boolean).join(' · ')}
          description={id === first ? t('numbers.first') : undefined}
          checked={senderIds.includes(id)}
          disabled={id === first}
          onChange={({ currentTarget: { checked } }) =>
            change({ senderIds: checked ? [...senderIds, id] : senderIds.filter((each) => each !== id) })
          }
        />
      ))}
      {senderIds.length > 1 && (
        <NativeSelect
          mt="md"
          label={t('numbers.whenStops')}
          value={whenSenderStops}
          onChange={({ currentTarget: { value } }) => change({ whenSenderStops: value as 'wait' | 'move' })}
          data={WHEN_STOPS.map((value) => ({ value, label: t(`numbers.whensStop.${value}`) }))}
          maw={480}
        />
      )}
      {faultOf(error, 'senderIds') && (
        <p className={form.problem} role="alert">
          {faultOf(error, 'senderIds')}
        </p>
      )}
    </>
  );
}
