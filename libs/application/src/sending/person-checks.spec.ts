import { stream, suppressionDecider, templateDecider } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { RegisterTemplate } from '../templates/register-template';
import { contactIdOf, makeTenant, number, startCampaign, TEMPLATE, type Tenant } from '../testing/scenario';
import { SmallDispatch } from '../testing/small-dispatch';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { webhooksOf } from '../testing/small-webhooks';
import { eventsOf } from '../testing/streams';

let engine: SmallEngine;
let tenant: Tenant;
let dispatch: SmallDispatch;
let webhooks: ReturnType<typeof webhooksOf>;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  dispatch = new SmallDispatch(engine);
  webhooks = webhooksOf(engine);
  await dispatch.connect(tenant);
});
afterEach(async () => {
  await dispatch.stop();
  await engine.close();
});

const seconds = () => Math.floor(engine.clock.now() / 1000);
const write = () => ({ eventId: () => engine.random.uuid(), metadata: { v: 1 } });
const person = (phone: string) => contactIdOf(engine, tenant, phone);

/** The one person of most tests. */
const PHONE = number(300);
const DIGITS = PHONE.slice(1);

async function marketing(): Promise<string> {
  const { subaccountId, senderId } = tenant;
  const input = { ...TEMPLATE, subaccountId, senderId, name: 'promocao', category: 'MARKETING' } as const;
  return (await engine.run(new RegisterTemplate(engine.command(), input))).id;
}

/** A campaign that is sending to these numbers. */
async function sending(templateId: string, phones: readonly string[], messagesPerSecond = 100): Promise<string> {
  const rows = phones.map((phone) => ({ phone, parameters: { amount: '1' } }));
  const pace = { messagesPerSecond };
  return (await startCampaign(engine, { ...tenant, templateId }, rows, { pace })).campaignId;
}

const endOf = async (campaignId: string, phone: string) => {
  const key = await person(phone);
  let found = await dispatch.contact(campaignId, key);
  const ended = async () => {
    found = await dispatch.contact(campaignId, key);
    return ['TemplateSent', 'SendErrored'].includes(found.types.at(-1)!);
  };
  await dispatch.until(ended);
  return found.types.slice(1);
};

async function recategorise(templateId: string, category: string): Promise<string> {
  const command = { type: 'ChangeTemplateCategory', category } as const;
  return (await execute(engine.store, templateDecider, stream.template(templateId), command, write())).position;
}

async function suppress(phone: string): Promise<string> {
  const name = stream.suppression(tenant.subaccountId, await person(phone));
  const said = { source: 'word', reason: 'opt_out_word', evidence: null, ref: null } as const;
  const at = new Date(engine.clock.now()).toISOString();
  const command = { type: 'SuppressPerson', category: 'marketing', at, ...said } as const;
  return (await execute(engine.store, suppressionDecider, name, command, write())).position;
}

describe('a person who opts out while messages wait', () => {
  it('is not written to when it was heard after the claim, an instant before the write', async () => {
    dispatch.beforeWrite = async () => {
      if ((await dispatch.contact(campaignId, await person(PHONE))).types.includes('SendWithdrawn')) return;
      await dispatch.dispatcher.seen(await suppress(PHONE));
    };
    const campaignId = await sending(await marketing(), [PHONE]);
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendAttempted', 'SendWithdrawn', 'SendErrored']);
    expect(dispatch.sent).toEqual([]);
  });

  it('is not written to although the views do not have it yet', async () => {
    const [first, second] = [number(301), number(302)];
    dispatch.beforeWrite = async ({ to }) => {
      expect(to).toBe(first);
      dispatch.following = false;
      await dispatch.dispatcher.seen(await suppress(second));
    };
    const campaignId = await sending(await marketing(), [first, second], 1);
    await dispatch.start();
    expect(await endOf(campaignId, first)).toEqual(['SendAttempted', 'TemplateSent']);
    expect(await endOf(campaignId, second)).toEqual(['SendErrored']);
  });

  it('is written to when what the views say was lifted since', async () => {
    await suppress(PHONE);
    const campaignId = await sending(await marketing(), [PHONE]);
    const name = stream.suppression(tenant.subaccountId, await person(PHONE));
    const at = new Date(engine.clock.now()).toISOString();
    const command = { type: 'LiftSuppression', category: null, source: 'api', evidence: null, at } as const;
    await execute(engine.store, suppressionDecider, name, command, write());
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendAttempted', 'TemplateSent']);
  });
});

describe('the category of a template', () => {
  it('is the one it has now: utility messages reach the suppressed until it is marketing', async () => {
    await suppress(PHONE);
    const utility = await sending(tenant.templateId, [PHONE]);
    await dispatch.start();
    expect(await endOf(utility, PHONE)).toEqual(['SendAttempted', 'TemplateSent']);

    const other = number(303);
    await suppress(other);
    await dispatch.dispatcher.seen(await recategorise(tenant.templateId, 'MARKETING'));
    const later = await sending(tenant.templateId, [other]);
    expect(await endOf(later, other)).toEqual(['SendErrored']);
  });

  it('that changes while a campaign is sending counts from then on, whatever was frozen at its start', async () => {
    const first = number(304);
    await suppress(PHONE);
    dispatch.beforeWrite = async ({ to }) => {
      expect(to).toBe(first);
      await dispatch.dispatcher.seen(await recategorise(tenant.templateId, 'MARKETING'));
    };
    const campaignId = await sending(tenant.templateId, [first, PHONE], 1);
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendErrored']);
    expect(await endOf(campaignId, first)).toEqual(['SendAttempted', 'TemplateSent']);
  });

  it('that changes between claim and write withdraws the message, and keeps it from the suppressed', async () => {
    await suppress(PHONE);
    let changed = false;
    dispatch.beforeWrite = async ({ to }) => {
      if (changed || to !== PHONE) return;
      changed = true;
      await dispatch.dispatcher.seen(await recategorise(tenant.templateId, 'MARKETING'));
    };
    const campaignId = await sending(tenant.templateId, [PHONE, number(306)]);
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendAttempted', 'SendWithdrawn', 'SendErrored']);
    expect(await endOf(campaignId, number(306))).toEqual(['SendAttempted', 'TemplateSent']);
  });
});

describe('a person known under two names', () => {
  const learn = () =>
    webhooks.says(tenant, { from: DIGITS, from_user_id: 'BR.300' }, 'wamid.p1', seconds() - 90_000, 'text', {
      body: 'oi',
    });
  const stop = () => webhooks.prefers(tenant, { user_id: 'BR.300' }, 'stop', seconds());

  it('is not written to after a stop that names the user id', async () => {
    await learn();
    await stop();
    const campaignId = await sending(await marketing(), [PHONE]);
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendErrored']);
  });

  it('is not written to when the names are learned an instant before the write', async () => {
    await stop();
    let learned = false;
    dispatch.beforeWrite = async () => {
      if (learned) return;
      learned = true;
      await learn();
      await dispatch.dispatcher.seen(await engine.store.head());
    };
    const campaignId = await sending(await marketing(), [PHONE]);
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendAttempted', 'SendWithdrawn', 'SendErrored']);
    expect(dispatch.sent).toEqual([]);
  });

  it('is not written to when the names are learned while the message waits, and the views do not have it yet', async () => {
    await stop();
    const first = number(309);
    dispatch.beforeWrite = async ({ to }) => {
      expect(to).toBe(first);
      dispatch.following = false;
      await learn();
      await dispatch.dispatcher.seen(await engine.store.head());
    };
    const campaignId = await sending(await marketing(), [first, PHONE], 1);
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendErrored']);
    expect(await endOf(campaignId, first)).toEqual(['SendAttempted', 'TemplateSent']);
  });

  it('is not written to after the first stop of all, when it names the user id while the message waits', async () => {
    await learn();
    dispatch.beforeWrite = async ({ to }) => {
      if (to === PHONE) return;
      await stop();
      await dispatch.dispatcher.seen(await engine.store.head());
    };
    const campaignId = await sending(await marketing(), [number(310), PHONE], 1);
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendErrored']);
    expect(dispatch.sent.map(({ to }) => to)).not.toContain(PHONE);
  });

  it('is not written to after the first stop of all, when it names the user id an instant before the write', async () => {
    await learn();
    dispatch.beforeWrite = async () => {
      await stop();
      await dispatch.dispatcher.seen(await engine.store.head());
    };
    const campaignId = await sending(await marketing(), [PHONE]);
    await dispatch.start();
    expect(await endOf(campaignId, PHONE)).toEqual(['SendAttempted', 'SendWithdrawn', 'SendErrored']);
    expect(dispatch.sent).toEqual([]);
  });

  it('has a session that was opened under the user id, and none because a number changed', async () => {
    await learn();
    await webhooks.says(tenant, { from_user_id: 'BR.300' }, 'wamid.p2', seconds() - 60, 'text', { body: 'oi' });
    const mover = number(307);
    const system = { body: 'x', type: 'user_changed_number', wa_id: number(308).slice(1) };
    await webhooks.says(tenant, { from: mover.slice(1) }, 'wamid.p3', seconds() - 60, 'system', system);
    const campaignId = await sending(tenant.templateId, [PHONE, mover]);
    await dispatch.start();
    const session = async (phone: string) => {
      await endOf(campaignId, phone);
      const events = await eventsOf(engine, stream.contact(campaignId, await person(phone)));
      return events.find(({ type }) => type === 'SendAttempted')?.data['withSession'];
    };
    expect(await session(PHONE)).toBe(true);
    expect(await session(mover)).toBe(false);
  });

  it('is found under what an older program made of the number', async () => {
    const german = '+4915228817386';
    const old = await engine.identities.personKey(tenant.subaccountId, '49015228817386');
    const data = { category: 'marketing', source: 'api', reason: 'by_request', evidence: null, ref: null };
    const event = { id: engine.random.uuid(), type: 'PersonSuppressed', data, metadata: { v: 1 } };
    await engine.store.append(stream.suppression(tenant.subaccountId, old), [event], { expected: 'noStream' });
    const campaignId = await sending(await marketing(), [german]);
    await dispatch.start();
    expect(await endOf(campaignId, german)).toEqual(['SendErrored']);
  });
});
