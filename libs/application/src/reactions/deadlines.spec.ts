import { ContactLog } from '@arauto/dispatch';
import { type Contact, stream } from '@arauto/domain';
import { StateCache } from '@arauto/event-store';
import { look } from '../testing/look';
import { contactDoes, makeTenant, rowsOf, startCampaign } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { typesOf } from '../testing/streams';
import { expiry, unknownOutcomeWatch } from './deadlines';

const SECOND = 1000;
const HORIZON = 259_200 * SECOND;

describe('a contact whose refused attempt is accepted after all, while the next one is open', () => {
  let engine: SmallEngine;
  beforeAll(async () => void (engine = await openSmallEngine()));
  afterAll(() => engine.close());

  it('is first heard of as unknown, and expires when the accepted one does', async () => {
    const { senderId, ...tenant } = await makeTenant(engine);
    const { campaignId, contactIds } = await startCampaign(engine, { senderId, ...tenant }, rowsOf(1));
    const contactId = contactIds[0]!;
    const sending = sendingOf(engine, campaignId, senderId);
    const contacts = new ContactLog(engine.store, engine.random, new StateCache<Contact>(10), { id: 'r', name: 'r' });
    const unknown = unknownOutcomeWatch(engine.views.operational, contacts, engine.clock, () => false);
    const expires = expiry(engine.views.operational, contacts, engine.clock);
    const both = async () => {
      await look(engine, unknown);
      await look(engine, expires);
    };
    const last = async () => (await typesOf(engine, stream.contact(campaignId, contactId))).at(-1);

    await sending.attempt(contactId);
    const retry = { dueAt: new Date(engine.clock.now()).toISOString(), class: 'server', consumesAttempt: true };
    const refused = { type: 'RecordRefused', attempt: 1, error: { code: '131000' }, retry, final: 'error' } as const;
    await contactDoes(engine, campaignId, contactId, refused);
    await sending.attempt(contactId);
    await sending.accept(contactId);
    const acceptedAt = engine.clock.now();
    await both();
    expect(await last()).toBe('TemplateSent');
    await engine.clock.advance(61 * SECOND);
    await both();
    expect(await last()).toBe('LateFailureRecorded');

    await engine.clock.advance(acceptedAt + HORIZON - engine.clock.now() - SECOND);
    for (let looks = 0; looks < 3; looks++) await both();
    expect(await last()).toBe('LateFailureRecorded');
    // Within the longest that a row waits for its next turn.
    await engine.clock.advance(5 * 60 * SECOND);
    for (let looks = 0; looks < 3; looks++) await both();
    expect(await last()).toBe('Expired');
  });
});
