import { ContactLog } from '@arauto/dispatch';
import { type Contact, stream } from '@arauto/domain';
import { START, StateCache } from '@arauto/event-store';
import type { View, ViewReader } from '@arauto/read-models';
import { campaignCountersView } from '@arauto/read-models/operational';
import { CancelCampaign } from '../campaigns/cancel-campaign';
import { contactDoes, makeTenant, rowsOf, startCampaign, type Tenant } from '../testing/scenario';
import { look, never } from '../testing/look';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { campaignOf, typesOf } from '../testing/streams';
import { cancelFanOut } from './cancel-fan-out';
import type { Reaction } from './reaction';

describe('the fan-out of a cancel', () => {
  let engine: SmallEngine;
  let tenant: Tenant;

  beforeEach(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
  });
  afterEach(() => engine.close());

  /** A reaction as it is after a start. */
  const started = (views: ViewReader = engine.views.operational) => {
    const { store, clock, random } = engine;
    const contacts = new ContactLog(store, random, new StateCache<Contact>(10), { id: 'reactions', name: 'reactions' });
    return cancelFanOut(store, views, contacts, clock, random);
  };

  /** Looks until there is nothing more to do. */
  async function work(reaction: Reaction): Promise<void> {
    for (let looks = 0, more = true; more || looks < 3; looks++) {
      more = await look(engine, reaction);
      await engine.clock.advance(reaction.every);
    }
    await engine.views.project();
  }

  async function sent(count: number) {
    const started = await startCampaign(engine, tenant, rowsOf(count));
    return { ...started, sending: sendingOf(engine, started.campaignId, tenant.senderId) };
  }

  const cancel = (campaignId: string) => engine.run(new CancelCampaign(engine.command(), { campaignId }));
  const statusOf = async (campaignId: string) => (await campaignOf(engine, campaignId)).status;
  const last = async (campaignId: string, contactId: string) =>
    (await typesOf(engine, stream.contact(campaignId, contactId))).at(-1);

  /** As a program did that did not look whether the campaign could still send. */
  const retryAfterAcceptance = (campaignId: string, contactId: string) =>
    contactDoes(engine, campaignId, contactId, {
      ...{ type: 'RecordStatus', attempt: 1, messageHash: '', messageRef: '', as: 'accepted', status: 'failed' },
      ...{ error: { code: '131049' }, final: 'delivery_failed' },
      statusAt: new Date(engine.clock.now()).toISOString(),
      retry: { dueAt: new Date(engine.clock.now() + 86_400_000).toISOString(), class: 'day' },
    });

  it('ends what older programs left waiting in a canceled campaign, once it is started', async () => {
    const { campaignId, contactIds, sending } = await sent(2);
    for (const contactId of contactIds) {
      await sending.attempt(contactId);
      await sending.accept(contactId);
    }
    await cancel(campaignId);
    await work(started());
    expect(await statusOf(campaignId)).toBe('canceled');
    await engine.clock.advance(30 * 86_400_000);
    for (const contactId of contactIds) await retryAfterAcceptance(campaignId, contactId);
    await work(started());
    for (const contactId of contactIds) expect(await last(campaignId, contactId)).toBe('CanceledByAdmin');
  });

  it('ends what began to wait just after the end, in the next look; and long after it, in the next sweep', async () => {
    const { campaignId, contactIds, sending } = await sent(2);
    for (const contactId of contactIds) {
      await sending.attempt(contactId);
      await sending.accept(contactId);
    }
    await cancel(campaignId);
    const reaction = started();
    await work(reaction);
    await engine.clock.advance(5000);
    await retryAfterAcceptance(campaignId, contactIds[0]!);
    await work(reaction);
    expect(await last(campaignId, contactIds[0]!)).toBe('CanceledByAdmin');
    await engine.clock.advance(30 * 60_000);
    await work(reaction);
    await retryAfterAcceptance(campaignId, contactIds[1]!);
    await engine.clock.advance(11 * 60_000);
    await work(reaction);
    expect(await last(campaignId, contactIds[1]!)).toBe('CanceledByAdmin');
  });

  it('ends a contact whose open attempt comes back to be tried again, and is not done before', async () => {
    const { campaignId, contactIds, sending } = await sent(1);
    const [contactId] = contactIds;
    await sending.attempt(contactId!);
    await cancel(campaignId);
    const reaction = started();
    await work(reaction);
    expect(await statusOf(campaignId)).toBe('canceling');
    await contactDoes(engine, campaignId, contactId!, {
      ...{ type: 'RecordRefused', attempt: 1, error: { code: '130429' }, final: 'error' },
      retry: { dueAt: new Date(engine.clock.now() + 1000).toISOString(), class: 'throttle', consumesAttempt: false },
    });
    expect(await last(campaignId, contactId!)).toBe('RetryScheduled');
    await work(reaction);
    expect(await last(campaignId, contactId!)).toBe('CanceledByAdmin');
    expect(await statusOf(campaignId)).toBe('canceled');
  });

  it('does not end a campaign whose contacts have not been counted yet', async () => {
    const { campaignId, contactIds } = await sent(1);
    await cancel(campaignId);
    await engine.views.project();
    const { operational } = engine.views;
    let isBehind = true;
    // As where several write the views: the campaign is there, and who counts its contacts is not as far.
    const views: ViewReader = Object.create(operational, {
      getMany: {
        value: (view: View, ids: readonly string[]) =>
          isBehind && view === campaignCountersView ? Promise.resolve([undefined]) : operational.getMany(view, ids),
      },
      position: { value: () => (isBehind ? Promise.resolve(START) : operational.position('operational')) },
    });
    const reaction = started(views);
    await reaction.look(never, (error) => {
      throw error;
    });
    expect(await statusOf(campaignId)).toBe('canceling');
    isBehind = false;
    await work(reaction);
    expect(await last(campaignId, contactIds[0]!)).toBe('CanceledByAdmin');
    expect(await statusOf(campaignId)).toBe('canceled');
  });

  it('leaves alone who waits in a campaign that is sending', async () => {
    const { campaignId, contactIds } = await sent(1);
    const reaction = started();
    await work(reaction);
    expect(await statusOf(campaignId)).toBe('sending');
    const contacts = await typesOf(engine, stream.contact(campaignId, contactIds[0]!));
    expect(contacts).toEqual(['ContactUploaded']);
  });
});
