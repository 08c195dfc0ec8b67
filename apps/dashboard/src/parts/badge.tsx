import type { ReactNode } from 'react';
import classes from './badge.module.css';
import { Icon, type IconName } from './icon';
import type { Tone } from './tone';

interface BadgeProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly children: ReactNode;
  /** Something is happening right now. */
  readonly moves?: boolean;
}

/** Said three times: by colour, by icon, in words. */
export function Badge({ tone, icon, children, moves = false }: BadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone} data-moves={moves || undefined}>
      <Icon name={icon} size={13} />
      <span>{children}</span>
    </span>
  );
}
