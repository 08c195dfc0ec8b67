import { rowRef, stream } from '@arauto/domain';
import { personKey } from '@arauto/privacy';
import { never } from '../testing/look';
import { SECRET, UploadFixture } from '../testing/upload-fixture';

const person = (canonical: string) => personKey(SECRET, canonical);
const contact = (canonical: string) => stream.contact('campaign-1', person(canonical));
const csv = (...phones: string[]) => ['phone,amount', ...phones.map((phone) => `"${phone}",1`), ''].join('\n');

describe('the numbers of contact files', () => {
  let upload: UploadFixture;

  const begin = async (defaultCountry: string) => {
    upload = await UploadFixture.open(defaultCountry);
  };
  afterEach(() => upload.close());

  const read = async (uploadId: string, text: string) => {
    await upload.upload(uploadId, text);
    await upload.reader().readOne(uploadId, never);
    return upload.verdicts(uploadId);
  };
  const phones = async (uploadId: string, rows: number) => {
    const refs = Array.from({ length: rows }, (_, row) => rowRef(uploadId, row + 1));
    return (await upload.vault.getMany(refs)).map((entry) => entry?.phone);
  };

  it('are those that their notations mean, so that nobody is there twice', async () => {
    await begin('DE');
    const rows = [
      '+49 (0) 152 28817386',
      '0152 28817386',
      '+4915228817386',
      '0049 (0)152 28817386',
      '+33 (0)6 12 34 56 78',
      '+33 6 12 34 56 78',
      '+234 0802 123 4567',
      '+62 0812 345 678',
      '+91 081234 56789',
    ];
    expect(await read('up-1', csv(...rows))).toBe('adddadaaa');
    expect(await phones('up-1', rows.length)).toEqual([
      ...new Array<string>(4).fill('+4915228817386'),
      '+33612345678',
      '+33612345678',
      '+2348021234567',
      '+62812345678',
      '+918123456789',
    ]);
  });

  it('are one with a slash in it and two where two stand, in every country’s way', async () => {
    await begin('DE');
    const rows = ['+49 (0)152/28817386', '+49 172/9925904', '0152/54599371', '030 1234567/68'];
    expect(await read('up-1', csv(...rows))).toBe('aaai');
    expect(await phones('up-1', 3)).toEqual(['+4915228817386', '+491729925904', '+4915254599371']);
  });

  it('of Brazil too', async () => {
    await begin('BR');
    expect(await read('up-1', csv('11 90003-1041 11 90003-1042', '11 90003-1041'))).toBe('ia');
    const rejected = (await upload.events(stream.contact('campaign-1', 'row-up-1-1')))[0]!;
    expect(rejected.data['reasons']).toEqual([{ code: 'phone_ambiguous', column: 'phone' }]);
  });

  describe('of a campaign with a file of the first version', () => {
    const old = ['+49 (0) 152 28817386', '4915254599371', '0172 9925904'];

    beforeEach(async () => {
      await begin('DE');
      await upload.uploadOfOldTimes('up-0', csv(...old));
    });

    it('are read in the way in which the file was begun', async () => {
      await upload.reader().readOne('up-0', never);
      expect(await phones('up-0', 3)).toEqual(['+49015228817386', '+494915254599371', '+491729925904']);
    });

    it('are the same however often the reading of that file breaks off', async () => {
      const stopping = new AbortController();
      const reader = upload.reader({ isBusy: () => (stopping.abort(), false) });
      expect(await reader.readOne('up-0', stopping.signal)).toBe('stopped');
      expect(await upload.reader().readOne('up-0', never)).toBe('read');
      expect(await upload.verdicts('up-0')).toBe('aaa');
    });

    it('are of persons who are there already, whatever the file of old made of them', async () => {
      await upload.reader().readOne('up-0', never);
      const rows = ['0152 28817386', '+49 152 54599371', '49 172 9925904', '0176 04069055'];
      expect(await read('up-1', csv(...rows))).toBe('ddda');
      expect(await upload.events(contact('4915228817386'))).toEqual([]);
      expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toMatchObject({
        contacts: 1,
        duplicates: 3,
      });
    });
  });

  it('bring back who was removed under the number that a file of the first version made of them', async () => {
    await begin('DE');
    await upload.uploadOfOldTimes('up-0', csv('+49 (0) 152 28817386', '0172 9925904'));
    await upload.reader().readOne('up-0', never);
    const removed = person('49015228817386');
    await upload.contact(removed, { type: 'RemoveContact', cause: 'admin' });
    upload.suppressed = new Set([person('4915228817386')]);
    expect(await read('up-1', csv('0152 28817386'))).toBe('S');
    upload.suppressed = new Set();
    expect(await read('up-2', csv('0152 28817386', '+49 152 28817386', '0172 9925904'))).toBe('Add');
    expect(await read('up-3', csv('0152 28817386'))).toBe('d');
    expect(await upload.events(contact('4915228817386'))).toEqual([]);
    const back = { again: true, unsettles: true, ref: rowRef('up-2', 1) };
    expect(await upload.last(contact('49015228817386'), 'ContactUploaded')).toMatchObject(back);
    expect(await phones('up-2', 1)).toEqual(['+4915228817386']);
  });

  it('bring nobody back whom a file of the first version put there twice: the other contact is still the person', async () => {
    await begin('DE');
    await upload.uploadOfOldTimes('up-0', csv('+49 (0) 152 28817386', '+4915228817386'));
    await upload.reader().readOne('up-0', never);
    expect(await upload.verdicts('up-0')).toBe('aa');
    await upload.contact(person('49015228817386'), { type: 'RemoveContact', cause: 'admin' });
    expect(await read('up-1', csv('0152 28817386'))).toBe('d');
  });

  it('are suppressed under whatever an older reading made of them', async () => {
    await begin('DE');
    upload.suppressed = new Set([person('49015228817386'), person('494915254599371'), person('9999')]);
    expect(await read('up-1', csv('0152 28817386', '+49 (0)152 54599371', '0172 9925904'))).toBe('ssa');
    expect((await upload.events(contact('4915228817386'))).map(({ type }) => type)).toEqual([
      'ContactUploaded',
      'SendErrored',
    ]);
  });
});
