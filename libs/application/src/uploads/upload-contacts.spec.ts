import { campaignAggregate, stream, uploadAggregate } from '@arauto/domain';
import { type EventStore, WrongExpectedRevision } from '@arauto/event-store';
import { RevisionConflict } from '../errors';
import { never } from '../testing/look';
import { makeCampaign, makeTenant, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { CommandRunner } from '../use-case/command-runner';
import { UploadReader } from './upload-reader';
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

const uploadState = async () => (await engine.module.get(CommandRunner).load(uploadAggregate, 'upload')).state;

it('opens an upload with what a row must bring', async () => {
  const answer = await upload();
  expect(answer).toMatchObject({ id: campaignId, uploadId: 'upload', revision: 1 });
  expect(await uploadState()).toMatchObject({
    content: { type: 'template', templateId: tenant.templateId },
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

describe('a crash while an upload is opened', () => {
  const reader = () =>
    new UploadReader({
      // Of another process: the dead one's commands hold no lane of it.
      store: Object.create(engine.store) as EventStore,
      vault: engine.vault,
      identities: engine.identities,
      files: engine.files,
      suppressed: { among: () => Promise.resolve(new Set()) },
      clock: engine.clock,
      isBusy: () => false,
      onFailure: (_, error) => {
        throw error;
      },
    });

  /** Nothing of what it was about to do, or had done, at its n-th append comes back. */
  async function crashAt(step: number, when: 'before' | 'after'): Promise<void> {
    const append = engine.store.append.bind(engine.store);
    let left = step;
    await new Promise<void>((died) => {
      engine.store.append = async (name, events, options) => {
        left -= 1;
        if (left > 0) return append(name, events, options);
        if (left === 0 && when === 'after') await append(name, events, options);
        died();
        return new Promise(() => undefined);
      };
      void upload();
    });
    engine.store.append = append;
  }

  it.each([
    [1, 'before', undefined],
    [1, 'after', 'upload_interrupted'],
    [2, 'before', 'upload_interrupted'],
    // The file of this test has no column of that name.
    [2, 'after', 'mapping_column_missing'],
  ] as const)('at step %i (%s it) leaves nothing that is read for ever', async (step, when, code) => {
    await crashAt(step, when);
    const restarted = reader();
    await restarted.readOne('upload', never);
    await engine.clock.advance(60_000);
    const end = await restarted.readOne('upload', never);
    expect(end).toBe(code === undefined ? 'missing' : 'read');
    expect(await uploadState()).toMatchObject(
      code === undefined ? { status: 'none' } : { status: 'read', error: { code } },
    );
    const { state } = await engine.module.get(CommandRunner).load(campaignAggregate, campaignId);
    expect(state).toMatchObject({ openUploads: [], closedUploads: code === undefined ? [] : ['upload'] });
  });
});
