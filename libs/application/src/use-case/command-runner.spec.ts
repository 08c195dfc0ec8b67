import { stream } from '@arauto/domain';
import { WrongExpectedRevision } from '@arauto/event-store';
import { CreateCampaign } from '../campaigns/create-campaign';
import { DuplicateCampaign } from '../campaigns/duplicate-campaign';
import { EditCampaign } from '../campaigns/edit-campaign';
import { GetCampaign } from '../campaigns/get-campaign';
import { PauseCampaign } from '../campaigns/pause-campaign';
import { ResumeCampaign } from '../campaigns/resume-campaign';
import { StartCampaign } from '../campaigns/start-campaign';
import { ConcurrentChange, IdempotencyMismatch, ViewsBehind } from '../errors';
import { CreateKey } from '../keys/create-key';
import { campaignInput, makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';

let engine: SmallEngine;
let tenant: Tenant;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterEach(() => engine.close());

/** A request under an idempotency key. */
const keyed = (commandId: string, bodyHash = 'body') => engine.command({ idempotency: { commandId, bodyHash } });

async function revisionOf(name: string): Promise<number> {
  let last = -1;
  for await (const { revision } of await engine.store.readStream(name)) last = revision;
  return last;
}

it('answers a repeated creation with the thing that was made', async () => {
  const create = () => engine.run(new CreateCampaign(keyed('c-1'), campaignInput(tenant)));
  const first = await create();
  await engine.run(new EditCampaign(engine.command(), { campaignId: first.id, name: 'Edited since' }));
  expect(await create()).toEqual(first);
});

it('refuses another body under the same key', async () => {
  await engine.run(new CreateCampaign(keyed('c-1'), campaignInput(tenant)));
  const other = new CreateCampaign(keyed('c-1', 'another'), campaignInput(tenant, { name: 'Another' }));
  await expect(engine.run(other)).rejects.toBeInstanceOf(IdempotencyMismatch);
});

it('keeps the answer of a command that added nothing, so that a late repeat cannot act', async () => {
  const campaignId = await makeCampaign(engine, tenant);
  await uploadRows(engine, tenant, campaignId, [{ phone: number(1) }]);
  await engine.run(new StartCampaign(engine.command(), { campaignId }));
  const pause = () => engine.run(new PauseCampaign(keyed('p-1'), { campaignId }));
  await engine.run(new PauseCampaign(engine.command(), { campaignId }));
  const nothing = await pause();
  expect(await revisionOf(stream.request('p-1'))).toBe(0);
  await engine.run(new ResumeCampaign(engine.command(), { campaignId }));
  const before = await revisionOf(stream.campaign(campaignId));
  expect(await pause()).toEqual(nothing);
  expect(await revisionOf(stream.campaign(campaignId))).toBe(before);
  const other = new PauseCampaign(keyed('p-1', 'another'), { campaignId, reason: 'x' });
  await expect(engine.run(other)).rejects.toBeInstanceOf(IdempotencyMismatch);
});

it('shows the same secret to a repeat of the key that was made, and to nobody else', async () => {
  const make = (id: string) =>
    engine.run(new CreateKey(keyed(id), { name: 'ana', roles: ['operator'], subaccountIds: ['*'] }));
  const first = await make('k-1');
  expect(await make('k-1')).toEqual(first);
  expect((await make('k-2')).secret).not.toBe(first.secret);
});

it('finishes a copy that was interrupted, once', async () => {
  const campaignId = await makeCampaign(engine, tenant);
  await uploadRows(engine, tenant, campaignId, [{ phone: number(1) }]);
  const duplicate = () => engine.run(new DuplicateCampaign(keyed('d-1'), { campaignId, withContacts: true }));
  const receive = engine.files.receive.bind(engine.files);
  engine.files.receive = () => Promise.reject(new Error('disk full'));
  await expect(duplicate()).rejects.toThrow('disk full');
  engine.files.receive = receive;
  const copy = await duplicate();
  expect(await duplicate()).toMatchObject({ id: copy.id });
  expect(engine.files.files.size).toBe(1);
});

it('says concurrent_change when others are always first', async () => {
  const campaignId = await makeCampaign(engine, tenant);
  const append = engine.store.append.bind(engine.store);
  engine.store.append = (name, events, options) =>
    name === stream.campaign(campaignId)
      ? Promise.reject(new WrongExpectedRevision(name, options.expected, 7))
      : append(name, events, options);
  await expect(engine.run(new EditCampaign(engine.command(), { campaignId, name: 'late' }))).rejects.toBeInstanceOf(
    ConcurrentChange,
  );
});

it('waits for the views where a query asks it to, and gives up', async () => {
  const { id: campaignId, position } = await engine.run(new CreateCampaign(engine.command(), campaignInput(tenant)));
  engine.views.following = false;
  const get = () => engine.ask(new GetCampaign(engine.query({ after: position }), { campaignId }));
  await expect(get()).rejects.toEqual(new ViewsBehind('operational', position));
  engine.views.following = true;
  expect(await get()).toMatchObject({ id: campaignId });
});
