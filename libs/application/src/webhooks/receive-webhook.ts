import { type Clock, instant, type Random } from '@arauto/clock';
import type { Consequences, ContactLog } from '@arauto/dispatch';
import {
  type ContactCommand,
  type KnownCampaign,
  type KnownContact,
  isTestContact,
  type KnownSender,
  type MessageAlias,
  parseCallbackData,
  personOf,
  senderOfAttempt,
  stream,
  type UnmatchedReceived,
} from '@arauto/domain';
import { type EventStore, namedId, newestFirst } from '@arauto/event-store';
import type { Vault, VaultEntry } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import {
  type ErrorInfo,
  errorInfo,
  finalContactState,
  providerKind,
  retryDelay,
  type StatusElement,
  type WebhookElement,
} from '@arauto/whatsapp';
import type { InboundMessages, Taken } from '../conversations/inbound-messages';
import { messageOwners } from '../conversations/message-owners';
import type { IdentityLearner } from '../identities/learn-identities';
import type { Identities } from '../identities/identities';
import { Addressees, type NamedElement } from './addressees';
import { CurrentCampaigns } from './current-campaigns';
import type { ForeignCallbacks } from './foreign-callbacks';
import type { PlatformChanges } from './platform-changes';
import { byProvider, stampOf } from './provider-log';
import type { Addressee, SenderDirectory } from './sender-directory';
import type { WebhookArrivals } from './webhook-arrivals';

/** What routing a webhook needs. */
export interface WebhookDeps {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly views: ViewReader;
  readonly clock: Clock;
  readonly random: Random;
  readonly contacts: ContactLog;
  readonly identities: Identities;
  readonly consequences: Consequences;
  readonly changes: PlatformChanges;
  readonly directory: SenderDirectory;
  readonly foreign: ForeignCallbacks;
  readonly inbound: InboundMessages;
  readonly learner: IdentityLearner;
  readonly arrivals: Pick<WebhookArrivals, 'heard'>;
}

interface OwnContact {
  readonly campaignId: string;
  readonly contactKey: string;
  readonly attempt: number;
  readonly contact: KnownContact;
}

/** Elements of a body that are taken in at once; the platform puts up to 1,000 into one. Source: Meta's documentation, *Webhooks*. */
const TOGETHER = 1000;

/**
 * Takes in one verified body: every element becomes events, or goes to the stream of the unmatched. When it resolves, all of it is
 * durable and the provider may be told so; when it throws, nothing may be acknowledged.
 */
export class WebhookReceiver {
  /**
   * Campaigns whose policy and sender a status needs, up to a second old: the sender changes only before the start, when nothing but tests
   * is out, and whether the policy tries again is decided on the campaign as it is now.
   */
  private readonly campaigns = new Map<string, { readonly campaign: KnownCampaign; readonly readAt: number }>();
  private readonly current: CurrentCampaigns;

  constructor(private readonly deps: WebhookDeps) {
    this.current = new CurrentCampaigns(deps.store);
  }

  /**
   * Many at once: the store groups what waits, and the statuses of one contact queue up behind each other. Not all of a body of tens of
   * thousands: it would stop everything else for seconds, and lie in memory whole.
   * @param senderId whose address it came to, and whose secret has verified it; the elements may be for others
   * @throws WebhookNotJson; a store error, after which the provider tries again
   */
  async receive(senderId: string, sender: KnownSender, rawBody: Buffer): Promise<void> {
    const addressed = { senderId, sender };
    const addressees = new Addressees(this.deps.directory, addressed);
    const elements = providerKind(sender.provider).webhooks.parse(rawBody);
    let failure: PromiseRejectedResult | undefined;
    for (let from = 0; from < elements.length; from += TOGETHER) {
      const together = elements.slice(from, from + TOGETHER);
      const taken = together.map((element) => this.receiveElement(addressed, addressees, element));
      failure ??= (await Promise.allSettled(taken)).find((each) => each.status === 'rejected');
    }
    if (failure) throw failure.reason;
  }

  /** Tries an element that had been put aside again: the contact it belongs to, or undefined. */
  async matchAgain(senderId: string, sender: KnownSender, element: NamedElement): Promise<string | undefined> {
    const addressed = { senderId, sender };
    const whose = await new Addressees(this.deps.directory, addressed).of(element);
    const [first] = whose;
    if (!first) return undefined;
    if (element.kind === 'status') {
      const found = await this.find(first.senderId, first.sender, element);
      if (!found) return undefined;
      await this.apply(first.senderId, first.sender, found, element);
      return stream.contact(found.campaignId, found.contactKey);
    }
    if (element.kind === 'correction') {
      const taken = await this.deps.inbound.correct(first.senderId, first.sender, element);
      return taken === 'taken' ? stream.sender(first.senderId) : undefined;
    }
    await this.take(whose, element);
    await this.deps.foreign.explained(addressed, element);
    return stream.sender(first.senderId);
  }

  private async receiveElement(addressed: Addressee, addressees: Addressees, element: WebhookElement): Promise<void> {
    const { arrivals } = this.deps;
    if (element.kind === 'ignored') return arrivals.heard(addressed.senderId);
    if (element.kind === 'malformed') {
      arrivals.heard(addressed.senderId);
      return this.putAside(addressed, 'malformed', null, element);
    }
    const whose = await addressees.of(element);
    for (const { senderId } of whose) arrivals.heard(senderId);
    if (whose.length === 0) return this.receiveForeign(addressed, element);
    await this.take(whose, element);
    if (addressed.sender.foreign.length > 0) await this.deps.foreign.explained(addressed, element);
  }

  private async take(whose: readonly Addressee[], element: NamedElement): Promise<void> {
    const { senderId, sender } = whose[0]!;
    switch (element.kind) {
      case 'status':
        return this.receiveStatus(senderId, sender, element);
      case 'inbound':
        return this.orPutAside(whose[0]!, element, await this.deps.inbound.receive(senderId, sender, element));
      case 'correction':
        return this.orPutAside(whose[0]!, element, await this.deps.inbound.correct(senderId, sender, element));
      case 'identity':
        return this.deps.learner.learn(sender.subaccountId, element);
      default:
        return this.deps.changes.receive(whose, element);
    }
  }

  private async orPutAside(addressed: Addressee, element: NamedElement, taken: Taken): Promise<void> {
    if (taken === 'taken') return;
    await this.putAside(addressed, taken === 'unknown' ? 'unknown_message' : 'malformed', null, element);
  }

  /** It names a number or an account that nobody with this secret is registered with: kept, and seen. */
  private async receiveForeign(addressed: Addressee, element: NamedElement): Promise<void> {
    const { sender } = addressed;
    const messageHash =
      element.kind === 'status' || element.kind === 'inbound'
        ? await this.deps.identities.messageHash(sender.subaccountId, element.messageId)
        : null;
    await this.putAside(addressed, 'foreign_number', messageHash, element);
    await this.deps.foreign.received(addressed, element);
  }

  private async receiveStatus(senderId: string, sender: KnownSender, status: StatusElement): Promise<void> {
    const found = await this.find(senderId, sender, status);
    if (found) return this.apply(senderId, sender, found, status);
    await this.learn(sender.subaccountId, status);
    const messageHash = await this.deps.identities.messageHash(sender.subaccountId, status.messageId);
    const reason = status.callbackData === undefined ? 'unknown_message' : 'foreign_callback';
    return this.putAside({ senderId, sender }, reason, messageHash, status);
  }

  /** By callback data, whose attempt must be this sender's; else by the message index. */
  private async find(senderId: string, sender: KnownSender, status: StatusElement): Promise<OwnContact | undefined> {
    const named = parseCallbackData(status.callbackData);
    if (named && (await this.campaignOf(named.campaignId))?.settings.senderIds.includes(senderId)) {
      const contact = await this.deps.contacts.state(named.campaignId, named.contactKey);
      if (contact.status === 'known' && isFrom(senderId, contact, named.attempt)) return { ...named, contact };
    }
    const messageHash = await this.deps.identities.messageHash(sender.subaccountId, status.messageId);
    const sent = (await messageOwners(this.deps.views, [messageHash])).get(messageHash);
    if (sent?.senderId !== senderId) return undefined;
    const { campaignId, contactKey, attempt } = sent;
    const contact = await this.deps.contacts.state(campaignId, contactKey);
    return contact.status === 'none' ? undefined : { campaignId, contactKey, attempt, contact };
  }

  private async apply(senderId: string, sender: KnownSender, found: OwnContact, status: StatusElement): Promise<void> {
    const { campaignId, contactKey, attempt, contact } = found;
    const { subaccountId } = sender;
    const messageRef = `${contact.facts.ref}.m${attempt}`;
    const entries: VaultEntry[] = [];
    // Acceptance is never taken back, so that a contact that has it needs neither the id nor its name again.
    const accepted = contact.accepted.includes(attempt);
    const messageHash = accepted ? '' : await this.deps.identities.messageHash(subaccountId, status.messageId);
    const person = personOf(contactKey, contact);
    const mine = { person, campaign: campaignId };
    if (!accepted) entries.push({ ...mine, ref: messageRef, kind: 'message', data: status.messageId });
    const statusAt = stampOf(status.at, this.deps.clock);
    const as = providerKind(sender.provider).takes;
    const told = { type: 'RecordStatus', attempt, messageHash, messageRef, as, statusAt } as const;
    const code = status.errors[0]?.code ?? 'unknown';
    let command: ContactCommand;
    if (status.status === 'failed') {
      const ref = `${contact.facts.ref}.f${attempt}`;
      entries.push({ ...mine, ref, kind: 'error', data: status.errors[0]?.details ?? '' });
      command = { ...told, ...(await this.failureOf(campaignId, contactKey, contact, code, ref)) };
    } else {
      const alias = contact.aliasOf === attempt ? undefined : await this.aliasOf(senderId, subaccountId, status);
      const more = { ...(status.pricing && { pricing: status.pricing }), ...(alias && { alias }) };
      command = { ...told, status: status.status, ...more };
    }
    if (entries.length > 0) await this.deps.vault.put(entries);
    await this.learn(subaccountId, status, found);
    const { events } = await this.deps.contacts.execute(campaignId, contactKey, command);
    if (status.status === 'delivered' || status.status === 'read') this.deps.consequences.arrived(campaignId);
    if (status.status !== 'failed') return;
    // An opt-out told again is heard again, and adds nothing unless its first delivery broke off.
    if (events.length === 0 && errorInfo(code).policy.class !== 'suppress') return;
    const failure = {
      ...{ campaignId, contactKey, person, subaccountId, senderId, code, afterAcceptance: true, exhausted: false },
      ...{ phoneRef: contact.facts.ref, at: status.at },
    };
    await this.deps.consequences.failed(failure);
  }

  /** What comes late is told by the other id alone. */
  private async aliasOf(
    senderId: string,
    subaccountId: string,
    { messageId, otherId }: StatusElement,
  ): Promise<MessageAlias | undefined> {
    if (otherId === undefined || otherId === messageId) return undefined;
    return { messageHash: await this.deps.identities.messageHash(subaccountId, otherId), senderId };
  }

  /** After acceptance a failure is final, unless the campaign's policy names the code and it can still send. A test is one attempt. */
  private async failureOf(
    campaignId: string,
    contactKey: string,
    contact: KnownContact,
    code: string,
    ref: string,
  ): Promise<Pick<Extract<ContactCommand, { status: 'failed' }>, 'status' | 'error' | 'final' | 'retry'>> {
    const info = errorInfo(code);
    const final = finalContactState(info, true) === 'sending_failed' ? 'sending_failed' : 'delivery_failed';
    const named = (await this.campaignOf(campaignId))?.settings.retryPolicy.retryAfterAcceptance.includes(code);
    const retry = named && !isTestContact(contactKey) ? await this.retryOf(campaignId, contact, info) : null;
    return { status: 'failed', error: { code, ref }, final, retry };
  }

  /** Decided on the campaign as it is now: in one that was canceled a moment ago the contact would wait for ever. */
  private async retryOf(
    campaignId: string,
    contact: KnownContact,
    { code, policy }: ErrorInfo,
  ): Promise<{ readonly dueAt: string; readonly class: string } | null> {
    const campaign = await this.current.now(campaignId);
    if (campaign.status !== 'sending' && campaign.status !== 'paused') return null;
    const { maxAttempts, scale, retryAfterAcceptance } = campaign.settings.retryPolicy;
    if (!retryAfterAcceptance.includes(code)) return null;
    const attemptsUsed = Math.max(1, contact.attemptsUsed);
    const again = retryDelay(policy, attemptsUsed, this.deps.random.fraction(), scale);
    if (!again || (again.consumesAttempt && attemptsUsed >= maxAttempts)) return null;
    return { dueAt: instant(this.deps.clock.now() + again.delayMs), class: policy.class };
  }

  private async campaignOf(campaignId: string): Promise<KnownCampaign | undefined> {
    const now = this.deps.clock.monotonic();
    const held = this.campaigns.get(campaignId);
    if (held && now - held.readAt < 1000) return held.campaign;
    const campaign = await this.current.now(campaignId);
    if (campaign.status === 'none') return undefined;
    if (this.campaigns.size > 1000) this.campaigns.clear();
    this.campaigns.set(campaignId, { campaign, readAt: now });
    return campaign;
  }

  /** The recipient's user id and number are one person's; the contact whom the message went to is, too. */
  private learn(subaccountId: string, status: StatusElement, found?: OwnContact): Promise<void> | undefined {
    const { recipientId, recipientUserId } = status;
    if (recipientUserId === undefined) return undefined;
    const contact = found && !isTestContact(found.contactKey) ? contactOf(found) : undefined;
    return this.deps.learner.learn(subaccountId, { contact, ids: [recipientId, recipientUserId] });
  }

  /** Never dropped, never a failure of its batch: it waits in a stream of its own until it matches. Delivered again it is the same. */
  private async putAside(
    { senderId, sender }: Addressee,
    reason: UnmatchedReceived['data']['reason'],
    messageHash: string | null,
    element: WebhookElement,
  ): Promise<void> {
    const key = await this.deps.identities.messageHash(sender.subaccountId, JSON.stringify(element));
    const name = stream.unmatched(senderId, key);
    // What it holds may have been erased since: coming again, it does not come back.
    for await (const _ of newestFirst(this.deps.store, name)) return;
    const ref = `${senderId}.${key}.unmatched`;
    const id = whoIn(element);
    const person = id === undefined ? null : await this.deps.identities.keyOfId(sender.subaccountId, id);
    await this.deps.vault.put([{ ref, kind: 'inbound', person, campaign: null, data: element }]);
    const receivedAt = instant(this.deps.clock.now());
    const event = {
      id: namedId(name, 'UnmatchedReceived'),
      type: 'UnmatchedReceived',
      data: { reason, messageHash, ref, receivedAt },
      metadata: byProvider(senderId),
    };
    await this.deps.store.append(name, [event], { expected: 'noStream' });
  }
}

/** The person whom an element is about, by one of its ids. */
function whoIn(element: WebhookElement): string | undefined {
  switch (element.kind) {
    case 'status':
      return element.recipientId ?? element.recipientUserId;
    case 'inbound':
    case 'correction':
    case 'preference':
      return element.from ?? element.userId;
    case 'identity':
      return element.ids[0];
    default:
      return undefined;
  }
}

/** Whether a number made an attempt: each of a campaign's numbers is told of its own. */
function isFrom(senderId: string, contact: KnownContact, attempt: number): boolean {
  return attempt <= contact.attempt && senderOfAttempt(contact, attempt) === senderId;
}

function contactOf({ contactKey: key, contact }: OwnContact): { readonly key: string; readonly ref: string } {
  return { key, ref: contact.facts.ref };
}
