import { stream } from '@arauto/domain';
import { ContactLog } from '@arauto/dispatch';
import { StateCache } from '@arauto/event-store';
import { GetContact } from '../contacts/get-contact';
import { ListContacts } from '../contacts/list-contacts';
import { testMessages } from '../reactions/test-messages';
import { PauseSender } from '../senders/pause-sender';
import { ResumeSender } from '../senders/resume-sender';
import { look } from '../testing/look';
import { refusal } from '../testing/refusal';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { eventsOf } from '../testing/streams';
import { CancelCampaign } from './cancel-campaign';
import { SendTestMessage } from './send-test-message';

let engine: SmallEngine;
let tenant: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterAll(() => engine.close());

describe('test messages', () => {
  const send = (input: SendTestMessage['input'], context = engine.command()) =>
    engine.run(new SendTestMessage(context, input));

  it('go to a contact outside the audience', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const to = (phone: string, name?: string) => send({ campaignId, phone, ...(name !== undefined && { name }) });
    await expect(to(number(9))).rejects.toMatchObject(refusal('validation_failed', 'name', 'parameter_missing'));
    await expect(to('x', 'Ana')).rejects.toMatchObject(refusal('validation_failed', 'phone', 'phone_invalid'));
    const parameters = { name: 'Ana', correlation_id: 'x'.repeat(257) };
    await expect(send({ campaignId, phone: number(9), parameters })).rejects.toMatchObject(
      refusal('validation_failed', 'parameters.correlation_id', 'parameter_invalid'),
    );
    expect(await to(number(9), 'Ana')).toMatchObject({ id: campaignId, contactId: 'test-1' });
    expect(await to(number(9), 'Ana')).toMatchObject({ contactId: 'test-2' });
    expect(engine.floor.tests).toEqual([`${campaignId}.test-1`, `${campaignId}.test-2`]);
  });

  it('are refused where the template cannot take their values', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const send = (name: string, amount: string) =>
      engine.run(new SendTestMessage(engine.command(), { campaignId, phone: number(9), name, parameters: { amount } }));
    await expect(send('Ana', 'x'.repeat(1024))).rejects.toMatchObject(
      refusal('validation_failed', 'parameters.amount', 'parameter_invalid'),
    );
    await expect(send('🍇'.repeat(1020), '1')).rejects.toMatchObject(
      refusal('validation_failed', 'name', 'parameter_invalid'),
    );
    await expect(send(' \u00a0', '1')).rejects.toMatchObject(refusal('validation_failed', 'name', 'parameter_missing'));
    expect(await send('Ana\nLu', `${'🍇'.repeat(700)}\n\n`)).toMatchObject({ contactId: 'test-1' });
  });

  it('are shown to who knows them, and listed for nobody', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const parameters = { name: 'Ana', amount: '7', correlation_id: 'pedido-7' };
    const { contactId } = await send({ campaignId, phone: number(9), parameters });
    expect(await engine.ask(new GetContact(engine.query(), { campaignId, contactId }))).toMatchObject({
      id: 'test-1',
      phone: number(9),
      name: 'Ana',
      correlationId: 'pedido-7',
      parameters: { amount: '7' },
      state: 'initial',
    });
    const { items, total } = await engine.ask(new ListContacts(engine.query(), { campaignId }));
    expect([items, total?.value]).toEqual([[], 0]);
    const gone = engine.ask(new GetContact(engine.query(), { campaignId, contactId: 'test-2' }));
    await expect(gone).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are their person: the log says so, and an erasure of the person reaches them', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const { contactId } = await send({ campaignId, phone: number(77), name: 'Ana' });
    const person = await contactIdOf(engine, tenant, number(77));
    const [uploaded] = await eventsOf(engine, stream.contact(campaignId, contactId));
    expect(uploaded!.data).toMatchObject({ person, uploadId: 'test', row: 1 });
    const requested = (await eventsOf(engine, stream.campaign(campaignId))).at(-1)!;
    expect(requested.data).toEqual({ n: 1, ref: uploaded!.data['ref'], person });
    await engine.vault.erase(person);
    expect(await engine.ask(new GetContact(engine.query(), { campaignId, contactId }))).toMatchObject({
      phone: null,
      name: null,
    });
  });

  it('are one for one request, and another body under its key neither acts nor changes anything', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const context = (bodyHash: string) => engine.command({ idempotency: { commandId: 'test-once', bodyHash } });
    const first = { campaignId, phone: number(9), name: 'Ana' };
    expect(await send(first, context('b'))).toEqual(await send(first, context('b')));
    expect(engine.floor.tests.filter((each) => each.startsWith(campaignId))).toEqual([`${campaignId}.test-1`]);
    const other = send({ ...first, phone: number(10), name: 'Bia' }, context('c'));
    await expect(other).rejects.toMatchObject({ name: 'IdempotencyMismatch' });
    const query = new GetContact(engine.query(), { campaignId, contactId: 'test-1' });
    expect(await engine.ask(query)).toMatchObject({ phone: number(9), name: 'Ana' });
  });

  it('have a number each, however many are asked for at once', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const asked = await Promise.all([1, 2, 3, 4, 5].map((n) => send({ campaignId, phone: number(n), name: 'Ana' })));
    expect(asked.map(({ contactId }) => contactId).sort()).toEqual(['test-1', 'test-2', 'test-3', 'test-4', 'test-5']);
  });

  it('are refused, with nothing kept, while the number is paused, at another revision, and after a cancel', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const { senderId } = tenant;
    const entries: unknown[] = [];
    const put = jest.spyOn(engine.vault, 'put').mockImplementation((kept) => Promise.resolve(void entries.push(kept)));
    const to = { campaignId, phone: number(9), name: 'Ana' };
    await engine.run(new PauseSender(engine.command(), { senderId }));
    await expect(send(to)).rejects.toMatchObject(refusal('preflight_failed', 'senderIds[0]', 'sender_paused'));
    await engine.run(new ResumeSender(engine.command(), { senderId }));
    const stale = send(to, engine.command({ expectedRevision: 7 }));
    await expect(stale).rejects.toMatchObject({ name: 'RevisionConflict' });
    await engine.run(new CancelCampaign(engine.command(), { campaignId }));
    await expect(send(to)).rejects.toMatchObject({ code: 'wrong_status' });
    expect(entries).toEqual([]);
    put.mockRestore();
    expect((await eventsOf(engine, stream.campaign(campaignId))).map(({ type }) => type)).toEqual([
      'CampaignCreated',
      'CampaignCancelRequested',
    ]);
  });
});

describe('a test message that was cut off', () => {
  const handOver = () => {
    const contacts = new ContactLog(engine.store, engine.random, new StateCache(10), { id: 'r', name: 'r' });
    return look(engine, testMessages(engine.views.operational, contacts, engine.floor, engine.clock));
  };

  it('is handed over again as long as it waits, and no more once it has been tried', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    await engine.run(new SendTestMessage(engine.command(), { campaignId, phone: number(9), name: 'Ana' }));
    const handedOver = () => engine.floor.tests.filter((each) => each === `${campaignId}.test-1`).length;
    await handOver();
    expect(handedOver()).toBe(2);
    const contacts = new ContactLog(engine.store, engine.random, new StateCache(10), { id: 'r', name: 'r' });
    const error = { code: 'ENG_TEST_UNSENT' };
    await contacts.execute(campaignId, 'test-1', { type: 'EndInError', error });
    await handOver();
    expect(handedOver()).toBe(2);
  });

  it('is handed over however many were asked for after it', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const requests = Array.from({ length: 250 }, (_, index) => ({
      id: engine.random.uuid(),
      type: 'TestMessageRequested',
      data: { n: index + 1, ref: `ref-${index}`, person: `person-${index}` },
      metadata: { v: 1 },
    }));
    await engine.store.append(stream.campaign(campaignId), requests, { expected: 0 });
    await handOver();
    const handedOver = new Set(engine.floor.tests.filter((each) => each.startsWith(campaignId)));
    expect(handedOver.size).toBe(250);
  });

  it('is made where the process died between its request and its contact', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const data = { n: 1, ref: 'ref-of-the-dead', person: 'person-of-the-dead', correlationId: 'pedido-7' };
    const event = { id: engine.random.uuid(), type: 'TestMessageRequested', data, metadata: { v: 1 } };
    await engine.store.append(stream.campaign(campaignId), [event], { expected: 0 });
    await handOver();
    await handOver();
    const made = await eventsOf(engine, stream.contact(campaignId, 'test-1'));
    expect(made).toHaveLength(1);
    const { subaccountId } = tenant;
    const { ref, person, correlationId } = data;
    expect(made[0]!.data).toMatchObject({ ref, person, correlationId, subaccountId, row: 1 });
    expect(engine.floor.tests).toContain(`${campaignId}.test-1`);
  });
});
