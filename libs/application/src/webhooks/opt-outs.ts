import type { Clock, Random } from '@arauto/clock';
import {
  type LiftSuppressionCommand,
  OptOutDetector,
  type OptOutHeard,
  type OptOutLists,
  stream,
  suppressionDecider,
  type SuppressPersonCommand,
} from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import { type PersonKey, type Vault, type VaultEntry, waIdCanonical } from '@arauto/privacy';
import type { InboundContent, InboundElement, PreferenceElement } from '@arauto/whatsapp';
import type { IdentityLearner } from '../identities/learn-identities';
import type { Identities } from '../identities/identities';
import { ProviderLog, stampOf } from './provider-log';

export interface OptOutDeps {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly identities: Identities;
  readonly learner: IdentityLearner;
  readonly lists: OptOutLists;
}

/** Which message of which conversation. */
interface WhereSaid {
  readonly subaccountId: string;
  readonly senderId: string;
  readonly person: PersonKey;
  readonly messageHash: string;
}

/** What was said, by whom and when. */
interface Said extends Pick<SuppressPersonCommand, 'source' | 'reason' | 'evidence'> {
  readonly says: 'stop' | 'start';
  readonly subaccountId: string;
  readonly person: PersonKey;
  /** WhatsApp id, where the person is known by one. */
  readonly waId: string | undefined;
  /** Milliseconds; null where nobody says: now. */
  readonly at: number | null;
}

/** Opt-outs from marketing messages, and their opposite, as people and the platform's own switch tell them. */
export class OptOuts {
  private readonly detector: OptOutDetector;
  private readonly log: ProviderLog;

  constructor(private readonly deps: OptOutDeps) {
    this.detector = new OptOutDetector(deps.lists);
    this.log = new ProviderLog(deps.store, deps.random);
  }

  /** What a message asks for, if it is an opt-out or its opposite. */
  heardIn(element: InboundContent): OptOutHeard | undefined {
    return this.detector.hear(element);
  }

  /**
   * Takes in what was heard in a message that is in the conversation, or in what it was edited to. Said again with the same stamp it adds nothing, so that a message
   * that is delivered twice is heard once, and one is heard whose first delivery broke off.
   */
  async take(
    { says, source }: OptOutHeard,
    { subaccountId, senderId, person, messageHash }: WhereSaid,
    element: Pick<InboundElement, 'at' | 'from'>,
  ): Promise<void> {
    await this.say({
      ...{ subaccountId, person, says, source, at: element.at, waId: element.from },
      reason: `${says === 'stop' ? 'opt_out' : 'opt_in'}_${source}`,
      evidence: `${stream.conversation(senderId, person)} ${messageHash}`,
    });
  }

  /** What a person chose in the app: the platform refuses marketing messages by it, whatever we do. */
  async prefer(subaccountId: string, { from, userId, category, value, at }: PreferenceElement): Promise<void> {
    const id = from ?? userId;
    if (id === undefined) return;
    await this.deps.learner.learn(subaccountId, { ids: [from, userId] });
    if (category !== 'marketing_messages') return;
    const person = await this.deps.identities.keyOfId(subaccountId, id);
    const says = value === 'stop' ? 'stop' : 'start';
    const said = { source: 'platform', reason: 'user_preferences', evidence: null } as const;
    await this.say({ ...said, subaccountId, person, says, at, waId: from });
  }

  private async say(said: Said): Promise<void> {
    const at = stampOf(said.at, this.deps.clock);
    const { source, reason, evidence, subaccountId, person } = said;
    const phone = said.says === 'stop' ? this.phoneEntry(said) : undefined;
    const command: SuppressPersonCommand | LiftSuppressionCommand =
      said.says === 'stop'
        ? { type: 'SuppressPerson', category: 'marketing', source, reason, evidence, at, ref: phone?.ref ?? null }
        : { type: 'LiftSuppression', category: 'marketing', source, evidence, at };
    // Nothing is kept of what was said before: its person may have been erased since.
    const keep = phone && (() => this.deps.vault.put([phone]));
    await this.log.tell(suppressionDecider, stream.suppression(subaccountId, person), command, subaccountId, keep);
  }

  /** One a person, for the list of who must not be messaged; none of who is known by a user id alone. */
  private phoneEntry({ subaccountId, person, waId }: Said): VaultEntry | undefined {
    const canonical = waId === undefined ? undefined : waIdCanonical(waId);
    if (canonical === undefined) return undefined;
    const ref = `${subaccountId}.${person}.suppressed`;
    return { ref, kind: 'text', person, campaign: null, phone: `+${canonical}`, data: null };
  }
}
