import { rowRef, stream } from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import { never } from '../testing/look';
import {
  csvOf,
  testContact as contact,
  testNumber,
  testPerson as person,
  UploadFixture,
} from '../testing/upload-fixture';

describe('reading a file of people who are contacts already', () => {
  let upload: UploadFixture;
  afterEach(() => upload.close());

  const remove = { type: 'RemoveContact', cause: 'admin' } as const;
  const types = async (n: number) => (await upload.events(contact(n))).map(({ type }) => type);

  beforeEach(async () => {
    upload = await UploadFixture.open();
    upload.suppressed = new Set([person(2), person(3), person(5)]);
    await upload.upload('up-1', csvOf(6));
    await upload.reader().readOne('up-1', never);
    expect(await upload.verdicts('up-1')).toBe('assasa');
    // 1 and 6 are removed, 2 is released, 3 is suppressed still, 6 is suppressed since; 4 waits.
    await upload.contact(person(1), remove);
    await upload.contact(person(6), remove);
    upload.suppressed = new Set([person(3), person(5), person(6)]);
  });

  it('brings back who was removed or released, says who is suppressed still, and makes no second contact', async () => {
    const corrected = `${testNumber(1)},Ana,11.00\n${testNumber(2)},Bruno,12.00\n`;
    const again = `${testNumber(3)},C,1\n${testNumber(4)},D,1\n${testNumber(6)},F,1\n${testNumber(1)},Ana twice,1\n${testNumber(7)},G,1\n`;
    await upload.upload('up-2', `phone,name,amount\n${corrected}${again}`);
    expect(await upload.reader().readOne('up-2', never)).toBe('read');
    expect(await upload.verdicts('up-2')).toBe('AASdSda');
    expect(await types(1)).toEqual(['ContactUploaded', 'ContactRemoved', 'ContactUploaded']);
    expect(await types(2)).toEqual(['ContactUploaded', 'SendErrored', 'ContactUploaded']);
    expect(await types(3)).toEqual(['ContactUploaded', 'SendErrored']);
    expect(await types(6)).toEqual(['ContactUploaded', 'ContactRemoved']);
    expect(await upload.last(contact(1), 'ContactUploaded')).toMatchObject({
      again: true,
      unsettles: true,
      ref: rowRef('up-2', 1),
      uploadId: 'up-2',
      row: 1,
    });
    const closed = { rows: 7, contacts: 1, again: 4, invalid: 0, suppressed: 2, duplicates: 2 };
    expect(await upload.last(stream.campaign('campaign-1'), 'UploadClosed')).toEqual({ uploadId: 'up-2', ...closed });
  });

  it('brings back as often as somebody is removed', async () => {
    await upload.upload('up-2', csvOf(1));
    await upload.reader().readOne('up-2', never);
    await upload.contact(person(1), remove);
    await upload.upload('up-3', csvOf(1));
    await upload.reader().readOne('up-3', never);
    await upload.upload('up-4', csvOf(1));
    await upload.reader().readOne('up-4', never);
    expect(await Promise.all(['up-2', 'up-3', 'up-4'].map((id) => upload.verdicts(id)))).toEqual(['A', 'A', 'd']);
  });

  it('decides again when the contact changes in between', async () => {
    await upload.upload('up-2', csvOf(1));
    const raced = Object.create(upload.store) as EventStore;
    raced.appendMany = async (items) => {
      if (items[0]!.expected === 1) await upload.contact(person(1), { ...accept('up-9'), ref: 'up-9.000000001' });
      return upload.store.appendMany(items);
    };
    await upload.reader({ store: raced }).readOne('up-2', never);
    expect(await upload.verdicts('up-2')).toBe('d');
    expect(await upload.last(contact(1), 'ContactUploaded')).toMatchObject({ uploadId: 'up-9' });
    expect(upload.failures).toEqual([]);
  });

  const accept = (uploadId: string) =>
    ({
      type: 'AcceptRow',
      uploadId,
      row: 1,
      subaccountId: 'sub-1',
      at: '2026-03-02T12:00:00.000Z',
      suppressed: false,
    }) as const;
});
