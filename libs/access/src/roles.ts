import type { Role } from '@arauto/domain';
import type { Principal } from './principal';

/** Every permission there is, `noun:verb`. Each command and query names the one it needs. */
export const PERMISSIONS = [
  'subaccount:create',
  'subaccount:read',
  'key:create',
  'key:revoke',
  'key:read',
  'sender:write',
  'sender:read',
  'template:write',
  'template:sync',
  'template:read',
  'campaign:create',
  'campaign:edit',
  'campaign:schedule',
  'campaign:start',
  'campaign:pause',
  'campaign:resume',
  'campaign:cancel',
  'campaign:duplicate',
  'campaign:test',
  'campaign:read',
  'campaign:preflight',
  'campaign:timeline',
  'contact:upload',
  'contact:remove',
  'contact:assume',
  'contact:read',
  'contact:history',
  'suppression:write',
  'suppression:read',
  'report:read',
  'report:export',
  'search:write',
  'search:read',
  'event:read',
  'verification:run',
  'projection:read',
  'projection:rebuild',
  'metrics:read',
  /** Phones, names and texts as they are; without it they are masked. */
  'personal:read',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

const READ_CAMPAIGNS = ['campaign:read', 'campaign:preflight', 'campaign:timeline'] as const;
const READ_CONTACTS = ['contact:read', 'contact:history'] as const;
const READ_SETTINGS = ['subaccount:read', 'sender:read', 'template:read'] as const;

/** What each role may, in its subaccounts. The one place it is written down. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: PERMISSIONS,
  operator: [
    ...READ_SETTINGS,
    ...READ_CAMPAIGNS,
    ...READ_CONTACTS,
    'template:sync',
    'campaign:create',
    'campaign:edit',
    'campaign:schedule',
    'campaign:start',
    'campaign:pause',
    'campaign:resume',
    'campaign:cancel',
    'campaign:duplicate',
    'campaign:test',
    'contact:upload',
    'contact:remove',
    'suppression:write',
    'suppression:read',
    'report:read',
    'report:export',
    'search:write',
    'search:read',
    'personal:read',
  ],
  auditor: [
    ...READ_SETTINGS,
    ...READ_CAMPAIGNS,
    ...READ_CONTACTS,
    'key:read',
    'suppression:read',
    'report:read',
    'search:read',
    'event:read',
    'verification:run',
    'projection:read',
    'metrics:read',
  ],
  reporter: [
    'subaccount:read',
    'campaign:read',
    'report:read',
    'report:export',
    'search:write',
    'search:read',
    'personal:read',
  ],
};

const granted = new Map(Object.entries(ROLE_PERMISSIONS).map(([role, permissions]) => [role, new Set(permissions)]));

/** Whether one of a principal's roles has the permission. In which subaccounts is a question of its own: `sees`. */
export function may(principal: Principal, permission: Permission): boolean {
  return principal.roles.some((role) => granted.get(role)?.has(permission));
}
