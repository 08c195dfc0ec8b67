import type { IconName } from '../parts/icon';
import { type Permission, useMay, useMe } from '../session/me';

/** Where the navigation goes: what exists, and nothing else. */
export interface Place {
  readonly to:
    | '/campaigns'
    | '/conversations'
    | '/reports'
    | '/senders'
    | '/templates'
    | '/suppressions'
    | '/events'
    | '/verification'
    | '/projections'
    | '/keys'
    | '/subaccounts'
    | '/system';
  /** In the words of the shell, `places.<name>`. */
  readonly name:
    | 'campaigns'
    | 'conversations'
    | 'reports'
    | 'senders'
    | 'templates'
    | 'suppressions'
    | 'events'
    | 'verification'
    | 'projections'
    | 'keys'
    | 'subaccounts'
    | 'system';
  readonly group: 'work' | 'sending' | 'audit' | 'administration';
  readonly icon: IconName;
  /** After `g`. */
  readonly key: string;
  /** Without it the place is not shown. */
  readonly permission: Permission;
  /** Of the whole installation: shown only to who sees every subaccount. */
  readonly isOfAll?: boolean;
}

const PLACES: readonly Place[] = [
  { to: '/campaigns', name: 'campaigns', group: 'work', icon: 'send', key: 'c', permission: 'campaign:read' },
  { to: '/conversations', name: 'conversations', group: 'work', icon: 'chat', key: 'v', permission: 'contact:read' },
  { to: '/reports', name: 'reports', group: 'work', icon: 'chart', key: 'r', permission: 'report:read' },
  { to: '/senders', name: 'senders', group: 'sending', icon: 'phone', key: 's', permission: 'sender:read' },
  { to: '/templates', name: 'templates', group: 'sending', icon: 'message', key: 't', permission: 'template:read' },
  {
    to: '/suppressions',
    name: 'suppressions',
    group: 'sending',
    icon: 'ban',
    key: 'p',
    permission: 'suppression:read',
  },
  { to: '/events', name: 'events', group: 'audit', icon: 'list', key: 'e', permission: 'event:read' },
  {
    to: '/verification',
    name: 'verification',
    group: 'audit',
    icon: 'shield',
    key: 'f',
    permission: 'verification:run',
  },
  { to: '/projections', name: 'projections', group: 'audit', icon: 'layers', key: 'j', permission: 'projection:read' },
  { to: '/keys', name: 'keys', group: 'administration', icon: 'key', key: 'k', permission: 'key:read' },
  {
    to: '/subaccounts',
    name: 'subaccounts',
    group: 'administration',
    icon: 'building',
    key: 'a',
    permission: 'subaccount:read',
  },
  {
    to: '/system',
    name: 'system',
    group: 'administration',
    icon: 'server',
    key: 'y',
    permission: 'projection:read',
    isOfAll: true,
  },
];

/** Those that whoever is signed in can go to. */
export function usePlaces(): readonly Place[] {
  const may = useMay();
  const { everySubaccount } = useMe();
  return PLACES.filter(({ permission, isOfAll = false }) => may(permission) && (everySubaccount || !isOfAll));
}
