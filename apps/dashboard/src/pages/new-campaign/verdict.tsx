import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import { Badge } from '../../parts/badge';
import type { IconName } from '../../parts/icon';
import type { Tone } from '../../parts/tone';

type Verdict = components['schemas']['Verdict']['verdict'];

const LOOKS: Readonly<Record<Verdict, readonly [Tone, IconName]>> = {
  accepted: ['green', 'check'],
  duplicate: ['grey', 'copy'],
  invalid: ['red', 'cross'],
  suppressed: ['orange', 'ban'],
};

export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation('new-campaign');
  const [tone, icon] = LOOKS[verdict];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`verdict.${verdict}`)}
    </Badge>
  );
}
