import { rejectedRowKey, stream } from '@arauto/domain';
import { never } from '../testing/look';
import { testNumber, UploadFixture } from '../testing/upload-fixture';

describe('rows that were rejected', () => {
  let upload: UploadFixture;

  beforeEach(async () => {
    upload = await UploadFixture.open();
  });
  afterEach(() => upload.close());

  const bad = [
    'phone,name,amount',
    'not a number,Carla,40',
    `${testNumber(5)},Dora,`,
    `${testNumber(6)},"Eva,60`,
    `${testNumber(7)},Fay,1,2`,
    'not a number,Carla,40',
    'not a number,Carla,41',
    '########,Gil,1',
  ].join('\n');

  it('are duplicates when they come again, in the same file, in another, and in JSON', async () => {
    await upload.upload('up-1', bad);
    await upload.reader().readOne('up-1', never);
    expect(await upload.verdicts('up-1')).toBe('iiiidii');
    await upload.upload('up-2', bad);
    await upload.reader().readOne('up-2', never);
    expect(await upload.verdicts('up-2')).toBe('ddddddd');
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({
      rows: 7,
      contacts: 0,
      invalid: 0,
      duplicates: 7,
    });
    for (let row = 1; row <= 7; row++) {
      expect(await upload.events(stream.contact('campaign-1', rejectedRowKey('up-2', row)))).toEqual([]);
    }
    const again = { phone: 'not a number', name: 'Carla', parameters: { amount: '40' } };
    const other = { ...again, parameters: { amount: '40', note: 'x' } };
    const lines = [again, other].map((each) => `${JSON.stringify(each)}\n`);
    await upload.upload('up-3', lines.join(''), 'json');
    await upload.reader().readOne('up-3', never);
    expect(await upload.verdicts('up-3')).toBe('di');
  });

  it('are known again when two files are read at once', async () => {
    await upload.upload('up-1', bad);
    await upload.upload('up-2', bad);
    await Promise.all(['up-1', 'up-2'].map((id) => upload.reader().readOne(id, never)));
    const letters = [...((await upload.verdicts('up-1')) + (await upload.verdicts('up-2')))];
    expect(letters.filter((letter) => letter === 'i')).toHaveLength(6);
    expect(letters.filter((letter) => letter === 'd')).toHaveLength(8);
  });

  it('are named by a keyed hash only', async () => {
    await upload.upload('up-1', bad);
    await upload.reader().readOne('up-1', never);
    const names: string[] = [];
    for await (const { stream: name } of upload.store.readAll({ filter: { types: ['RowRejected'] } })) names.push(name);
    expect(names).toHaveLength(6);
    for (const name of names) expect(name).toMatch(/^rejected-campaign-1\.[\w-]{22}$/);
    const other = new UploadFixture(upload.store, upload.vault);
    await other.upload('up-9', bad);
    const identities = {
      secretOf: () => Promise.resolve(Buffer.alloc(32, 8)),
      otherReadings: () => Promise.resolve([]),
    };
    await other.reader({ identities }).readOne('up-9', never);
    expect(await other.verdicts('up-9')).toBe('iiiidii');
  });

  it('are two where they are endless and their ends are not the same', async () => {
    const endless = `${testNumber(1)},${'x'.repeat(600_000)}`;
    await upload.upload('up-1', `phone,amount\n${endless}1\n${endless}2\n`);
    await upload.reader().readOne('up-1', never);
    expect(await upload.verdicts('up-1')).toBe('ii');
  });
});
