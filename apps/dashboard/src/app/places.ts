import type { IconName } from '../parts/icon';
import type { Permission } from '../session/me';

/** Where the navigation goes: what exists, and nothing else. */
export interface Place {
  readonly to: '/campaigns' | '/conversations' | '/reports';
  /** In the words of the shell, `places.<name>`. */
  readonly name: 'campaigns' | 'conversations' | 'reports';
  readonly group: 'work';
  readonly icon: IconName;
  /** After `g`. */
  readonly key: string;
  /** Without it the place is not shown. */
  readonly permission: Permission;
}

export const PLACES: readonly Place[] = [
  { to: '/campaigns', name: 'campaigns', group: 'work', icon: 'send', key: 'c', permission: 'campaign:read' },
  { to: '/conversations', name: 'conversations', group: 'work', icon: 'chat', key: 'v', permission: 'contact:read' },
  { to: '/reports', name: 'reports', group: 'work', icon: 'chart', key: 'r', permission: 'report:read' },
];
