import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { useMay } from '../../session/me';
import { campaignNamed, type Message } from './queries';
import classes from './thread.module.css';

interface MarkProps {
  readonly id: string;
  /** With which it begins. */
  readonly message: Message;
}

/** Which campaign the messages below belong to; of what the person wrote, why. */
export function CampaignMark({ id, message: { attribution } }: MarkProps) {
  const { t } = useTranslation('conversations');
  const may = useMay();
  const { data } = useQuery({ ...campaignNamed(id), enabled: may('campaign:read') });
  const mark = (
    <span className={classes.campaign}>
      <Icon name="send" size={12} />
      {may('campaign:read') ? (
        <Link to="/campaigns/$campaignId" params={{ campaignId: id }} search={{}}>
          {t('campaign', { name: data?.name ?? '…' })}
        </Link>
      ) : (
        t('campaign', { name: id })
      )}
    </span>
  );
  return attribution === null ? mark : <Tooltip label={t(`attribution.${attribution}`)}>{mark}</Tooltip>;
}
