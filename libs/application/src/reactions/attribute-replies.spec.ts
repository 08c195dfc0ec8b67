import { instant, seededRandom } from '@arauto/clock';
import { type ContactCommand, type MessagesRegrouped, stream } from '@arauto/domain';
import { repliesView } from '@arauto/read-models/reporting';
import { GetCampaign } from '../campaigns/get-campaign';
import { StartCampaign } from '../campaigns/start-campaign';
import { GetConversation } from '../conversations/get-conversation';
import { ListConversations } from '../conversations/list-conversations';
import { MessageLog } from '../conversations/message-log';
import { RegisterTemplate } from '../templates/register-template';
import { makeAttribution, settle as attributed } from '../testing/attribution';
import {
  contactDoes,
  contactIdOf,
  makeCampaign,
  makeTenant,
  number,
  type Tenant,
  uploadRows,
} from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';
import type { ReplyAttribution } from './attribute-replies';

const HOUR = 3600 * 1000;
const BUTTONS = [
  { type: 'URL', text: 'Ver fatura', url: 'https://example.com/f' },
  { type: 'QUICK_REPLY', text: 'Já paguei' },
  { type: 'QUICK_REPLY', text: 'Preciso de prazo' },
];

let engine: SmallEngine;
let tenant: Tenant;
let attribution: ReplyAttribution;
let post: (body: unknown) => Promise<void>;
let failures: unknown[];
let messages = 0;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  const webhooks = await openWebhooks(engine);
  post = (body) => webhooks.post(tenant.senderId, body);
  failures = [];
  attribution = makeAttribution(engine);
});
afterEach(async () => {
  expect(failures).toEqual([]);
  await engine.close();
});

/** A campaign to these numbers, which is sending. */
async function campaign(...numbers: readonly number[]): Promise<string> {
  const template = new RegisterTemplate(engine.command(), {
    ...{ subaccountId: tenant.subaccountId, senderId: tenant.senderId },
    ...{ name: `fatura_${++messages}`, language: 'pt_BR', category: 'UTILITY' },
    components: [
      { type: 'BODY', text: 'Sua fatura vence amanhã.' },
      { type: 'BUTTONS', buttons: BUTTONS },
    ],
  });
  const { id: templateId } = await engine.run(template);
  const id = await makeCampaign(engine, tenant, { content: { type: 'template', templateId, parameterMapping: {} } });
  await uploadRows(
    engine,
    tenant,
    id,
    numbers.map((n) => ({ phone: number(n), correlationId: `order-${n}` })),
  );
  await engine.run(new StartCampaign(engine.command(), { campaignId: id }));
  return id;
}

const person = (n: number) => contactIdOf(engine, tenant, number(n));
const wamid = (campaignId: string, n: number) => `wamid.${campaignId}.${n}`;

/** The number sends to a contact, now. @param accepted false: nobody knows yet whether it left @param session that it is in, if it opens none */
async function send(campaignId: string, n: number, accepted = true, session: object = {}): Promise<void> {
  const now = engine.clock.now();
  const opened = {
    id: `b-${campaignId}-${n}`,
    type: 'business_initiated',
    expiresAt: instant(now + 24 * HOUR),
  } as const;
  await contactDoes(engine, campaignId, await person(n), {
    type: 'ClaimAttempt',
    claim: engine.random.uuid(),
    senderId: tenant.senderId,
    withSession: false,
    conversation: { ...opened, ...session },
    at: instant(now),
    outcomeDueAt: instant(now + 60_000),
    expiresAfter: 259_200,
  });
  if (accepted) await accept(campaignId, n);
}

async function accept(campaignId: string, n: number): Promise<void> {
  const messageHash = await engine.identities.messageHash(tenant.subaccountId, wamid(campaignId, n));
  const evidence = { attempt: 1, messageHash, messageRef: `m-${campaignId}-${n}`, as: 'accepted' } as const;
  const at = instant(engine.clock.now());
  await contactDoes(engine, campaignId, await person(n), { type: 'RecordAccepted', ...evidence, at });
}

interface Written {
  readonly from: number;
  readonly id?: string;
  readonly at?: number;
  readonly quotes?: string;
  readonly more?: object;
}

function written({ from, id = `wamid.MO${++messages}`, at = engine.clock.now(), quotes, more }: Written): object {
  return {
    ...{ from: number(from).slice(1), id, timestamp: String(Math.floor(at / 1000)) },
    ...{ type: 'text', text: { body: 'oi' } },
    ...(quotes !== undefined && { context: { id: quotes } }),
    ...more,
  };
}

const writes = (...all: readonly Written[]) => post(webhook('messages', { messages: all.map(written) }));

/** Lets the reaction see everything that is there. */
const settle = () => attributed(engine, attribution, (error) => failures.push(error));

async function rows() {
  await engine.views.project();
  const found = await engine.views.reporting.find(repliesView, { sort: [{ field: 'answeredAt' }], limit: 500 });
  return found.map(({ doc }) => doc);
}

const summaryOf = (campaignId: string) => engine.ask(new GetCampaign(engine.query(), { campaignId }));

const tap = (text: string) => ({ type: 'button', button: { text, payload: text } });

describe('an answer', () => {
  it('that quotes a message belongs to its contact, in the session that the message opened', async () => {
    const first = await campaign(1);
    const second = await campaign(1);
    await send(first, 1);
    await engine.clock.advance(HOUR);
    await send(second, 1);
    await engine.clock.advance(HOUR);
    await writes({ from: 1, quotes: wamid(first, 1) });
    await settle();
    expect(await rows()).toMatchObject([
      {
        ...{ by: 'quoted', campaignId: first, contactKey: await person(1), correlationId: 'order-1' },
        ...{ conversationId: `b-${first}-1`, conversationType: 'business_initiated', button: null },
      },
    ]);
    expect(await summaryOf(first)).toMatchObject({ milestones: { replied: 1 }, replies: { total: 1 } });
    expect(await summaryOf(second)).toMatchObject({ milestones: { replied: 0 }, replies: { total: 0 } });
  });

  it('counts a contact once, every message by its kind, and taps by the button of the template', async () => {
    const id = await campaign(1, 2);
    await send(id, 1);
    await send(id, 2);
    await engine.clock.advance(5000);
    await writes({ from: 1, quotes: wamid(id, 1), more: tap('Já paguei') }, { from: 1 });
    await writes({ from: 1, quotes: wamid(id, 1), more: tap('Já paguei') });
    await writes({ from: 2, quotes: wamid(id, 2), more: tap('Já paguei') }, { from: 2, more: tap('Preciso de prazo') });
    await settle();
    const summary = await summaryOf(id);
    expect(summary.milestones).toMatchObject({ replied: 2 });
    expect(summary.replies).toMatchObject({ total: 5, byType: { text: 1, button: 4, image: 0 } });
    expect(summary.replies.buttons).toEqual([
      { text: 'Já paguei', payload: 'Já paguei', taps: 3, contacts: 2 },
      { text: 'Preciso de prazo', payload: 'Preciso de prazo', taps: 1, contacts: 1 },
    ]);
    expect((await rows()).map(({ by, button }) => [by, button])).toEqual(
      expect.arrayContaining([
        ['quoted', 1],
        ['recent', null],
        ['button', 2],
      ]),
    );
  });

  describe('that asks for no more marketing', () => {
    const says = (body: string) => ({ text: { body } });
    const optOutsOf = async (...ids: readonly string[]) => {
      await settle();
      return Promise.all(ids.map(async (id) => (await summaryOf(id)).replies.optOuts));
    };

    it('counts its contact once, by a word or a button, whatever is lifted and said again', async () => {
      const id = await campaign(1, 2, 3);
      for (const n of [1, 2, 3]) await send(id, n);
      await engine.clock.advance(5000);
      await writes({ from: 1, more: says('Sair!') }, { from: 2, quotes: wamid(id, 2), more: tap('Parar promoções') });
      await writes({ from: 3, more: says('quero sair daqui') });
      expect(await optOutsOf(id)).toEqual([2]);
      await writes({ from: 1, more: says('voltar') });
      await writes({ from: 1, more: says('STOP') }, { from: 3, more: says('baja') });
      expect(await optOutsOf(id)).toEqual([3]);
      expect(await summaryOf(id)).toMatchObject({ milestones: { replied: 3 }, replies: { total: 6 } });
    });

    it('counts for the campaign that it answers, and for none where it answers none', async () => {
      const first = await campaign(1);
      const second = await campaign(1);
      await send(first, 1);
      await engine.clock.advance(5000);
      await send(second, 1);
      await engine.clock.advance(5000);
      await writes({ from: 1, quotes: wamid(first, 1), more: says('sair') }, { from: 9, more: says('sair') });
      expect(await optOutsOf(first, second)).toEqual([1, 0]);
      await writes({ from: 1, more: says('sair') });
      expect(await optOutsOf(first, second)).toEqual([1, 1]);
    });

    it('counts the same when it comes again, late, or after what was written later', async () => {
      const id = await campaign(1, 2);
      for (const n of [1, 2]) await send(id, n);
      const at = engine.clock.now();
      await engine.clock.advance(60_000);
      const leaves = { from: 1, id: 'wamid.MO-leaves', at: at + 10_000, more: says('sair') };
      await writes({ from: 1, at: at + 20_000, more: says('voltar') }, leaves);
      await writes({ from: 2, at: at + 20_000, more: says('sair') }, leaves);
      expect(await optOutsOf(id)).toEqual([2]);
      await writes({ from: 2, at: at + 10_000, more: says('sair') }, leaves);
      expect(await optOutsOf(id)).toEqual([2]);
    });
  });

  it.each([
    [71, 'recent'],
    [73, 'none'],
  ])('that quotes nothing %i hours after our last message: %s', async (hours, by) => {
    const id = await campaign(1);
    await send(id, 1);
    await engine.clock.advance(hours * HOUR);
    await writes({ from: 1 });
    await settle();
    expect(await rows()).toMatchObject([{ by, campaignId: by === 'none' ? null : id }]);
  });

  describe('to what failed after it was accepted', () => {
    const statusOf = (status: 'failed' | 'delivered') => ({
      ...{ type: 'RecordStatus', status, attempt: 1, messageHash: 'x', messageRef: 'm', as: 'accepted' },
      ...{ statusAt: instant(engine.clock.now()), error: { code: '131026', ref: 'r' }, final: 'sending_failed' },
      retry: null,
    });

    it.each([
      ['belongs to the message before', [], 0, 'recent'],
      ['belongs to it if it was delivered after all', ['delivered'], 1, 'recent'],
    ] as const)('%s', async (_, then, to, by) => {
      const ids = [await campaign(1), await campaign(1)] as const;
      for (const id of ids) {
        await send(id, 1);
        await engine.clock.advance(60_000);
      }
      for (const status of ['failed', ...then] as const)
        await contactDoes(engine, ids[1], await person(1), statusOf(status) as ContactCommand);
      await writes({ from: 1 }, { from: 1, more: tap('Já paguei') });
      await settle();
      const own = { campaignId: ids[to] };
      expect((await rows()).sort((one, other) => one.arrived - other.arrived)).toMatchObject([
        { ...own, by },
        { ...own, by: 'button' },
      ]);
    });

    it('belongs to nobody where it is all that there was, and to it where it quotes it', async () => {
      const id = await campaign(1);
      await send(id, 1);
      await engine.clock.advance(60_000);
      await contactDoes(engine, id, await person(1), statusOf('failed') as ContactCommand);
      await writes({ from: 1 }, { from: 1, quotes: wamid(id, 1) });
      await settle();
      expect((await rows()).map(({ by, campaignId }) => [by, campaignId])).toEqual(
        expect.arrayContaining([
          ['none', null],
          ['quoted', id],
        ]),
      );
    });
  });

  it('waits for all that was in the log before it, however far the lane is that has it', async () => {
    const id = await campaign(1);
    await engine.views.project();
    const slowest = await engine.views.operational.position('operational');
    await send(id, 1);
    await writes({ from: 1 });
    await engine.views.project();
    const position = jest.spyOn(engine.views.operational, 'position').mockResolvedValue(slowest);
    const reached = jest.spyOn(engine.views, 'reached').mockImplementation((_, at) => Promise.resolve(at <= slowest));
    await expect(settle()).rejects.toMatchObject({ name: 'ViewsBehind' });
    position.mockRestore();
    reached.mockRestore();
    await settle();
    expect(await rows()).toMatchObject([{ by: 'recent', campaignId: id }]);
  });

  it('waits for the message that it quotes, and not for ever', async () => {
    const id = await campaign(1);
    await send(id, 1, false);
    await engine.clock.advance(2000);
    await writes({ from: 1, quotes: wamid(id, 1) }, { from: 2, quotes: 'wamid.of-another-app' });
    await settle();
    expect((await rows()).map(({ by }) => by)).toEqual([null, null]);
    await accept(id, 1);
    await settle();
    expect((await rows()).map(({ by }) => String(by)).sort()).toEqual(['null', 'quoted']);
    await engine.clock.advance(120_000);
    await settle();
    expect((await rows()).map(({ by }) => by).sort()).toEqual(['none', 'quoted']);
  });

  it('waits no longer where the clock is set back meanwhile', async () => {
    const id = await campaign(1);
    await send(id, 1);
    await engine.clock.advance(2000);
    await writes({ from: 1 }, { from: 1, quotes: 'wamid.of-another-app' });
    engine.clock.setBy(-HOUR);
    const attributed = async () => (await rows()).map(({ by }) => String(by)).sort();
    await settle();
    await settle();
    expect(await attributed()).toEqual(['null', 'recent']);
    await engine.clock.advance(100_000);
    await settle();
    expect(await attributed()).toEqual(['null', 'recent']);
    await engine.clock.advance(20_000);
    await settle();
    expect(await attributed()).toEqual(['recent', 'recent']);
  });

  it.each(['text', 'button'])(
    'counts for one campaign, where its contact was told and the process ended, whoever it would belong to by now: %s',
    async (type) => {
      const [first, second] = [await campaign(1), await campaign(1)];
      await send(second, 1, false);
      await engine.clock.advance(60_000);
      await send(first, 1);
      await engine.clock.advance(60_000);
      await writes({ from: 1, quotes: wamid(second, 1), ...(type === 'button' && { more: tap('Já paguei') }) });
      await contactDoes(engine, second, await person(1), { type: 'RecordUnknownOutcome', attempt: 1 });
      await engine.clock.advance(120_000);
      const ended = new MessageLog(engine.store, engine.views.operational);
      ended.execute = () => Promise.reject(new Error('the process has ended'));
      attribution = makeAttribution(engine, ended);
      await settle();
      expect(failures.splice(0)).not.toEqual([]);
      expect(await summaryOf(first)).toMatchObject({ milestones: { replied: 1 }, replies: { total: 0 } });
      attribution = makeAttribution(engine);
      await accept(second, 1);
      await settle();
      const button = type === 'button' ? 1 : null;
      expect(await rows()).toMatchObject([{ by: button === null ? 'recent' : 'button', campaignId: first, button }]);
      const replies = { byType: { [type]: 1 }, buttons: [{ contacts: button ?? 0, taps: button ?? 0 }, { taps: 0 }] };
      expect(await summaryOf(first)).toMatchObject({ milestones: { replied: 1 }, replies: { total: 1, ...replies } });
      expect(await summaryOf(second)).toMatchObject({ milestones: { replied: 0 }, replies: { total: 0 } });
    },
  );

  it('that is delivered twice is one, whatever came in between', async () => {
    const id = await campaign(1);
    await send(id, 1);
    const again = { from: 1, id: 'wamid.MO-again', at: engine.clock.now() + 1000 };
    await engine.clock.advance(2000);
    await writes(again, { from: 1 });
    await settle();
    await engine.clock.advance(6 * 24 * HOUR);
    await writes(again, again);
    await settle();
    expect(await rows()).toHaveLength(2);
    expect(await summaryOf(id)).toMatchObject({ replies: { total: 2 } });
  });

  it('is what it was edited to, in whichever order that comes, until it is taken back', async () => {
    const [id, at] = ['wamid.MO-edited', engine.clock.now()];
    const edit = (n: number, body: string) => ({
      ...{ type: 'edit', text: undefined },
      edit: { original_message_id: id, message: { type: 'text', text: { body } } },
      timestamp: String(Math.floor(at / 1000) + n),
    });
    await engine.clock.advance(60_000);
    await writes({ from: 1, id, at });
    await writes({ from: 1, more: edit(20, 'twice') }, { from: 1, more: edit(10, 'once') });
    await settle();
    const thread = async () => {
      const [found] = (await engine.ask(new ListConversations(engine.query(), {}))).items;
      const whole = await engine.ask(new GetConversation(engine.query(), { conversationId: found!.id }));
      expect([found!.phone, whole.phone]).toEqual([number(1), number(1)]);
      return whole.messages;
    };
    expect(await thread()).toMatchObject([{ text: 'twice', state: 'edited' }]);
    const revoke = { type: 'revoke', text: undefined, revoke: { original_message_id: id } };
    await writes({ from: 1, more: revoke });
    await engine.views.project();
    expect(await thread()).toMatchObject([{ text: null, state: 'revoked' }]);
    expect(await rows()).toHaveLength(1);
  });

  it('is what the last to come of two edits within a second made of it, also when the first is delivered again', async () => {
    const [id, at] = ['wamid.MO-edited', engine.clock.now()];
    const edit = (nth: number) => ({
      ...{ from: 1, id: `wamid.MO-edit-${nth}`, at: at + 10_000 },
      more: {
        ...{ type: 'edit', text: undefined },
        edit: { original_message_id: id, message: { type: 'text', text: { body: `edit ${nth}` } } },
      },
    });
    await engine.clock.advance(60_000);
    await writes({ from: 1, id, at });
    await settle();
    await writes(edit(1), edit(2));
    await writes(edit(1));
    await settle();
    const { items } = await engine.ask(new ListConversations(engine.query(), {}));
    expect(items.map(({ lastText }) => lastText)).toEqual(['edit 2']);
  });

  it('is none where the platform says it', async () => {
    await writes({ from: 1, more: { type: 'system', text: undefined, system: { type: 'user_changed_number' } } });
    await settle();
    expect(await rows()).toEqual([]);
  });
});

describe('sessions', () => {
  /** What a report shows of each message, by its stamp. */
  async function shown() {
    return (await rows()).map(({ answeredAt, conversationId, conversationType, conversationExpiresAt, listedAt }) => ({
      ...{ answeredAt, conversationId, conversationType, conversationExpiresAt, listedAt },
    }));
  }

  it('of a person that came from an advertisement last 72 hours from our answer', async () => {
    const id = await campaign(1);
    await writes({ from: 1, more: { referral: { source_type: 'ad' } } });
    await engine.clock.advance(2 * HOUR);
    const answeredAt = engine.clock.now();
    await send(id, 1);
    await engine.clock.advance(70 * HOUR);
    await writes({ from: 1 });
    await engine.clock.advance(3 * HOUR);
    await writes({ from: 1 });
    await settle();
    expect(
      (await shown()).map(({ conversationType, conversationExpiresAt }) => [conversationType, conversationExpiresAt]),
    ).toEqual([
      ['user_initiated', expect.any(Number)],
      ['free_entry_point', answeredAt + 72 * HOUR],
      ['user_initiated', expect.any(Number)],
    ]);
  });

  it('that a message of ours opened have what is answered in the same second, though stamps are whole seconds', async () => {
    const id = await campaign(1);
    await engine.clock.advance(1000 - (engine.clock.now() % 1000) + 167);
    await send(id, 1);
    const sentAt = engine.clock.now();
    await engine.clock.advance(500);
    await writes({ from: 1, quotes: wamid(id, 1) }, { from: 1 });
    await settle();
    const inOurs = {
      ...{ conversationId: `b-${id}-1`, conversationType: 'business_initiated' },
      ...{ answeredAt: sentAt - 167, conversationExpiresAt: sentAt + 24 * HOUR },
    };
    expect(await shown()).toMatchObject([inOurs, inOurs]);
    expect((await rows()).map(({ by }) => by).sort()).toEqual(['quoted', 'recent']);
    const album = Array.from({ length: 8 }, (_, nth) => ({ from: 1, more: { text: { body: `foto ${nth}` } } }));
    await engine.clock.advance(5000);
    await writes(...album);
    await settle();
    const { messages: thread } = await engine.ask(new GetConversation(engine.query(), { conversationId: `b-${id}-1` }));
    expect(thread.map(({ direction }) => direction)).toEqual(['mt', ...new Array<string>(10).fill('mo')]);
    expect(thread.slice(3).map(({ text }) => text)).toEqual(album.map(({ more }) => more.text.body));
    const { items } = await engine.ask(new ListConversations(engine.query(), {}));
    expect(items).toMatchObject([{ inbound: 10, lastText: 'foto 7' }]);
  });

  it('are one person’s, who is known by a number and by a user id', async () => {
    await writes({ from: 1, more: { from_user_id: 'BR.1' } });
    await engine.clock.advance(HOUR);
    await writes({ from: 1, more: { from: undefined, from_user_id: 'BR.1' } });
    await settle();
    const [one, other] = await rows();
    expect(one!.personKey).not.toBe(other!.personKey);
    expect(one!.conversationId).toBe(other!.conversationId);
    const { items } = await engine.ask(new ListConversations(engine.query(), { phone: number(1) }));
    expect(items).toMatchObject([{ id: one!.conversationId, inbound: 2 }]);
  });

  it('follow from the stamps, whatever the order in which messages come', async () => {
    const seed = Date.now() % 1_000_000;
    const random = seededRandom(`sessions ${seed}`);
    const id = await campaign(1, 2);
    const start = engine.clock.now();
    const stamps = [1, 5, 20, 27, 30, 50, 52, 80].map((hours) => start + hours * HOUR);
    await engine.clock.advance(40 * HOUR);
    for (const n of [1, 2]) await send(id, n);
    await engine.clock.advance(60 * HOUR);
    await writes(...stamps.map((at) => ({ from: 1, at })));
    await settle();
    const order = stamps.map((at) => ({ at, by: random.fraction() })).sort((a, b) => a.by - b.by);
    for (const { at } of order) {
      await writes({ from: 2, at });
      await settle();
    }
    const [inOrder, shuffled] = [await rowsOf(1), await rowsOf(2)];
    expect(inOrder).toHaveLength(stamps.length);
    expect([seed, shuffled]).toEqual([seed, inOrder]);
  });

  it('that a late message moves are told once each, with all of their messages: an event holds so many bytes', async () => {
    const start = engine.clock.now();
    await engine.clock.advance(30 * HOUR);
    await writes(...[2, 3, 4, 27].map((hours) => ({ from: 1, at: start + hours * HOUR })));
    await settle();
    await writes({ from: 1, at: start + HOUR });
    await settle();
    const moved: number[][] = [];
    for await (const { type, data } of await engine.store.readStream(
      stream.conversation(tenant.senderId, await person(1)),
    )) {
      if (type !== 'MessagesRegrouped') continue;
      moved.push((data as MessagesRegrouped['data']).sessions.map(({ messages: own }) => own.length));
    }
    expect(moved).toEqual([[3]]);
  });

  /** What a report shows of the messages of one person, but for what their conversations are called. */
  async function rowsOf(n: number) {
    const key = await person(n);
    const found = (await rows()).filter(({ personKey }) => personKey === key);
    return found.map(({ answeredAt, conversationType, conversationExpiresAt, listedAt }) => ({
      ...{ answeredAt, conversationType, conversationExpiresAt, listedAt },
    }));
  }
});

describe('conversations', () => {
  it('are listed by the last that opened, page by page, and found by sender, phone, campaign and what is unread', async () => {
    const id = await campaign(1, 2, 3);
    for (const n of [1, 2, 3]) {
      await send(id, n);
      await engine.clock.advance(1000);
      await writes({ from: n, quotes: n === 2 ? wamid(id, n) : undefined } as Written);
    }
    await engine.clock.advance(30 * HOUR);
    const later = engine.clock.now();
    await writes({ from: 2 });
    await settle();
    const list = (input: object) => engine.ask(new ListConversations(engine.query(), input));
    const phones = async (input: object) => (await list(input)).items.map(({ phone }) => phone);
    expect(await phones({})).toEqual([number(2), number(3), number(2), number(1)]);
    const page = await list({ limit: 3 });
    expect(await phones({ limit: 3, cursor: page.nextCursor })).toEqual([number(1)]);
    expect(await phones({ phone: '(11) 90000-0002' })).toHaveLength(2);
    expect(await phones({ phone: '+44 7400 123456' })).toEqual([]);
    for (const phone of ['Marina', '0002'])
      await expect(list({ phone })).rejects.toMatchObject({
        ...{ code: 'validation_failed', details: { errors: [{ path: 'phone', code: 'phone_invalid' }] } },
      });
    expect(await phones({ campaign: id })).toHaveLength(4);
    expect(await phones({ sender: tenant.senderId, unreadSince: later })).toEqual([number(2)]);
    expect(await phones({ from: later })).toEqual([number(2)]);
    await engine.vault.erase(await person(3));
    expect(await phones({})).toEqual([number(2), number(2), number(1)]);
  });

  it('show both ways in one thread, and nothing to strangers', async () => {
    const id = await campaign(1);
    await send(id, 1);
    await engine.clock.advance(60_000);
    await writes({ from: 1, quotes: wamid(id, 1), more: tap('Já paguei') });
    await settle();
    const conversationId = `b-${id}-1`;
    const get = (who = principal()) =>
      engine.ask(new GetConversation(engine.query({ principal: who }), { conversationId }));
    const ours = `${id}.${await person(1)}`;
    expect(await get()).toMatchObject({
      ...{ id: conversationId, senderId: tenant.senderId, phone: number(1), type: 'business_initiated' },
      messages: [
        { id: ours, direction: 'mt', text: expect.stringContaining('fatura') as string, campaignId: id },
        {
          ...{ direction: 'mo', contentType: 'button', text: 'Já paguei', state: 'received', quotes: ours },
          ...{ campaignId: id, attribution: 'quoted', button: { index: 1, text: 'Já paguei', payload: 'Já paguei' } },
        },
      ],
    });
    await expect(get(principal({ subaccountIds: ['another'] }))).rejects.toMatchObject({ code: 'not_found' });
    const masked = await get(principal({ roles: ['auditor'] }));
    expect(JSON.stringify(masked)).not.toContain('paguei');
  });

  it('have a message of ours in one thread, that of what its attempt recorded, though it was accepted after the end', async () => {
    const [first, second] = [await campaign(1), await campaign(1)];
    const session = { id: `b-${first}-1`, expiresAt: instant(engine.clock.now() + 24 * HOUR) };
    await send(first, 1);
    await engine.clock.advance(HOUR);
    await writes({ from: 1 });
    await engine.clock.advance(23 * HOUR - 200);
    await send(second, 1, false, session);
    await engine.clock.advance(300);
    await writes({ from: 1, at: Date.parse(session.expiresAt) });
    await engine.clock.advance(200);
    await accept(second, 1);
    await settle();
    const { items } = await engine.ask(new ListConversations(engine.query(), {}));
    const threads = await Promise.all(
      items.map(({ id }) => engine.ask(new GetConversation(engine.query(), { conversationId: id }))),
    );
    const ours = threads.map(({ messages: all }) =>
      all.flatMap((each) => (each.direction === 'mt' ? each.campaignId : [])),
    );
    expect(ours).toEqual([[], [first, second]]);
  });

  it('have a message of ours where its time is, if what its attempt recorded was never answered', async () => {
    const id = await campaign(1);
    const before = engine.clock.now();
    await engine.clock.advance(HOUR);
    await send(id, 1);
    await engine.clock.advance(HOUR);
    await writes({ from: 1, at: before }, { from: 1 });
    await settle();
    const { items } = await engine.ask(new ListConversations(engine.query(), {}));
    expect(items).toMatchObject([{ type: 'user_initiated', inbound: 2 }]);
    const { messages: thread } = await engine.ask(
      new GetConversation(engine.query(), { conversationId: items[0]!.id }),
    );
    expect(thread.map(({ direction }) => direction)).toEqual(['mo', 'mt', 'mo']);
  });

  it('of a person with two names are all on some page, though some opened at the same instant', async () => {
    const start = engine.clock.now() - (engine.clock.now() % 1000);
    await engine.clock.advance(200 * HOUR);
    for (let n = 0; n < 6; n++) {
      const at = start + n * 30 * HOUR;
      await writes({ from: 1, at }, { from: 1, at, more: { from: undefined, from_user_id: 'BR.1' } });
    }
    await settle();
    await writes({ from: 1, at: start + 190 * HOUR, more: { from_user_id: 'BR.1' } });
    await settle();
    const list = (input: object) =>
      engine.ask(new ListConversations(engine.query(), { phone: number(1), ...input } as never));
    const { items: all } = await list({});
    expect(all).toHaveLength(13);
    for (const limit of [1, 2, 3]) {
      const paged: string[] = [];
      for (let cursor: unknown; cursor !== null;) {
        const page = await list({ limit, ...(cursor !== undefined && { cursor }) });
        paged.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(paged).toEqual(all.map(({ id }) => id));
    }
  });

  it('have a stream whose events say where each message belongs', async () => {
    await writes({ from: 1 });
    await settle();
    const types: string[] = [];
    const name = stream.conversation(tenant.senderId, await person(1));
    for await (const { type } of await engine.store.readStream(name)) types.push(type);
    expect(types).toEqual(['MessageReceived', 'MessageAttributed']);
  });
});
