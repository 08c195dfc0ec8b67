import { stream, uploadDecider } from '@arauto/domain';
import { WrongExpectedRevision } from '@arauto/event-store';
import { RevisionConflict } from '../errors';
import { makeCampaign, makeTenant, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { CommandRunner } from '../use-case/command-runner';
import { UploadContacts } from './upload-contacts';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  campaignId = await makeCampaign(engine, tenant);
});
afterEach(() => engine.close());

function upload(context = engine.command()) {
  const stored = { uploadId: 'upload', bytes: 5 };
  engine.files.files.set(stored.uploadId, 'phone');
  const mapping = { phone: 'Celular' };
  return engine.run(new UploadContacts(context, { campaignId, source: 'csv', stored, mapping }));
}

const uploadState = async () =>
  (await engine.module.get(CommandRunner).load(uploadDecider, stream.upload('upload'))).state;

it('opens an upload with what a row must bring', async () => {
  const answer = await upload();
  expect(answer).toMatchObject({ id: campaignId, uploadId: 'upload', revision: 1 });
  expect(await uploadState()).toMatchObject({
    status: 'reading',
    campaignId,
    subaccountId: tenant.subaccountId,
    source: 'csv',
    mapping: { phone: 'Celular' },
    required: ['name'],
  });
  expect(engine.files.files.size).toBe(1);
});

it('leaves no upload and no file behind when it is refused', async () => {
  await expect(upload(engine.command({ expectedRevision: 9 }))).rejects.toEqual(new RevisionConflict(9, 0));
  const stranger = principal({ subaccountIds: ['elsewhere'] });
  await expect(upload(engine.command({ principal: stranger }))).rejects.toMatchObject({ code: 'not_found' });
  expect(await uploadState()).toEqual({ status: 'none' });
  expect(engine.files.files.size).toBe(0);
});

it('ends an upload that the campaign refused at the last moment, so that nobody waits for it', async () => {
  const append = engine.store.append.bind(engine.store);
  engine.store.append = (name, events, options) =>
    name === stream.campaign(campaignId)
      ? Promise.reject(new WrongExpectedRevision(name, options.expected, 7))
      : append(name, events, options);
  await expect(upload()).rejects.toMatchObject({ name: 'ConcurrentChange' });
  expect(await uploadState()).toMatchObject({ status: 'read', error: { code: 'upload_refused' } });
  expect(engine.files.files.size).toBe(0);
});
