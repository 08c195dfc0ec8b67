import { lifeOf } from '../testing/contact-life';
import { contactDoes, makeCampaign, makeTenant, number, startCampaign, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { CampaignWatch } from './campaign-watch';
import { CancelCampaign } from './cancel-campaign';
import { EditCampaign } from './edit-campaign';

let engine: SmallEngine;
let tenant: Tenant;
let watch: CampaignWatch;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  watch = engine.module.get(CampaignWatch);
});
afterEach(() => engine.close());

const begin = async () => {
  await engine.views.project();
  return watch.begin();
};

/** Ids of what has changed since, in one look or in the looks of so many quarters of a second. */
async function changed(looks = 1): Promise<readonly string[]> {
  await engine.views.project();
  const found = new Set<string>();
  for (let n = 0; n < looks; n++) for (const { id } of (await watch.look()).changed) found.add(id);
  return [...found];
}

it('finds what is made, started, counted, and ends, each once', async () => {
  const old = await makeCampaign(engine, tenant);
  expect(await begin()).toBe(await engine.store.head());
  expect(await changed()).toEqual([]);
  const { campaignId, contactIds } = await startCampaign(engine, tenant, [{ phone: number(1) }]);
  expect(await changed()).toEqual([campaignId]);
  expect(await changed()).toEqual([]);
  const life = lifeOf(engine, tenant, contactIds[0]!);
  await contactDoes(engine, campaignId, contactIds[0]!, life.attempt());
  await contactDoes(engine, campaignId, contactIds[0]!, life.accept());
  const { changed: found, position } = await (await engine.views.project(), watch.look());
  expect(found).toMatchObject([{ id: campaignId, status: 'sending', milestones: { accepted: 1 } }]);
  expect(position).toBe(await engine.store.head());
  await engine.complete(campaignId, 1);
  await engine.run(new CancelCampaign(engine.command(), { campaignId: old }));
  expect([...(await changed())].sort()).toEqual([campaignId, old].sort());
  // What is read after the end is counted, too.
  await contactDoes(engine, campaignId, contactIds[0]!, life.tell('read'));
  expect(await changed()).toEqual([campaignId]);
});

it('finds in turn what changes in campaigns that are old and at rest', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 130; n++) {
    ids.push(await makeCampaign(engine, tenant, { name: `Campanha ${n}` }));
    await engine.clock.advance(1000);
  }
  await begin();
  await engine.run(new EditCampaign(engine.command(), { campaignId: ids[0]!, name: 'Outra' }));
  expect(await changed(3)).toEqual([ids[0]]);
  // It is looked at every time now.
  await engine.run(new EditCampaign(engine.command(), { campaignId: ids[0]!, name: 'Mais outra' }));
  expect(await changed(1)).toEqual([ids[0]]);
  expect(await changed(3)).toEqual([]);
});

it('asks for nothing but the position while nothing changes', async () => {
  await makeCampaign(engine, tenant);
  await begin();
  await changed(3);
  const find = jest.spyOn(engine.views.operational, 'find');
  expect(await changed(5)).toEqual([]);
  expect(find).not.toHaveBeenCalled();
  find.mockRestore();
});
