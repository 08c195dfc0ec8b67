import { instant } from '@arauto/clock';
import type { KnownCampaign, KnownContact } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import { errorInfo, finalContactState, type ProviderError, retryDelay, type SendOutcome } from '@arauto/whatsapp';
import type { Consequences } from './consequences';
import type { ContactLog } from './contact-log';
import type { DispatchDeps } from './deps';
import { persist } from './persist';
import type { Turn } from './turn';

interface Plan {
  readonly retry: { readonly dueAt: string; readonly class: string; readonly consumesAttempt: boolean } | null;
  /** The code's own retries are used up. */
  readonly exhausted: boolean;
}

/** Classes that mean something beyond the contact at the first sight of them. */
const AT_ONCE: ReadonlySet<string> = new Set(['suppress', 'pause_campaign', 'pause_number', 'pause_account']);

/**
 * Brings what became of an attempt into the log, tried until it is there: vault first, since a message id and a provider's words are
 * personal data. Each answers the position of what it wrote.
 */
export class Outcomes {
  constructor(
    private readonly deps: DispatchDeps,
    private readonly contacts: ContactLog,
    private readonly consequences: Consequences,
  ) {}

  /** Everything that can fail is inside of what is tried again: a known acceptance must not become an unknown outcome. */
  async accepted(
    { campaignId, contactKey, campaign, person, test }: Turn,
    { attempt, facts }: KnownContact,
    { messageId, as }: Extract<SendOutcome, { kind: 'accepted' }>,
  ): Promise<Position> {
    const messageRef = `${facts.ref}.m${attempt}`;
    const at = instant(this.deps.clock.now());
    const { position } = await this.surely(async () => {
      const messageHash = await this.deps.connections.messageHash(campaign.subaccountId, messageId);
      await this.deps.vault.put([{ ref: messageRef, kind: 'message', person, campaign: campaignId, data: messageId }]);
      return this.contacts.execute(campaignId, contactKey, {
        type: 'RecordAccepted',
        attempt,
        messageHash,
        messageRef,
        as,
        at,
      });
    });
    if (!test) this.consequences.accepted(campaignId);
    return position;
  }

  async refused(turn: Turn, contact: KnownContact, error: ProviderError): Promise<Position> {
    const { campaignId, contactKey, campaign, person } = turn;
    const { attempt, facts } = contact;
    const { retry, exhausted } = turn.test
      ? { retry: null, exhausted: false }
      : this.plan(campaign, contact, error.code);
    const ref = `${facts.ref}.e${attempt}`;
    const { position } = await this.surely(async () => {
      await this.deps.vault.put([{ ref, kind: 'error', person, campaign: campaignId, data: error.details }]);
      return this.contacts.execute(campaignId, contactKey, {
        type: 'RecordRefused',
        attempt,
        error: { code: error.code, ref },
        retry,
        final: finalContactState(errorInfo(error.code), false) === 'sending_failed' ? 'sending_failed' : 'error',
      });
    });
    await this.follow(turn, facts.ref, error.code, exhausted);
    return position;
  }

  /**
   * @param claim may not be in the log at all
   * @param restMs so long it is not tried again
   */
  async withdrawn(
    { campaignId, contactKey }: Turn,
    claim: string,
    reason: 'gate_closed' | 'too_late' | 'could_not_call',
    restMs: number,
  ): Promise<Position> {
    const { position } = await this.surely(() =>
      this.contacts.execute(campaignId, contactKey, {
        type: 'WithdrawAttempt',
        claim,
        reason,
        dueAt: instant(this.deps.clock.now() + restMs),
      }),
    );
    return position;
  }

  /** A test says nothing about its campaign, so that it is no part of a streak. */
  private async follow(turn: Turn, phoneRef: string, code: string, exhausted: boolean): Promise<void> {
    if (turn.test && !AT_ONCE.has(errorInfo(code).policy.class)) return;
    const { campaignId, contactKey, campaign, person, senderId } = turn;
    const { subaccountId } = campaign;
    const mostInARow = campaign.settings.guardRails?.maxErrorsInARow ?? null;
    const failure = {
      ...(mostInARow !== null && !turn.test && { mostInARow }),
      ...{ campaignId, contactKey, person, subaccountId, senderId, code, afterAcceptance: false, exhausted },
      ...{ phoneRef, at: this.deps.clock.now(), afterResumes: campaign.resumes },
    };
    await this.consequences.failed(failure);
  }

  /** Retries by cause: the class of the code says when, the campaign's policy says how often. */
  private plan(campaign: KnownCampaign, contact: KnownContact, code: string): Plan {
    const { policy } = errorInfo(code);
    const { maxAttempts, scale } = campaign.settings.retryPolicy;
    const dueAt = (delay: number) => instant(this.deps.clock.now() + delay);
    const waitsForAPerson = (cls: string | undefined) => cls?.startsWith('pause_') === true;
    const pausing = { retry: { dueAt: dueAt(5000 * scale), class: 'paused', consumesAttempt: false }, exhausted: true };
    if (waitsForAPerson(policy.class)) return pausing;
    const delay = retryDelay(policy, failuresOf(contact, policy.class), this.deps.random.fraction(), scale);
    const spent = delay === null || (delay.consumesAttempt && contact.attemptsUsed >= maxAttempts);
    if (!spent) {
      return {
        retry: { dueAt: dueAt(delay.delayMs), class: policy.class, consumesAttempt: delay.consumesAttempt },
        exhausted: false,
      };
    }
    return waitsForAPerson(policy.then) && delay === null ? pausing : { retry: null, exhausted: delay === null };
  }

  private surely<Result>(work: () => Promise<Result>): Promise<Result> {
    const failed = (error: unknown) => this.deps.log('the outcome of an attempt could not be stored yet', { error });
    return persist(work, this.deps.clock, failed);
  }
}

/** This failure and those of its kind before it. A maintenance costs no attempt, so that only how often it was met ends it. */
function failuresOf({ attemptsUsed, putOff }: KnownContact, reason: string): number {
  if (reason !== 'maintenance') return attemptsUsed;
  return putOff?.class === reason ? putOff.times + 1 : 1;
}
