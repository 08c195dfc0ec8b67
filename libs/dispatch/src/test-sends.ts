import {
  type Campaign,
  type CampaignEvent,
  type ContactCommand,
  contactDocumentId,
  type FrozenTemplate,
  frozenTemplate,
  isWaiting,
  type KnownCampaign,
  type KnownContact,
  personOf,
  type Sender,
  type SenderEvent,
  templateAggregate,
  type TemplateStatus,
} from '@arauto/domain';
import { load, type Position } from '@arauto/event-store';
import type { VaultEntry } from '@arauto/privacy';
import type { Attempts } from './attempt';
import type { ContactLog } from './contact-log';
import type { DispatchDeps, KnownSender } from './deps';
import type { KnownPersons } from './known-persons';
import type { Admission, Lanes } from './lanes';
import type { LiveFold } from './live-folds';
import type { NumberTrouble } from './number-trouble';
import { errorText, persist } from './persist';
import type { Turn, TurnResult } from './turn';

/** Milliseconds that a test may wait for its turn: somebody looks at a screen meanwhile. */
const PATIENCE = 60_000;
/** A test that was asked for longer ago, because the engine was away, would come as a surprise. */
const TOO_OLD = 10 * 60_000;
/** Longest sleep between two looks, milliseconds. */
const LOOK_AGAIN = 250;

/** What a test goes through like any message. */
interface Parts {
  readonly attempts: Attempts;
  readonly lanes: Lanes;
  readonly trouble: NumberTrouble;
  readonly campaigns: LiveFold<Campaign, CampaignEvent>;
  readonly senders: LiveFold<Sender, SenderEvent>;
  readonly persons: Pick<KnownPersons, 'others' | 'suppressedSince' | 'learnedSince'>;
  /** How far the log was heard of. */
  readonly heardUpTo: () => Position;
}

/** A test that waits, with what it is made of. */
interface Test {
  readonly campaignId: string;
  readonly contactKey: string;
  readonly campaign: KnownCampaign;
  readonly contact: KnownContact;
  readonly senderId: string;
  readonly sender: Sender;
  readonly template: { readonly status: TemplateStatus | 'none'; readonly frozen: FrozenTemplate | null };
  readonly entry: VaultEntry | undefined;
}

interface Running {
  readonly campaignId: string;
  /** False: its campaign was paused or ended meanwhile, and nothing more may be written. */
  open: boolean;
  ended: Promise<void>;
}

/**
 * Test messages: one attempt each, outside the due queue and its retries, within every limit that holds for the number and the person.
 * Each comes to an end: what cannot be sent soon is not sent. One whose process dies is sent when it is handed over again, and once at
 * most, since the claim is the lock here, too.
 */
export class TestSends {
  private readonly running = new Map<string, Running>();
  private ready!: () => void;
  private readonly begun = new Promise<void>((resolve) => (this.ready = resolve));

  constructor(
    private readonly deps: DispatchDeps,
    private readonly contacts: ContactLog,
    private readonly parts: Parts,
    private readonly stopping: AbortSignal,
  ) {
    stopping.addEventListener('abort', () => this.ready(), { once: true });
  }

  /** The limits are known: tests that wait for that go on. */
  begin(): void {
    this.ready();
  }

  get size(): number {
    return this.running.size;
  }

  /** Resolves when the test has ended, or the engine stops; the same one twice is one. Never rejects. */
  send(campaignId: string, contactKey: string): Promise<void> {
    const id = contactDocumentId(campaignId, contactKey);
    const known = this.running.get(id);
    if (known) return known.ended;
    const running: Running = { campaignId, open: true, ended: Promise.resolve() };
    this.running.set(id, running);
    running.ended = this.toItsEnd(campaignId, contactKey, running)
      .catch(this.failed('a test message broke off'))
      .finally(() => this.running.delete(id));
    return running.ended;
  }

  /** Nothing of the campaign is written any more. */
  stop(campaignId: string): void {
    for (const running of this.running.values()) if (running.campaignId === campaignId) running.open = false;
  }

  async settled(): Promise<void> {
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
  }

  private async toItsEnd(campaignId: string, contactKey: string, running: Running): Promise<void> {
    const { clock } = this.deps;
    await this.begun;
    const deadline = clock.monotonic() + PATIENCE;
    while (!this.stopping.aborted) {
      running.open = true;
      const test = await this.surely(() => this.read(campaignId, contactKey));
      if (test === undefined) return;
      const end = this.whyNot(test) ?? (await this.attempt(test, running, deadline));
      if (end === 'done') return;
      if (end !== 'again') {
        await this.surely(() => this.contacts.execute(campaignId, contactKey, end));
        return;
      }
    }
  }

  /** Undefined: it has had its attempt, or has ended. */
  private async read(campaignId: string, contactKey: string): Promise<Test | undefined> {
    const { campaigns, senders } = this.parts;
    const contact = await this.contacts.state(campaignId, contactKey);
    const campaign = await campaigns.load(campaignId);
    if (!isWaiting(contact) || contact.status === 'none' || campaign.status === 'none') return undefined;
    const senderId = campaign.settings.senderIds[0] ?? '';
    const [sender, template, [entry]] = await Promise.all([
      senders.load(senderId),
      this.templateOf(campaign.settings.content.templateId),
      this.deps.vault.getMany([contact.facts.ref]),
    ]);
    return { campaignId, contactKey, campaign, contact, senderId, sender, template, entry };
  }

  /** As it is now: nothing is frozen before the start. */
  private async templateOf(templateId: string): Promise<Test['template']> {
    const { state: template } = await load(this.deps.store, templateAggregate, templateId);
    return { status: template.status, frozen: frozenTemplate(template) };
  }

  /** What ends a test before it is tried. */
  private whyNot({ campaign, contact, sender, template }: Test): ContactCommand | undefined {
    if (campaign.status === 'canceling' || campaign.status === 'canceled') return { type: 'CancelContact' };
    const askedAt = contact.dueAt === null ? 0 : Date.parse(contact.dueAt);
    const mayBeSent = TESTABLE.has(campaign.status) && this.deps.clock.now() - askedAt <= TOO_OLD;
    if (!mayBeSent || sender.status === 'none' || sender.status === 'paused') return unsent('ENG_TEST_UNSENT');
    return template.status === 'approved' ? undefined : unsent(TEMPLATE_CODES[template.status]);
  }

  private async attempt(test: Test, running: Running, deadline: number): Promise<ContactCommand | 'done' | 'again'> {
    const { campaignId, contactKey, campaign, contact, senderId, sender, template, entry } = test;
    const admission = await this.admission(test, running, deadline);
    if (admission === 'again' || 'type' in admission) return admission;
    const known = sender as KnownSender;
    const { persons, heardUpTo } = this.parts;
    const person = personOf(contactKey, contact);
    const begunAt = heardUpTo();
    let others: readonly string[] = [];
    const unchanged = () =>
      !persons.suppressedSince(begunAt, campaign.subaccountId, person, others) &&
      !persons.learnedSince(begunAt, person, others);
    const result = await this.run(senderId, admission, {
      campaignId,
      campaign: { ...campaign, template: template.frozen },
      senderId,
      sender: known,
      currentSender: () => this.senderNow(senderId, known),
      contactKey,
      person,
      test: true,
      revision: undefined,
      uploaded: undefined,
      read: { suppression: true, conversation: true },
      otherKeys: async () => (others = await this.otherKeys(test)),
      category: () => template.frozen?.category ?? 'MARKETING',
      entry,
      gateOpen: () =>
        !this.stopping.aborted && running.open && this.senderNow(senderId, known).status !== 'paused' && unchanged(),
      place: admission.place,
      written: admission.written,
    });
    if (!AGAIN.has(result.end)) return 'done';
    const { clock } = this.deps;
    const left = deadline - clock.monotonic();
    await clock.sleep(Math.min(Math.max(LOOK_AGAIN, result.restMs), Math.max(0, left)), this.stopping);
    return this.stopping.aborted || clock.monotonic() < deadline ? 'again' : unsent('ENG_TEST_UNSENT');
  }

  private async run(senderId: string, admission: Admission, turn: Turn): Promise<TurnResult> {
    const at = this.deps.clock.monotonic();
    try {
      const result = await this.parts.attempts.run(turn);
      admission.ended(result.end, result.failure);
      this.parts.trouble.judge(senderId, at, result.end, result.trouble);
      return result;
    } catch (error) {
      // Nobody knows how far it came: its place in the ledgers is kept.
      admission.ended('unknown', null);
      throw error;
    }
  }

  /** Waits for its turn like any other message of the number and to the person; what waits for longer than people do ends. */
  private async admission(
    { campaignId, contactKey, contact, senderId, sender }: Test,
    running: Running,
    deadline: number,
  ): Promise<Admission | ContactCommand | 'again'> {
    const { lanes, trouble } = this.parts;
    const { clock } = this.deps;
    const own = { id: campaignId, messagesPerSecond: null };
    const person = personOf(contactKey, contact);
    while (running.open && !this.stopping.aborted) {
      const heldFor = trouble.heldFor(senderId);
      const admitted =
        heldFor > 0
          ? { waitMs: heldFor, reason: undefined }
          : lanes.admit(senderId, sender as KnownSender, own, person);
      if ('place' in admitted) return admitted;
      if (admitted.reason?.code === 'tier_full') return unsent('ENG_TIER');
      const left = deadline - clock.monotonic();
      const known = Number.isFinite(admitted.waitMs);
      if (left <= 0 || (known && admitted.waitMs > left)) return unsent('ENG_TEST_UNSENT');
      await clock.sleep(Math.max(1, Math.min(LOOK_AGAIN, admitted.waitMs)), this.stopping);
    }
    return 'again';
  }

  private async otherKeys({ campaign, contactKey, contact, entry }: Test): Promise<readonly string[]> {
    const person = { key: personOf(contactKey, contact), phone: entry?.phone ?? null };
    const [others] = await this.parts.persons.others(campaign.subaccountId, [person]);
    return others!;
  }

  private senderNow(senderId: string, known: KnownSender): KnownSender {
    const sender = this.parts.senders.peek(senderId);
    return sender && sender.status !== 'none' ? sender : known;
  }

  private surely<Result>(work: () => Promise<Result>): Promise<Result> {
    return persist(work, this.deps.clock, this.failed('a test message cannot go on yet'), this.stopping);
  }

  private failed(what: string): (error: unknown) => void {
    return (error) => this.deps.log(what, { error: errorText(error) });
  }
}

/** Where a test that was asked for before the start is still sent. */
const TESTABLE: ReadonlySet<string> = new Set(['draft', 'scheduled', 'sending']);

/** Ends after which nothing has left, and it may be tried again. */
const AGAIN: ReadonlySet<string> = new Set(['withdrawn', 'late', 'held']);

const TEMPLATE_CODES = { none: '132001', pending: '132001', rejected: '132001', paused: '132015', disabled: '132016' };

function unsent(code: string): ContactCommand {
  return { type: 'EndInError', error: { code } };
}
