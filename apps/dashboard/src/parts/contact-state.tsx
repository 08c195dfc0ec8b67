import { useContactStates } from '../words/vocabulary';
import { Badge } from './badge';
import type { ContactState } from './contact-states';
import type { IconName } from './icon';
import type { Tone } from './tone';

export const STATE_LOOKS: Readonly<Record<ContactState, readonly [Tone, IconName]>> = {
  initial: ['grey', 'clock'],
  in_progress: ['amber', 'send'],
  retry_scheduled: ['amber', 'retry'],
  sent: ['blue', 'check'],
  delivered: ['green', 'checkAll'],
  read: ['green', 'eye'],
  error: ['red', 'alert'],
  sending_failed: ['red', 'alert'],
  delivery_failed: ['red', 'alert'],
  invalid_record: ['grey', 'ban'],
  removed: ['grey', 'cross'],
  canceled_by_admin: ['grey', 'stop'],
};

export function ContactStateBadge({ state }: { readonly state: ContactState }) {
  const wordOf = useContactStates();
  const [tone, icon] = STATE_LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {wordOf(state).label}
    </Badge>
  );
}
