import { instant } from '@arauto/clock';
import { campaignDecider, senderDecider, stream, suppressionDecider, templateIdOf } from '@arauto/domain';
import { duty, execute, type JsonObject, metadataOf } from '@arauto/event-store';
import { campaignsView } from '@arauto/read-models/operational';
import { errorInfo } from '@arauto/whatsapp';
import type { DispatchDeps, Owners } from './deps';
import { persist } from './persist';

const ACTOR = duty('guard');

/** How many contacts of a campaign in a row may end with one code that is not about them, before the campaign pauses. */
const STREAK = 20;

/** An attempt that failed. */
interface Failure {
  readonly campaignId: string;
  readonly contactKey: string;
  /** The personKey: another than the contact's own key where it is a test. */
  readonly person: string;
  readonly subaccountId: string;
  readonly senderId: string;
  readonly code: string;
  /**
   * Told by a status. Nothing is tried again then, so that what the table names for after the retries needs a streak instead: one
   * message in a thousand that fails so must not stop the other thousand.
   */
  readonly afterAcceptance: boolean;
  /** The code's own retries are used up, so that what the table names next holds. */
  readonly exhausted: boolean;
  /** Vault ref of the contact, whose phone people read in the list of suppressions. */
  readonly phoneRef: string;
  /** The instant of the failure, milliseconds. */
  readonly at: number;
  /** How often its campaign had been resumed when the call was made; undefined where that is not known. */
  readonly afterResumes?: number;
  /** So many refusals in a row its campaign bears, whatever for; undefined where it does not say. */
  readonly mostInARow?: number;
}

/**
 * What an error means beyond the contact that met it: the person goes on the suppression list; the campaign, the number or the
 * account pauses until a person mends it. Saying the same twice adds nothing.
 */
export class Consequences {
  /** Refusals and failures after acceptance are counted apart: a number that takes every message may deliver none. */
  private readonly refusals = new Map<string, Streak>();
  private readonly failures = new Map<string, Streak>();
  /** By campaign, refusals whatever for. */
  private readonly inARow = new Map<string, number>();

  constructor(
    private readonly deps: Pick<DispatchDeps, 'store' | 'views' | 'clock' | 'random'> & {
      readonly owners: Pick<Owners, 'accountOf'>;
    },
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** A message of the campaign was accepted: whatever was refused before is no longer a streak. */
  accepted(campaignId: string): void {
    this.refusals.delete(campaignId);
    this.inARow.delete(campaignId);
  }

  /** A message of the campaign reached somebody: whatever failed after acceptance is no longer a streak. */
  arrived(campaignId: string): void {
    this.failures.delete(campaignId);
  }

  async failed(failure: Failure): Promise<void> {
    if (this.isLastInARow(failure)) await this.pauseForRow(failure);
    const { policy, advice } = errorInfo(failure.code);
    const held = failure.exhausted && policy.then !== undefined ? policy.then : policy.class;
    switch (held) {
      case 'suppress':
        return this.suppress(failure);
      case 'pause_campaign':
        return this.pauseCampaign(failure.campaignId, `error_${failure.code}`, advice, failure.afterResumes);
      case 'pause_number':
        return this.pauseSender(failure.senderId, failure.code, advice);
      case 'pause_account':
        return this.pauseAccount(failure.senderId, failure.code, advice);
      default: {
        const then = failure.afterAcceptance ? (policy.ifRepeated ?? policy.then) : policy.ifRepeated;
        const streaks = failure.afterAcceptance ? this.failures : this.refusals;
        if (then === 'pause_campaign' && isStreak(streaks, failure.campaignId, failure.code)) {
          return this.pauseCampaign(failure.campaignId, `error_${failure.code}`, advice, failure.afterResumes);
        }
      }
    }
  }

  private isLastInARow({ campaignId, mostInARow }: Failure): boolean {
    if (mostInARow === undefined) return false;
    const length = (this.inARow.get(campaignId) ?? 0) + 1;
    this.inARow.set(campaignId, length);
    return length >= mostInARow;
  }

  /** The row ends with the pause: whoever lets the campaign go on has seen it. */
  private pauseForRow({ campaignId, mostInARow, afterResumes }: Failure): Promise<void> {
    this.inARow.delete(campaignId);
    const remedy = `The last ${mostInARow} messages were refused, one after the other. Look at the errors by cause and mend them, then resume the campaign, or cancel it.`;
    return this.pauseCampaign(campaignId, 'guard_errors_in_a_row', remedy, afterResumes);
  }

  /** The person opted out at the platform. */
  private async suppress(failure: Failure): Promise<void> {
    const { campaignId, contactKey, person, subaccountId, code, phoneRef: ref } = failure;
    const evidence = stream.contact(campaignId, contactKey);
    const at = instant(Math.min(failure.at, this.deps.clock.now()));
    const said = { source: 'platform', reason: `error_${code}`, evidence, ref, at } as const;
    const command = { type: 'SuppressPerson', category: 'marketing', ...said } as const;
    const name = stream.suppression(subaccountId, person);
    await this.certainly(() => execute(this.deps.store, suppressionDecider, name, command, this.options(campaignId)));
  }

  /**
   * @param reason a stable code; saying it again adds nothing
   * @param afterResumes of the campaign, when that came about which it is paused for
   */
  async pauseCampaign(campaignId: string, reason: string, remedy: string, afterResumes?: number): Promise<void> {
    const since = afterResumes === undefined ? {} : { afterResumes };
    const command = { type: 'PauseCampaign', by: 'system', reason, remedy, ...since } as const;
    const name = stream.campaign(campaignId);
    await this.certainly(() => execute(this.deps.store, campaignDecider, name, command, this.options(campaignId)));
  }

  /** Pauses every campaign that is sending and that `concerns`. */
  async pauseCampaigns(
    concerns: (campaign: { readonly senderIds: readonly string[]; readonly templateId: string | null }) => boolean,
    reason: string,
    remedy: string,
  ): Promise<void> {
    const query = { where: [{ field: 'status', equals: 'sending' }], fields: ['senderIds', 'content'] } as const;
    await this.certainly(async () => {
      for await (const page of this.deps.views.stream(campaignsView, query)) {
        for (const { id, doc } of page) {
          const { senderIds, content } = doc;
          if (concerns({ senderIds, templateId: templateIdOf(content) })) await this.pauseCampaign(id, reason, remedy);
        }
      }
    });
  }

  async pauseSender(senderId: string, code: string, remedy: string): Promise<void> {
    const command = { type: 'PauseSender', by: 'system', reason: `error_${code}`, remedy } as const;
    const name = stream.sender(senderId);
    await this.certainly(() => execute(this.deps.store, senderDecider, name, command, this.options(senderId)));
    await this.pauseCampaignsOf(senderId, `error_${code}`, remedy);
  }

  /** Every campaign that is sent from a number alone: of several the others go on. */
  pauseCampaignsOf(senderId: string, reason: string, remedy: string): Promise<void> {
    return this.pauseCampaigns(({ senderIds }) => senderIds.every((id) => id === senderId), reason, remedy);
  }

  /** Every number of the same business account that is the same owner's: whoever else names the account has no part in it. */
  async pauseAccount(senderId: string, code: string, remedy: string): Promise<void> {
    await this.certainly(async () => {
      for (const id of await this.deps.owners.accountOf(senderId)) await this.pauseSender(id, code, remedy);
    });
  }

  private certainly<Result>(work: () => Promise<Result>): Promise<Result> {
    return persist(work, this.deps.clock, this.onFailure);
  }

  /** @param about the campaign or sender that it befell */
  private options(about: string): { eventId: () => string; metadata: JsonObject; retries: 'forever' } {
    const metadata = metadataOf({ actor: ACTOR, correlationId: about });
    return { eventId: () => this.deps.random.uuid(), metadata, retries: 'forever' };
  }
}

interface Streak {
  readonly code: string;
  readonly length: number;
}

function isStreak(streaks: Map<string, Streak>, campaignId: string, code: string): boolean {
  const streak = streaks.get(campaignId);
  const length = streak?.code === code ? streak.length + 1 : 1;
  streaks.set(campaignId, { code, length });
  return length >= STREAK;
}
