import { versionsOf } from './versions';

const versions = versionsOf({
  Greeted: {
    version: 3,
    upcasters: {
      1: ({ name, ...rest }) => ({ names: [name!], ...rest }),
      2: (data) => ({ ...data, warmly: false }),
    },
  },
});

it('an older event goes through every version in between', () => {
  expect(versions.upcast('Greeted', { name: 'Ana', at: 'noon' }, 1)).toEqual({
    ...{ names: ['Ana'], at: 'noon', warmly: false },
  });
  expect(versions.upcast('Greeted', { names: ['Ana', 'Rui'] }, 2)).toEqual({ names: ['Ana', 'Rui'], warmly: false });
});

it('one of today stays as it is', () => {
  const data = { names: [], warmly: true };
  expect(versions.upcast('Greeted', data, 3)).toBe(data);
});

it('a type that is not known has no version, even one that is called like what every object has', () =>
  expect(['Greeted', 'Waved', 'constructor'].map((type) => versions.today(type))).toEqual([3, undefined, undefined]));

it('a registry without an upcaster that is needed is refused at start', () =>
  expect(() => versionsOf({ Greeted: { version: 2 } })).toThrow('Greeted has no upcaster from version 1'));
