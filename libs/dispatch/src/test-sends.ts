import {
  contactDocumentId,
  type ContactCommand,
  frozenTemplate,
  isWaiting,
  type KnownCampaign,
  type KnownSender,
  personOf,
  sendersOf,
  stickySender,
  templateAggregate,
  templateIdOf,
} from '@arauto/domain';
import { load } from '@arauto/event-store';
import type { VaultEntry } from '@arauto/privacy';
import type { Attempts } from './attempt';
import type { ContactLog } from './contact-log';
import type { DispatchDeps } from './deps';
import type { Admission, Lanes } from './lanes';
import type { Live } from './live';
import { persist } from './persist';

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
  readonly live: Live;
  /** Whether this process sends from a number: another hears of the test by itself. */
  readonly isOwn: (senderId: string) => Promise<boolean>;
}

/** A test that waits, with what it is made of. */
interface Test {
  readonly campaignId: string;
  readonly contactKey: string;
  /** With its template as it is now: nothing is frozen before the start. */
  readonly campaign: KnownCampaign;
  /** The personKey. */
  readonly person: string;
  readonly senderId: string;
  readonly sender: KnownSender;
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
      const end = 'type' in test ? test : await this.attempt(test, running, deadline);
      if (end === 'done') return;
      if (end !== 'again') {
        await this.surely(() => this.contacts.execute(campaignId, contactKey, end));
        return;
      }
    }
  }

  /** What is to be sent, or what ends it before it is tried. Undefined: it has had its attempt, has ended, or is another process's. */
  private async read(campaignId: string, contactKey: string): Promise<Test | ContactCommand | undefined> {
    const { store, vault, clock } = this.deps;
    const { campaigns, senders } = this.parts.live;
    const contact = await this.contacts.state(campaignId, contactKey);
    const campaign = await campaigns.load(campaignId);
    if (!isWaiting(contact) || contact.status === 'none' || campaign.status === 'none') return undefined;
    if (campaign.status === 'canceling' || campaign.status === 'canceled') return { type: 'CancelContact' };
    const askedAt = contact.dueAt === null ? 0 : Date.parse(contact.dueAt);
    if (!TESTABLE.has(campaign.status) || clock.now() - askedAt > TOO_OLD) return unsent('ENG_TEST_UNSENT');
    const person = personOf(contactKey, contact);
    const senderId = await this.senderFor(person, campaign);
    if (!(await this.parts.isOwn(senderId))) return undefined;
    const templateId = templateIdOf(campaign.settings.content);
    const [sender, template, [entry]] = await Promise.all([
      senders.load(senderId),
      templateId === null ? null : load(store, templateAggregate, templateId),
      vault.getMany([contact.facts.ref]),
    ]);
    if (sender.status === 'none' || sender.status === 'paused') return unsent('ENG_TEST_UNSENT');
    if (template && template.state.status !== 'approved') return unsent(TEMPLATE_CODES[template.state.status]);
    return {
      ...{ campaignId, contactKey, senderId, sender, entry, person },
      campaign: { ...campaign, template: template && frozenTemplate(template.state) },
    };
  }

  /** The number that the person would be sent to from, or another that is not paused. */
  private async senderFor(person: string, campaign: KnownCampaign): Promise<string> {
    const { senders } = this.parts.live;
    const silent = new Set<string>();
    for (const id of campaign.settings.senderIds) {
      const { status } = await senders.load(id);
      if (status === 'none' || status === 'paused') silent.add(id);
    }
    const senderId = stickySender(person, sendersOf(campaign), (id) => !silent.has(id));
    return senderId ?? campaign.settings.senderIds[0] ?? '';
  }

  private async attempt(test: Test, running: Running, deadline: number): Promise<ContactCommand | 'done' | 'again'> {
    const admission = await this.admission(test, running, deadline);
    if (admission === 'again' || 'type' in admission) return admission;
    const { attempts, live } = this.parts;
    const { clock } = this.deps;
    const { campaign, person, senderId, sender, entry } = test;
    const { subaccountId } = campaign;
    const checks = live.persons.checksOf(
      { subaccountId, senderId },
      { key: person, phone: entry?.phone ?? null },
      this.deps.follower.at,
    );
    const currentSender = () => live.sender(senderId) ?? sender;
    const result = await attempts.run({
      ...test,
      currentSender,
      test: true,
      revision: undefined,
      refused: null,
      uploaded: undefined,
      read: checks.read,
      otherKeys: checks.otherKeys,
      category: () => campaign.template?.category,
      place: admission.place,
      gateOpen: () =>
        !this.stopping.aborted &&
        live.hears &&
        running.open &&
        currentSender().status !== 'paused' &&
        checks.unchanged(),
      written: admission.written,
      answered: () => undefined,
      ended: ({ end, failure }) => admission.ended(end, failure),
    });
    if (!AGAIN.has(result.end)) return 'done';
    const left = deadline - clock.monotonic();
    await clock.sleep(Math.min(Math.max(LOOK_AGAIN, result.restMs), Math.max(0, left)), this.stopping);
    return this.stopping.aborted || clock.monotonic() < deadline ? 'again' : unsent('ENG_TEST_UNSENT');
  }

  /** Waits for its turn like any other message of the number and to the person; what waits for longer than people do ends. */
  private async admission(
    { campaignId, campaign, person, senderId, sender }: Test,
    running: Running,
    deadline: number,
  ): Promise<Admission | ContactCommand | 'again'> {
    const { attempts, lanes, live } = this.parts;
    const { clock } = this.deps;
    while (running.open && !this.stopping.aborted) {
      const heldFor = live.hears ? attempts.trouble.heldFor(senderId) : LOOK_AGAIN;
      const held =
        heldFor > 0
          ? { waitMs: heldFor, reason: undefined }
          : attempts.media.holdOf({ campaignId, campaign, senderId }, sender);
      const admitted = held ?? lanes.admit(senderId, sender, null, person);
      if ('place' in admitted) return admitted;
      if (admitted.reason?.code === 'tier_full') return unsent('ENG_TIER');
      const left = deadline - clock.monotonic();
      const known = Number.isFinite(admitted.waitMs);
      if (left <= 0 || (known && admitted.waitMs > left)) return unsent('ENG_TEST_UNSENT');
      await clock.sleep(Math.max(1, Math.min(LOOK_AGAIN, admitted.waitMs)), this.stopping);
    }
    return 'again';
  }

  private surely<Result>(work: () => Promise<Result>): Promise<Result> {
    return persist(work, this.deps.clock, this.failed('a test message cannot go on yet'), this.stopping);
  }

  private failed(what: string): (error: unknown) => void {
    return (error) => this.deps.log(what, { error });
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
