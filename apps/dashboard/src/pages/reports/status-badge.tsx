import { Tooltip } from '@mantine/core';
import { Badge } from '../../parts/badge';
import type { IconName } from '../../parts/icon';
import type { Tone } from '../../parts/tone';

type Look = readonly [Tone, IconName];

/** Whatever is not here has failed. */
const LOOKS: Readonly<Record<string, Look>> = {
  queued: ['grey', 'clock'],
  accepted: ['grey', 'clock'],
  submitted: ['grey', 'clock'],
  sent: ['amber', 'send'],
  delivered: ['green', 'check'],
  read: ['blue', 'checkAll'],
  opted_out: ['grey', 'cross'],
};
const FAILED: Look = ['red', 'alert'];

export interface StatusWord {
  readonly code: string;
  readonly label: string;
  readonly description: string;
}

/** A status of the detailed report, or a result of the records, in the engine's words; what it means for whoever points at it. */
export function StatusBadge({ code, word }: { readonly code: string; readonly word: StatusWord | undefined }) {
  const [tone, icon] = LOOKS[code] ?? FAILED;
  const badge = (
    <span>
      <Badge tone={tone} icon={icon}>
        {word?.label ?? code}
      </Badge>
    </span>
  );
  if (!word?.description) return badge;
  return (
    <Tooltip label={word.description} multiline maw={280}>
      {badge}
    </Tooltip>
  );
}
