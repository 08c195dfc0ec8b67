import { rejectedRowKey } from '@arauto/domain';
import { StartCampaign } from '../campaigns/start-campaign';
import {
  contactDoes,
  contactIdOf,
  makeCampaign,
  makeTenant,
  number,
  type Tenant,
  uploadRows,
} from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { GetUpload, GetUploadHandler } from '../uploads/get-upload';
import { ListVerdicts } from '../uploads/list-verdicts';
import { StreamVerdicts } from '../uploads/stream-verdicts';
import { UploadContacts } from '../uploads/upload-contacts';
import { AssumeOutcome } from './assume-outcome';
import { GetContact } from './get-contact';
import { GetContactHistory } from './get-contact-history';
import { ListContacts, type ListContactsQuery } from './list-contacts';
import { RemoveContact } from './remove-contact';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;

const ROWS = [
  { phone: number(1), name: 'José Silva', correlationId: 'order-1', parameters: { amount: '10' } },
  { phone: number(2), name: 'Ana "A"', correlationId: 'order-2' },
  { phone: number(1), name: 'José again' },
  { phone: 'call me', name: 'Nobody' },
  { phone: number(3), name: 'Stop', suppressed: true },
];

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  campaignId = await makeCampaign(engine, tenant);
});
afterEach(() => engine.close());

const list = (input: Partial<ListContactsQuery> = {}, who = principal()) =>
  engine.ask(new ListContacts(engine.query({ principal: who }), { campaignId, ...input }));

const id = (n: number) => contactIdOf(engine, tenant, number(n));

describe('an upload', () => {
  it('is not said to be read before all of its contacts are there, which other lanes of the views hold', async () => {
    const uploadId = await uploadRows(engine, tenant, campaignId, ROWS);
    const { operational, reporting } = engine.views;
    const behind = new GetUploadHandler(
      { operational, reporting, reached: () => Promise.resolve(false) },
      engine.vault,
    );
    const asked = new GetUpload(engine.query(), { uploadId });
    expect(await engine.ask(asked)).toMatchObject({ status: 'completed', rows: 5 });
    expect(await behind.execute(asked)).toMatchObject({ status: 'reading', rows: 5 });
  });

  it('says what became of every row', async () => {
    const uploadId = await uploadRows(engine, tenant, campaignId, ROWS);
    expect(await engine.ask(new GetUpload(engine.query(), { uploadId }))).toEqual({
      id: uploadId,
      campaignId,
      ...{ source: 'json', name: null, bytes: 100, user: 'ana', receivedAt: expect.any(String) as string },
      status: 'completed',
      rows: 5,
      accepted: 2,
      duplicate: 1,
      invalid: 1,
      suppressed: 1,
      again: 0,
      error: null,
    });
    const { items, total } = await engine.ask(new ListVerdicts(engine.query(), { uploadId }));
    expect(items).toEqual([
      { row: 1, verdict: 'accepted', reasons: [], contactId: await id(1), phone: number(1), cleaned: [] },
      { row: 2, verdict: 'accepted', reasons: [], contactId: await id(2), phone: number(2), cleaned: [] },
      { row: 3, verdict: 'duplicate', reasons: [], contactId: await id(1), phone: number(1), cleaned: [] },
      {
        row: 4,
        verdict: 'invalid',
        reasons: [{ code: 'phone_invalid', message: expect.any(String), column: 'phone' }],
        contactId: rejectedRowKey(uploadId, 4),
        phone: 'call me',
        cleaned: [],
      },
      { row: 5, verdict: 'suppressed', reasons: [], contactId: await id(3), phone: number(3), cleaned: [] },
    ]);
    expect(total).toEqual({ value: 5, relation: 'exact' });
  });

  it('pages verdicts by row, of some kinds or all, and streams the same', async () => {
    const uploadId = await uploadRows(engine, tenant, campaignId, ROWS);
    const rows: number[] = [];
    let cursor: unknown;
    do {
      const page = await engine.ask(
        new ListVerdicts(engine.query(), { uploadId, limit: 1, cursor, verdict: ['invalid', 'duplicate'] }),
      );
      rows.push(...page.items.map(({ row }) => row));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(rows).toEqual([3, 4]);
    const streamed: number[] = [];
    for await (const batch of await engine.ask(new StreamVerdicts(engine.query(), { uploadId }))) {
      streamed.push(...batch.map(({ row }) => row));
    }
    expect(streamed).toEqual([1, 2, 3, 4, 5]);
  });

  it('is refused, and its file thrown away, where the status does not allow it', async () => {
    await uploadRows(engine, tenant, campaignId, ROWS);
    await engine.run(new StartCampaign(engine.command(), { campaignId }));
    const stored = { uploadId: engine.random.id(), bytes: 5 };
    engine.files.files.set(stored.uploadId, 'phone');
    const upload = new UploadContacts(engine.command(), { campaignId, source: 'csv', stored, mapping: null });
    await expect(engine.run(upload)).rejects.toMatchObject({ code: 'wrong_status' });
    expect(engine.files.files.size).toBe(0);
    await expect(engine.ask(new GetUpload(engine.query(), { uploadId: stored.uploadId }))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('answers the first upload when the same request comes again, and drops the second file', async () => {
    const context = engine.command({ idempotency: { commandId: 'u-1', bodyHash: 'b' } });
    const upload = (uploadId: string) => {
      engine.files.files.set(uploadId, 'phone');
      const stored = { uploadId, bytes: 5 };
      return engine.run(new UploadContacts(context, { campaignId, source: 'csv', stored, mapping: null }));
    };
    const first = await upload('first');
    expect(first.uploadId).toBe('first');
    expect(await upload('second')).toEqual(first);
    expect([...engine.files.files.keys()]).toEqual(['first']);
  });
});

describe('the contacts of a campaign', () => {
  beforeEach(() => uploadRows(engine, tenant, campaignId, ROWS));

  it('come in the order of the file, with what the vault has of them', async () => {
    const { items, total } = await list();
    expect(items.map(({ phone, state }) => [phone, state])).toEqual([
      [number(1), 'initial'],
      [number(2), 'initial'],
      ['call me', 'invalid_record'],
      [number(3), 'error'],
    ]);
    expect(total).toEqual({ value: 4, relation: 'exact' });
    expect(items[0]).toMatchObject({
      id: await id(1),
      name: 'José Silva',
      correlationId: 'order-1',
      parameters: { amount: '10' },
      note: 'No message was sent to the contact yet. This is its state right after the upload.',
      attempts: 0,
      error: null,
    });
    expect(items[2]!.error).toMatchObject({ code: 'phone_invalid' });
    expect(items[3]!.error).toMatchObject({ code: 'ENG_OPTED_OUT' });
  });

  it.each([
    ['jose', 1],
    [number(2), 1],
    ['(11) 90000-0002', 1],
    ['order-', 2],
    ['order-2', 1],
    ['nothing like it', 0],
  ])('are found by %s', async (q, found) => {
    expect((await list({ q })).items).toHaveLength(found);
  });

  it.each([
    ['José Silva', 1],
    ['jose silva', 1],
    ['(11) 90000-0001', 1],
    [number(1), 1],
    ['order-', 2],
    ['jose', 0],
    ['silva', 0],
    ['0001', 0],
    ['5511', 0],
    [number(1).slice(0, -1), 0],
    [number(1).slice(1, -1), 0],
    ['1', 0],
    ['call me', 1],
    ['call', 0],
  ])('are found by %s only where it is the whole of what is masked', async (q, found) => {
    const page = await list({ q }, principal({ roles: ['auditor'] }));
    expect(page.items).toHaveLength(found);
    expect(page.total).toEqual({ value: found, relation: 'exact' });
  });

  it('are filtered by state, error and attention', async () => {
    expect((await list({ state: ['error', 'invalid_record'] })).items).toHaveLength(2);
    expect((await list({ error: 'ENG_OPTED_OUT' })).items).toHaveLength(1);
    expect((await list({ needsAttention: true })).items).toHaveLength(0);
  });

  it('are masked for whoever may not read personal data', async () => {
    const { items } = await list({}, principal({ roles: ['auditor'] }));
    expect(items[0]).toMatchObject({ phone: '•••0001', name: '•••', parameters: { amount: '•••' } });
    expect(items.map(({ phone }) => phone)).toEqual(['•••0001', '•••0002', '•••', '•••0003']);
  });

  it('read as erased once the vault has forgotten them', async () => {
    await engine.vault.erase(await id(1));
    const contact = await engine.ask(new GetContact(engine.query(), { campaignId, contactId: await id(1) }));
    expect(contact).toMatchObject({ phone: null, name: null, parameters: null, correlationId: 'order-1' });
  });

  it('can be removed before the start, once', async () => {
    const remove = async (n: number) =>
      engine.run(new RemoveContact(engine.command(), { campaignId, contactId: await id(n) }));
    const removed = await remove(1);
    expect(await remove(1)).toEqual(removed);
    expect((await list({ state: ['removed'] })).items).toHaveLength(1);
    await expect(remove(9)).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(3)).rejects.toMatchObject({ code: 'contact_in_progress' });
    await engine.run(new StartCampaign(engine.command(), { campaignId }));
    await expect(remove(2)).rejects.toMatchObject({ code: 'wrong_status' });
  });

  it('have a history that reads as sentences', async () => {
    const contactId = await id(1);
    await sendingOf(engine, campaignId, tenant.senderId).attempt(contactId);
    const history = (limit: number, cursor?: unknown) =>
      engine.ask(new GetContactHistory(engine.query(), { campaignId, contactId, limit, cursor }));
    const first = await history(1);
    const second = await history(1, first.nextCursor);
    expect([...first.items, ...second.items].map(({ type }) => type)).toEqual(['ContactUploaded', 'SendAttempted']);
    expect(second.nextCursor).toBeNull();
    expect(first.items[0]!.text).toMatch(/\.$/);
  });

  it('with an unknown outcome wait for a decision, which is final', async () => {
    const sending = sendingOf(engine, campaignId, tenant.senderId);
    const contactId = await id(1);
    await sending.attempt(contactId);
    await sending.lose(contactId);
    expect((await list({ needsAttention: true })).items).toHaveLength(1);
    await engine.run(new AssumeOutcome(engine.command(), { campaignId, contactId, outcome: 'not_sent' }));
    expect((await list({ state: ['error'] })).items.map((each) => each.id)).toContain(contactId);
  });

  it('leave test contacts out', async () => {
    const at = new Date(engine.clock.now()).toISOString();
    const row = { uploadId: 'test', row: 1, ref: 't', at, suppressed: false, subaccountId: tenant.subaccountId };
    await contactDoes(engine, campaignId, 'test-1', { type: 'AcceptRow', ...row });
    expect((await list()).items).toHaveLength(4);
  });
});
