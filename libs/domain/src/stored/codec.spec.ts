import { codecOf, WrittenByLaterVersion } from './codec';

const codec = codecOf({
  Greeted: {
    version: 3,
    upcasters: {
      1: ({ name }: { name: string }) => ({ names: [name] }),
      2: ({ names }: { names: string[] }) => ({ names, warmly: false }),
    },
  },
});

describe('reading an older event', () => {
  it('takes it through every version in between', () => {
    expect(codec.decode({ type: 'Greeted', data: { name: 'Ana' }, metadata: { v: 1 } })).toEqual({
      type: 'Greeted',
      data: { names: ['Ana'], warmly: false },
    });
    expect(codec.decode({ type: 'Greeted', data: { names: ['Ana', 'Rui'] }, metadata: { v: 2 } })).toEqual({
      type: 'Greeted',
      data: { names: ['Ana', 'Rui'], warmly: false },
    });
  });

  it('takes one without a version for the first', () =>
    expect(codec.decode({ type: 'Greeted', data: { name: 'Ana' }, metadata: {} })?.data).toMatchObject({
      names: ['Ana'],
    }));

  it('leaves one of today as it is', () => {
    const event = { type: 'Greeted', data: { names: [], warmly: true } };
    expect(codec.encode(event)).toEqual({ ...event, metadata: { v: 3 } });
    expect(codec.decode(codec.encode(event))).toEqual(event);
  });
});

describe('reading what is not known', () => {
  it('ignores a type', () => expect(codec.decode({ type: 'Waved', data: {}, metadata: { v: 1 } })).toBeUndefined());

  it('ignores a type that is called like what every object has', () =>
    expect(codec.decode({ type: 'constructor', data: {}, metadata: {} })).toBeUndefined());

  it('stops at a later version of a known type, which would be folded wrongly', () =>
    expect(() => codec.decode({ type: 'Greeted', data: {}, metadata: { v: 4 } })).toThrow(WrittenByLaterVersion));
});

describe('a registry', () => {
  it('without an upcaster that is needed is refused at start', () =>
    expect(() => codecOf({ Greeted: { version: 2 } })).toThrow('Greeted has no upcaster from version 1'));

  it('writes no type it does not know', () =>
    expect(() => codec.encode({ type: 'Waved', data: {} })).toThrow('Waved is no stored event type'));
});
