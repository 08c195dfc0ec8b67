import { stream } from '@arauto/domain';
import type { HistoryEntry, MessageHistory, StatusElement } from '@arauto/whatsapp';
import { look } from '../testing/look';
import { contactDoes, makeTenant, type Row, rowsOf, startCampaign, type Tenant } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { senderOf, typesOf } from '../testing/streams';
import { openWebhooks } from '../testing/webhooks';
import { Reconciliation } from './reconciliation';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** What `sendingOf` gives an attempt. */
const LIMIT = 60 * SECOND;
const LEARNED = ['TemplateSent', 'SentConfirmed', 'Delivered'];

describe('what the history of messages tells of unknown outcomes', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  let entries: HistoryEntry[];
  let answer: () => MessageHistory | { error: { code: string; details: string } };
  let spans: { from: number; to: number }[];
  let provider: object;
  let reconciliation: Reconciliation;

  const begin = async () => {
    const { receiver } = await openWebhooks(engine);
    reconciliation = new Reconciliation({
      ...{ views: engine.views.operational, vault: engine.vault, clock: engine.clock, identities: engine.identities },
      connections: { provider: () => Promise.resolve(provider as never) },
      receiver,
      sender: (id) => senderOf(engine, id),
    });
  };

  beforeEach(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
    [entries, spans] = [[], []];
    answer = () => ({ entries, since: 0 });
    provider = {
      history(span: { from: number; to: number }) {
        spans.push(span);
        return Promise.resolve(answer());
      },
    };
    await begin();
  });
  afterEach(() => engine.close());

  const to = (
    recipient: string | null,
    at = engine.clock.now(),
    messageId = `wamid.${recipient}.${at}`,
  ): HistoryEntry => {
    const told = { kind: 'status', messageId, at, names: {}, freeEntryPoint: false, errors: [] } as const;
    const statuses: StatusElement[] = [
      { ...told, status: 'sent' },
      { ...told, status: 'delivered', at: at + 2 * SECOND },
    ];
    return { messageId, at, recipient, statuses };
  };
  /** Attempts that nobody hears of again, of a campaign of their own. */
  const lost = async (rows: readonly Row[], by = tenant) => {
    const { campaignId, contactIds } = await startCampaign(engine, by, rows);
    const sending = sendingOf(engine, campaignId, by.senderId);
    for (const contactId of contactIds) await sending.attempt(contactId);
    const flag = async () => {
      for (const contactId of contactIds) await sending.lose(contactId);
    };
    const learned = async (nth = 0) =>
      (await typesOf(engine, stream.contact(campaignId, contactIds[nth]!)))
        .slice(2)
        .filter((type) => type !== 'SendOutcomeUnknown');
    return { campaignId, contactIds, sending, flag, learned };
  };
  const asked = async (after: number) => {
    await engine.clock.advance(after);
    await look(engine, reconciliation);
  };

  it('is taken in as a webhook would be, once', async () => {
    const { flag, learned, campaignId, contactIds } = await lost(rowsOf(1));
    entries = [to('5511900000001'), to('5511900000002')];
    await asked(LIMIT);
    await flag();
    await asked(0);
    expect(spans).toEqual([]);
    await asked(5 * SECOND);
    expect(await learned()).toEqual(LEARNED);
    await asked(HOUR);
    expect(spans).toHaveLength(1);
    const { state } = await contactDoes(engine, campaignId, contactIds[0]!, { type: 'ExpireContact' });
    expect(state).toMatchObject({ situation: { state: 'delivered', needsAttention: false } });
  });

  it.each([
    ['+5531900001234', '553100001234'],
    ['+525580001000', '5215580001000'],
    ['+5491160001000', '541160001000'],
  ])('is of the person in whatever notation: %s as %s', async (phone, recipient) => {
    const { flag, learned } = await lost([{ phone }]);
    entries = [to(recipient)];
    await asked(LIMIT);
    await flag();
    await asked(5 * SECOND);
    expect(await learned()).toEqual(LEARNED);
  });

  it.each<[string, (at: number) => HistoryEntry[]]>([
    ['nothing', () => []],
    ['somebody else’s', () => [to('5511900000009')]],
    ['nobody’s', () => [to(null)]],
    ['earlier', (at) => [to('5511900000001', at - 6 * SECOND)]],
    ['later', (at) => [to('5511900000001', at + LIMIT + 6 * SECOND)]],
    ['one of two', (at) => [to('5511900000001', at), to('5511900000001', at + SECOND)]],
  ])('says nothing where what it has is %s', async (_, has) => {
    const { flag, learned } = await lost(rowsOf(1));
    entries = has(engine.clock.now());
    await asked(LIMIT);
    await flag();
    for (const age of [5 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR]) await asked(age);
    expect(await learned()).toEqual([]);
    expect(spans.length).toBeGreaterThanOrEqual(5);
  });

  it('says nothing of a time from which not all is told', async () => {
    const { flag, learned } = await lost(rowsOf(1));
    answer = () => ({ entries, since: engine.clock.now() });
    entries = [to('5511900000001')];
    await asked(LIMIT);
    await flag();
    await asked(5 * SECOND);
    expect(await learned()).toEqual([]);
  });

  it('is not another attempt’s message that is known', async () => {
    const unknown = await lost(rowsOf(1));
    const known = await lost(rowsOf(1));
    const messageHash = await engine.identities.messageHash(tenant.subaccountId, 'wamid.known');
    const evidence = { attempt: 1, messageHash, messageRef: 'up.1.m1', as: 'accepted' } as const;
    const at = new Date(engine.clock.now()).toISOString();
    await contactDoes(engine, known.campaignId, known.contactIds[0]!, { type: 'RecordAccepted', ...evidence, at });
    entries = [to('5511900000001', engine.clock.now(), 'wamid.known')];
    await asked(LIMIT);
    await unknown.flag();
    await asked(5 * SECOND);
    expect(await unknown.learned()).toEqual([]);
    entries.push(to('5511900000001'));
    await asked(MINUTE);
    expect(await unknown.learned()).toEqual(LEARNED);
  });

  it.each(['unknown', 'open', 'assumed'])('says nothing while another attempt to the person is %s', async (other) => {
    const one = await lost(rowsOf(1));
    await engine.clock.advance(10 * SECOND);
    const two = await lost(rowsOf(1));
    entries = [to('5511900000001')];
    await asked(LIMIT);
    await one.flag();
    if (other !== 'open') await two.flag();
    const outcome = { type: 'AssumeOutcome', outcome: 'not_sent' } as const;
    if (other === 'assumed') await contactDoes(engine, two.campaignId, two.contactIds[0]!, outcome);
    await asked(5 * SECOND);
    await asked(MINUTE);
    expect(await one.learned()).toEqual([]);
    expect(spans.length).toBeGreaterThan(0);
  });

  it('is another number’s and another tenant’s where they wrote to the same person', async () => {
    const elsewhere = await makeTenant(engine, 'Outra');
    await begin();
    const one = await lost(rowsOf(1));
    const two = await lost(rowsOf(1), elsewhere);
    entries = [to('5511900000001')];
    await asked(LIMIT);
    await one.flag();
    await two.flag();
    // The fake has one history for both.
    await asked(5 * SECOND);
    expect([await one.learned(), await two.learned()]).toEqual([LEARNED, LEARNED]);
  });

  it('is asked for again after a restart, and after an answer that was none, ever more rarely', async () => {
    const { flag, learned } = await lost(rowsOf(1));
    entries = [to('5511900000001')];
    answer = () => ({ error: { code: '100', details: 'no such edge' } });
    await asked(LIMIT);
    await flag();
    await asked(5 * SECOND);
    for (let minutes = 0; minutes < 60; minutes++) await asked(MINUTE);
    expect(spans.length).toBeGreaterThan(3);
    expect(spans.length).toBeLessThan(10);
    answer = () => ({ entries, since: 0 });
    await begin();
    await asked(0);
    expect(await learned()).toEqual(LEARNED);
  });

  it('is asked for once for all who wait of a number, and for nobody where nobody does', async () => {
    for (let looks = 0; looks < 10; looks++) await asked(MINUTE);
    const { flag } = await lost(rowsOf(20));
    const at = engine.clock.now();
    await asked(LIMIT);
    await flag();
    await asked(5 * SECOND);
    expect(spans).toEqual([{ from: at - 5 * SECOND, to: at + LIMIT + 5 * SECOND }]);
  });

  it('is not asked for where a provider has none, and never of one who was assumed since', async () => {
    const { flag, campaignId, contactIds, learned } = await lost(rowsOf(2));
    await asked(LIMIT);
    await flag();
    await contactDoes(engine, campaignId, contactIds[0]!, { type: 'AssumeOutcome', outcome: 'not_sent' });
    provider = {};
    await asked(5 * SECOND);
    await asked(24 * HOUR);
    expect([await learned(0), await learned(1)]).toEqual([['OutcomeAssumed'], []]);
    expect(spans).toEqual([]);
  });
});
