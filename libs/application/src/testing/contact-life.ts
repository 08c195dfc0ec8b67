import { instant } from '@arauto/clock';
import type { ContactCommand } from '@arauto/domain';
import type { Tenant } from './scenario';
import type { SmallEngine } from './small-engine';

/** What happens to a contact; `stamp` is the provider's, in whole seconds and so before what it tells of. */
export interface Life {
  readonly attempt: (n?: number) => ContactCommand;
  readonly accept: (n?: number) => ContactCommand;
  readonly tell: (status: 'sent' | 'delivered' | 'read', n?: number) => ContactCommand;
  readonly fail: (code: string, again?: boolean) => ContactCommand;
  readonly refuse: (
    code: string,
    more?: { again?: boolean; attempt?: number; final?: 'error' | 'sending_failed' },
  ) => ContactCommand;
  readonly withdraw: () => ContactCommand;
  readonly again: () => ContactCommand;
}

export function lifeOf(engine: SmallEngine, tenant: Tenant, contactId: string): Life {
  const now = () => instant(engine.clock.now());
  const stamp = () => instant(Math.floor(engine.clock.now() / 1000) * 1000);
  const evidence = (attempt: number) =>
    ({
      attempt,
      messageHash: `hash-${contactId}-${attempt}`,
      messageRef: `${contactId}.m${attempt}`,
      as: 'accepted',
    }) as const;
  const later = instant(engine.clock.now() + 86_400_000);
  return {
    attempt: (n = 1) => ({
      type: 'ClaimAttempt',
      claim: `claim-${contactId}-${n}`,
      senderId: tenant.senderId,
      withSession: false,
      conversation: { id: `conversation-${contactId}`, type: 'business_initiated', expiresAt: later },
      at: now(),
      outcomeDueAt: later,
      expiresAfter: 3600,
    }),
    accept: (n = 1) => ({ type: 'RecordAccepted', ...evidence(n), at: now() }),
    tell: (status, n = 1) => ({ type: 'RecordStatus', status, ...evidence(n), statusAt: stamp() }),
    fail: (code, again = false) => ({
      ...{ type: 'RecordStatus', status: 'failed', ...evidence(1), statusAt: stamp() },
      ...{ error: { code }, final: 'delivery_failed', retry: again ? { dueAt: later, class: 'DAY' } : null },
    }),
    refuse: (code, { again = false, attempt = 1, final = 'error' } = {}) => ({
      ...{ type: 'RecordRefused', attempt, error: { code }, final },
      retry: again ? { dueAt: later, class: 'SERVER', consumesAttempt: true } : null,
    }),
    withdraw: () => ({ type: 'WithdrawAttempt', claim: `claim-${contactId}-1`, reason: 'too_late', dueAt: now() }),
    again: () => ({
      ...{ type: 'AcceptRow', uploadId: 'again', row: 1, at: now(), suppressed: false },
      ...{ subaccountId: tenant.subaccountId, ref: `again.${contactId}`, correlationId: `again ${contactId}` },
    }),
  };
}
