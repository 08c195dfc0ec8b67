import { instant } from '@arauto/clock';
import { contactDoes } from './scenario';
import type { SmallEngine } from './small-engine';

/** What a dispatcher and the provider's webhooks would bring about. */
export function sendingOf(engine: SmallEngine, campaignId: string, senderId: string) {
  const at = () => instant(engine.clock.now());
  const later = (seconds: number) => instant(engine.clock.now() + seconds * 1000);
  const ref = (contactId: string) => `${campaignId}.${contactId}`;
  return {
    attempt: (contactId: string) =>
      contactDoes(engine, campaignId, contactId, {
        type: 'ClaimAttempt',
        claim: engine.random.uuid(),
        senderId,
        withSession: false,
        conversation: { id: `conversation-${contactId}`, type: 'business_initiated', expiresAt: later(86_400) },
        at: at(),
        outcomeDueAt: later(60),
        expiresAfter: 259_200,
      }),
    async accept(contactId: string): Promise<void> {
      const messageRef = `${ref(contactId)}.m`;
      const entry = { ref: messageRef, kind: 'message', person: contactId, campaign: campaignId } as const;
      await engine.vault.put([{ ...entry, data: `wamid.${contactId}` }]);
      const evidence = { attempt: 1, messageHash: `hash-${contactId}`, messageRef, as: 'accepted' } as const;
      await contactDoes(engine, campaignId, contactId, { type: 'RecordAccepted', ...evidence, at: at() });
    },
    async refuse(contactId: string, code: string, details: string): Promise<void> {
      const errorRef = `${ref(contactId)}.e`;
      const entry = { ref: errorRef, kind: 'error', person: contactId, campaign: campaignId } as const;
      await engine.vault.put([{ ...entry, data: details }]);
      const error = { code, ref: errorRef };
      await contactDoes(engine, campaignId, contactId, {
        type: 'RecordRefused',
        attempt: 1,
        error,
        retry: null,
        final: 'error',
      });
    },
    deliver: (contactId: string) =>
      contactDoes(engine, campaignId, contactId, {
        type: 'RecordStatus',
        status: 'delivered',
        attempt: 1,
        messageHash: `hash-${contactId}`,
        messageRef: `${ref(contactId)}.m`,
        statusAt: at(),
        as: 'accepted',
      }),
    lose: (contactId: string) =>
      contactDoes(engine, campaignId, contactId, { type: 'RecordUnknownOutcome', attempt: 1 }),
  };
}
