import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';
import { useFormats } from '../words/formats';
import { Badge } from './badge';
import type { IconName } from './icon';
import { Segments } from './segments';
import classes from './sender-state.module.css';
import { Time } from './time';
import type { Tone } from './tone';

type Sender = components['schemas']['Sender'];

const STATUSES: Readonly<Record<Sender['status'], readonly [Tone, IconName]>> = {
  registered: ['grey', 'clock'],
  connected: ['green', 'check'],
  paused: ['orange', 'pause'],
};
/** As the platform rates it. */
const QUALITIES = { GREEN: 'green', YELLOW: 'amber', RED: 'red' } as const;
/** From here on the next campaign of any size will wait. */
const NEARLY_FULL = 0.8;

export function SenderStatusBadge({ status }: { readonly status: Sender['status'] }) {
  const { t } = useTranslation();
  const [tone, icon] = STATUSES[status];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`sender.status.${status}`)}
    </Badge>
  );
}

/** Nothing where the platform has not rated the number. */
export function SenderQualityBadge({ quality }: { readonly quality: Sender['quality'] }) {
  const { t } = useTranslation();
  const tone = quality === null ? undefined : QUALITIES[quality.toUpperCase() as keyof typeof QUALITIES];
  if (!tone) return null;
  return (
    <Badge tone={tone} icon={tone === 'green' ? 'check' : 'alert'}>
      {t(`sender.quality.${tone}`)}
    </Badge>
  );
}

/** How much of what a number may send in 24 hours is used, and when there is room again. */
export function SenderTier({ sender: { status, tier, tierUsed, tierFreesAt } }: { readonly sender: Sender }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (tier === null || tierUsed === null) {
    return (
      <p className={classes.tier}>
        {tier !== null
          ? t('sender.tier.limit', { tier: formats.number(tier) })
          : t(status === 'registered' ? 'sender.tier.unknown' : 'sender.tier.none')}
      </p>
    );
  }
  const share = tier === 0 ? 1 : Math.min(1, tierUsed / tier);
  const label = t('sender.tier.used', { used: formats.number(tierUsed), tier: formats.number(tier) });
  // Some places are kept back for what is on its way: full may come before the last.
  const fill = share >= 1 || tierFreesAt !== null ? 'bad' : share >= NEARLY_FULL ? 'busy' : 'accent';
  return (
    <>
      <p className={classes.tier}>
        <span>{label}</span>
        {tierFreesAt !== null && (
          <span className={classes.full}>
            {t('sender.tier.frees')} <Time at={tierFreesAt} />
          </span>
        )}
      </p>
      <Segments total={1} segments={[{ value: share, fill }]} label={label} done={share} />
    </>
  );
}
