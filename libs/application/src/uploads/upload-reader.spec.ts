import { rejectedRowKey, rowRef, stream } from '@arauto/domain';
import { type EventStore, Unavailable } from '@arauto/event-store';
import { readContactEntry, type Vault } from '@arauto/privacy';
import { writeContactLines } from './contact-lines';
import { never } from '../testing/look';
import {
  csvOf,
  testContact as contact,
  testNumber,
  testPerson as person,
  UploadFixture,
} from '../testing/upload-fixture';

const numbers = (count: number) => Array.from({ length: count }, (_, n) => testNumber(n + 1));

describe('reading a contact file', () => {
  let store: EventStore;
  let vault: Vault;
  let upload: UploadFixture;

  beforeEach(async () => {
    upload = await UploadFixture.open();
    ({ store, vault } = upload);
  });
  afterEach(() => upload.close());

  const mixed = [
    'phone,name,amount,correlation id',
    `${testNumber(1)},Ana,10,order-1`,
    `${testNumber(2)},Bruno,20,`,
    `${testNumber(1)},Ana again,30,`,
    'not a number,Carla,40,order-4',
    `${testNumber(5)},Dora,,`,
    `${testNumber(6)},"Eva,60`,
    '',
  ].join('\n');

  it('gives every row its verdict, and every row that is no duplicate a contact', async () => {
    upload.suppressed = new Set([person(2)]);
    await upload.upload('up-1', mixed);
    expect(await upload.reader().readOne('up-1', never)).toBe('read');
    expect(await upload.verdicts('up-1')).toBe('asdiii');
    expect((await upload.events(contact(1))).map(({ type }) => type)).toEqual(['ContactUploaded']);
    expect((await upload.events(contact(2))).map(({ type, data }) => [type, data['error']])).toEqual([
      ['ContactUploaded', undefined],
      ['SendErrored', { code: 'ENG_OPTED_OUT' }],
    ]);
    expect(
      await upload.last(stream.contact('campaign-1', rejectedRowKey('up-1', 4)), 'InvalidRecordUploaded'),
    ).toMatchObject({
      row: 4,
      reasons: [{ code: 'phone_invalid', column: 'phone' }],
      correlationId: 'order-4',
    });
    expect(
      await upload.last(stream.contact('campaign-1', rejectedRowKey('up-1', 5)), 'InvalidRecordUploaded'),
    ).toMatchObject({
      reasons: [{ code: 'parameter_missing', column: 'amount' }],
    });
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toEqual({
      uploadId: 'up-1',
      rows: 6,
      contacts: 5,
      invalid: 3,
      suppressed: 1,
      duplicates: 1,
    });
    expect(await upload.last(stream.upload('up-1'), 'ContactFileRead')).toEqual({ rows: 6, error: null });
    expect(upload.files.files.size).toBe(0);
  });

  it('closes the upload at the campaign before it says so of the upload', async () => {
    await upload.upload('up-1', mixed);
    await upload.reader().readOne('up-1', never);
    const ends: string[] = [];
    for await (const { type } of store.readAll({ filter: { types: ['UploadClosed', 'ContactFileRead'] } }))
      ends.push(type);
    expect(ends).toEqual(['UploadClosed', 'ContactFileRead']);
  });

  it('keeps the personal data of every row in the vault and none in the log', async () => {
    await upload.upload('up-1', mixed);
    await upload.reader().readOne('up-1', never);
    const refs = [1, 2, 3, 4, 5, 6].map((row) => rowRef('up-1', row));
    const entries = (await vault.getMany(refs)).map((entry) => entry!);
    expect(entries.map(({ person: of }) => of)).toEqual([person(1), person(2), person(1), null, person(5), null]);
    expect(entries.slice(0, 4).map(readContactEntry)).toMatchObject([
      { phone: testNumber(1), name: 'Ana', correlationId: 'order-1', parameters: { amount: '10' } },
      { phone: testNumber(2), name: 'Bruno', correlationId: null },
      { phone: testNumber(1), name: 'Ana again' },
      { phone: 'not a number', name: 'Carla' },
    ]);
    expect(entries[5]!.data).toMatchObject({ text: `${testNumber(6)},"Eva,60` });
    const log = (await upload.everything()).join('\n');
    for (const text of [
      'Ana',
      'Bruno',
      'Carla',
      'Eva',
      'not a number',
      testNumber(1).slice(1),
      testNumber(5).slice(3),
    ]) {
      expect(log).not.toContain(text);
    }
  });

  it('names whoever uploaded the file in every event', async () => {
    await upload.upload('up-1', mixed);
    await upload.reader().readOne('up-1', never);
    const received = (await upload.events(stream.upload('up-1')))[0]!;
    const metadata = {
      v: expect.any(Number),
      $correlationId: 'request-1',
      $causationId: received.id,
      actor: { id: 'key-1', name: 'ana' },
    };
    for (const name of [contact(1), stream.upload('up-1'), stream.campaign('campaign-1')]) {
      expect((await upload.events(name)).at(-1)!.metadata).toEqual(metadata);
    }
  });

  it('reads contacts that came as JSON', async () => {
    const contacts = [
      { phone: testNumber(1), name: 'Ana', correlationId: 'order-1', parameters: { amount: '10' } },
      { phone: '', parameters: { amount: '10' } },
      { phone: testNumber(1), parameters: { amount: '10' } },
    ];
    const lines = Buffer.concat([...writeContactLines(contacts)]).toString();
    await upload.upload('up-1', `${lines}{"phone":1}\nnonsense`, 'json');
    await upload.reader().readOne('up-1', never);
    expect(await upload.verdicts('up-1')).toBe('aidii');
    expect(await upload.last(contact(1), 'ContactUploaded')).toMatchObject({ correlationId: 'order-1', row: 1 });
    expect(
      await upload.last(stream.contact('campaign-1', rejectedRowKey('up-1', 5)), 'InvalidRecordUploaded'),
    ).toMatchObject({
      reasons: [{ code: 'row_malformed', column: null, why: 'row_no_object' }],
    });
  });

  it.each(['csv', 'json'] as const)('has few rows in memory at once where they are wide (%s)', async (source) => {
    const wide = 'x'.repeat(1000);
    const extras = Array.from({ length: 15 }, (_, n) => `extra ${n}`);
    const lines =
      source === 'csv'
        ? [
            `phone,amount,${extras.join()}`,
            ...numbers(300).map((phone) => `${phone},1,${extras.map(() => wide).join()}`),
          ]
        : numbers(300).map((phone) => {
            const parameters = { amount: '1', ...Object.fromEntries(extras.map((name) => [name, wide])) };
            return JSON.stringify({ phone, parameters });
          });
    await upload.upload('up-1', lines.join('\n'), source);
    let open = 0;
    let most = 0;
    const put: Vault['put'] = async (entries) => {
      most = Math.max(most, (open += entries.length));
      await vault.put(entries);
      open -= entries.length;
    };
    await upload.reader({ vault: { put } as Vault }).readOne('up-1', never);
    expect(await upload.verdicts('up-1')).toBe('a'.repeat(300));
    // Five batches of 256 Ki characters, with the row that makes each of them full.
    expect(most).toBeLessThanOrEqual(5 * 18);
    const chunks = (await upload.events(stream.upload('up-1'))).filter(({ type }) => type === 'RowsJudged');
    expect(chunks.map(({ data }) => String(data['verdicts']).length)).toEqual([90, 90, 90, 30]);
  });

  it('makes one contact of a person in two files, and counts the same file sent twice as duplicates', async () => {
    await upload.upload('up-1', csvOf(700));
    await upload.upload('up-2', csvOf(700, 601));
    await upload.upload('up-3', csvOf(700));
    const reader = upload.reader({ isBusy: () => true });
    await Promise.all(['up-1', 'up-2'].map((id) => reader.readOne(id, never)));
    await reader.readOne('up-3', never);
    const both = (await upload.verdicts('up-1')) + (await upload.verdicts('up-2'));
    expect([...both].filter((letter) => letter === 'a')).toHaveLength(1300);
    expect([...both].filter((letter) => letter === 'd')).toHaveLength(100);
    expect(await upload.verdicts('up-3')).toBe('d'.repeat(700));
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({
      contacts: 0,
      duplicates: 700,
    });
  });

  it('judges by the template and the mapping that the upload came with', async () => {
    const file = [
      'phone,amount,notes',
      `${testNumber(1)},"a\nb",${'n'.repeat(1500)}`,
      `${testNumber(2)},${'x'.repeat(1016)},`,
      `${testNumber(3)},${'x'.repeat(1017)},`,
      `${testNumber(4)},${'🍇'.repeat(1016)},`,
    ].join('\n');
    await upload.upload('up-1', file);
    const content = {
      type: 'template',
      templateId: 'template-2',
      parameterMapping: { '1': { from: 'notes' } },
    } as const;
    await upload.campaign({ type: 'EditCampaign', settings: { content } });
    await upload.reader().readOne('up-1', never);
    expect(await upload.verdicts('up-1')).toBe('aaia');
    expect(
      await upload.last(stream.contact('campaign-1', rejectedRowKey('up-1', 3)), 'InvalidRecordUploaded'),
    ).toMatchObject({ reasons: [{ code: 'parameter_invalid', column: 'amount', why: 'body_too_long' }] });
    const [first] = await vault.getMany([rowRef('up-1', 1)]);
    expect(first!.data).toMatchObject({ parameters: { amount: 'a b', notes: 'n'.repeat(1500) }, cleaned: ['amount'] });
  });

  it('fails a file without a data row', async () => {
    await upload.upload('up-1', 'phone,amount\n,\n"",""\n');
    await upload.reader().readOne('up-1', never);
    expect(await upload.last(stream.upload('up-1'), 'ContactFileRead')).toMatchObject({
      error: { code: 'file_empty' },
    });
  });

  it('knows a person again further down in a long file', async () => {
    await upload.upload('up-1', `${csvOf(1200)}${testNumber(3)},Person 3,1\n${testNumber(1200)},Person,1\n`);
    await upload.reader().readOne('up-1', never);
    expect(await upload.verdicts('up-1')).toBe(`${'a'.repeat(1200)}dd`);
  });

  it('loses nothing but the one row with a forgotten quote', async () => {
    const lines = csvOf(1100).split('\n');
    lines[801] = `${testNumber(801)},"Person 801,1`;
    await upload.upload('up-1', lines.join('\n'));
    await upload.reader().readOne('up-1', never);
    expect(await upload.verdicts('up-1')).toBe(`${'a'.repeat(800)}i${'a'.repeat(299)}`);
  });

  it('closes early when the campaign is canceled midway; what was read stands', async () => {
    await upload.upload('up-1', csvOf(2000));
    const canceling: EventStore = Object.create(store) as EventStore;
    canceling.append = async (name, events, options) => {
      const appended = await store.append(name, events, options);
      if (events[0]!.type === 'RowsJudged') await upload.campaign({ type: 'CancelCampaign' });
      return appended;
    };
    await upload.reader({ store: canceling, isBusy: () => true }).readOne('up-1', never);
    const error = { code: 'campaign_canceled', message: 'The campaign was canceled while the file was being read.' };
    expect(await upload.verdicts('up-1')).toBe('a'.repeat(500));
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({
      contacts: 500,
      rows: 500,
      error,
    });
    expect(await upload.last(stream.upload('up-1'), 'ContactFileRead')).toEqual({ rows: 500, error });
    expect(upload.files.files.size).toBe(0);
  });

  it('fails with the reason when the file cannot be read as a whole', async () => {
    await upload.upload('up-1', 'name,amount\nAna,10\n');
    await upload.reader().readOne('up-1', never);
    expect(await upload.last(stream.upload('up-1'), 'ContactFileRead')).toMatchObject({
      rows: 0,
      error: { code: 'phone_column_missing' },
    });
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({
      contacts: 0,
      error: { code: 'phone_column_missing' },
    });
  });

  it('fails with the reason when the file is gone', async () => {
    await upload.upload('up-1', null);
    await upload.reader().readOne('up-1', never);
    expect(await upload.last(stream.upload('up-1'), 'ContactFileRead')).toMatchObject({
      error: { code: 'file_missing' },
    });
  });

  it('outlasts a store and a vault that take nothing for a while', async () => {
    await upload.upload('up-1', csvOf(1100));
    let left = 40;
    const failing = (): void => {
      if (left-- > 0 && left % 3 > 0) throw new Unavailable('a while');
    };
    const shaky: EventStore = Object.create(store) as EventStore;
    shaky.append = async (...args) => (failing(), store.append(...args));
    shaky.appendMany = async (items) => {
      const results = await store.appendMany(items.slice(0, items.length / 2));
      const rest = items.slice(results.length).map(() => ({ error: new Unavailable('full') }));
      if (left-- > 0) return [...results, ...rest];
      return store.appendMany(items);
    };
    shaky.readStream = async (...args) => (failing(), store.readStream(...args));
    const moody: Vault = Object.create(vault) as Vault;
    moody.put = async (entries) => (failing(), vault.put(entries));
    await upload.pass(upload.reader({ store: shaky, vault: moody }).readOne('up-1', never));
    expect(upload.failures.length).toBeGreaterThan(10);
    expect(await upload.verdicts('up-1')).toBe('a'.repeat(1100));
  });

  it('waits for the command that brought the file, and knows an upload that is none', async () => {
    await upload.received('up-1');
    expect(await upload.reader().readOne('up-1', never)).toBe('waiting');
    expect(await upload.reader().readOne('up-2', never)).toBe('missing');
  });

  it('ends an upload whose command broke off before it opened it, in the sight of all', async () => {
    await upload.received('up-1');
    upload.files.files.set('up-1', csvOf(3));
    const reader = upload.reader();
    expect(await reader.readOne('up-1', never)).toBe('waiting');
    await upload.clock.advance(59_999);
    expect(await reader.readOne('up-1', never)).toBe('waiting');
    await upload.clock.advance(1);
    expect(await reader.readOne('up-1', never)).toBe('read');
    const error = {
      code: 'upload_interrupted',
      message: 'The upload broke off before it was opened. Upload the file again.',
    };
    expect(await upload.last(stream.upload('up-1'), 'ContactFileRead')).toEqual({ rows: 0, error });
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({ contacts: 0, error });
    expect(upload.files.files.size).toBe(0);
    // The command comes to its last step after all.
    await upload.campaign({ type: 'OpenUpload', uploadId: 'up-1', source: 'csv' });
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({ uploadId: 'up-1' });
    expect(await upload.events(contact(1))).toEqual([]);
  });

  it('finishes a copy that broke off before it opened its upload', async () => {
    await upload.received('up-1', 'campaign');
    upload.files.files.set('up-1', csvOf(3));
    const reader = upload.reader();
    expect(await reader.readOne('up-1', never)).toBe('waiting');
    await upload.clock.advance(60_000);
    expect(await reader.readOne('up-1', never)).toBe('read');
    expect(await upload.verdicts('up-1')).toBe('aaa');
    await upload.received('up-2', 'campaign');
    await upload.campaign({ type: 'CancelCampaign' });
    expect(await reader.readOne('up-2', never)).toBe('waiting');
    await upload.clock.advance(60_000);
    expect(await reader.readOne('up-2', never)).toBe('read');
    expect(await upload.last(stream.upload('up-2'), 'ContactFileRead')).toMatchObject({
      error: { code: 'upload_interrupted' },
    });
  });

  it('stops when told to, and goes on later', async () => {
    await upload.upload('up-1', csvOf(1600));
    const stop = new AbortController();
    const stopping: EventStore = Object.create(store) as EventStore;
    stopping.append = (...args) => (stop.abort(), store.append(...args));
    expect(await upload.reader({ store: stopping }).readOne('up-1', stop.signal)).toBe('stopped');
    expect(await upload.verdicts('up-1')).toBe('a'.repeat(500));
    expect(await upload.reader().readOne('up-1', never)).toBe('read');
    expect(await upload.verdicts('up-1')).toBe('a'.repeat(1600));
  });

  it('sweeps files that nobody will read, and only those', async () => {
    await upload.upload('done', csvOf(1));
    await upload.reader().readOne('done', never);
    await upload.upload('open', csvOf(1));
    await upload.received('begun');
    for (const id of ['done', 'begun', 'unknown']) upload.files.files.set(id, 'x');
    upload.files.storedAt = upload.clock.now();
    await upload.reader().sweep();
    expect([...upload.files.files.keys()].sort()).toEqual(['begun', 'open', 'unknown']);
    await upload.clock.advance(25 * 3600 * 1000);
    await upload.reader().sweep();
    expect([...upload.files.files.keys()]).toEqual(['open']);
  });

  it('sweeps the others when one file cannot be looked at or deleted', async () => {
    await upload.upload('done', csvOf(1));
    await upload.reader().readOne('done', never);
    for (const id of ['README.txt', 'a', 'done']) upload.files.files.set(id, 'x');
    const discard = upload.files.discard.bind(upload.files);
    upload.files.discard = (id) => (id.includes('.') ? Promise.reject(new TypeError('no contact file')) : discard(id));
    await upload.clock.advance(25 * 3600 * 1000);
    await upload.reader().sweep();
    expect([...upload.files.files.keys()]).toEqual(['README.txt']);
    expect(upload.failures).toEqual(['TypeError']);
  });

  it('gives its place away after half a minute in which a step fails, and goes on from there when it is tried again', async () => {
    await upload.upload('up-1', csvOf(1100));
    let refuses = true;
    const refusedAt: number[] = [];
    const put: Vault['put'] = (entries) => {
      if (!refuses || !entries.some(({ ref }) => ref === rowRef('up-1', 1050))) return vault.put(entries);
      refusedAt.push(upload.clock.monotonic());
      return Promise.reject(new Error('the vault does not take it'));
    };
    const reader = upload.reader({ vault: { put } as Vault, isBusy: () => true });
    await expect(upload.pass(reader.readOne('up-1', never))).rejects.toThrow('the vault does not take it');
    const tried = refusedAt.at(-1)! - refusedAt[0]!;
    expect(tried).toBeGreaterThanOrEqual(30_000);
    expect(tried).toBeLessThan(45_000);
    expect(await upload.verdicts('up-1')).toBe('a'.repeat(1000));
    refuses = false;
    expect(await upload.pass(reader.readOne('up-1', never))).toBe('read');
    expect(await upload.verdicts('up-1')).toBe('a'.repeat(1100));
  });
});
