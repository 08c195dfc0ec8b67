import { Binary, BSON } from 'mongodb';
import { rawFields } from './raw-fields';

describe('the fields of a document as it came', () => {
  const raw = (document: object) => Buffer.from(BSON.serialize(document));

  it('are those the driver would read', () => {
    const bytes = Buffer.from([0, 1, 255, 0]);
    const texts = { _id: 'Ánà 🔑', empty: '', zero: 'a\0b' };
    const fields = rawFields(raw({ ...texts, bytes: new Binary(bytes), none: new Binary(Buffer.alloc(0)) }));
    expect(Object.fromEntries(Object.keys(texts).map((name) => [name, fields[name]!.toString()]))).toEqual(texts);
    expect(fields['bytes']).toEqual(bytes);
    expect(fields['none']).toHaveLength(0);
    expect(rawFields(raw({}))).toEqual({});
  });

  it('are of no other type', () => {
    expect(() => rawFields(raw({ n: 1 }))).toThrow('The field n is of the BSON type 16.');
  });
});
