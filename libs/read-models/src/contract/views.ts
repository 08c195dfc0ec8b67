import type { Change } from '../change';
import { boolean, integer, json, symbol, text, type View } from '../view';

/** Invented views with every kind of field; the group is the one all contract tests use. */
export const GUESTS: View = {
  name: 'guests',
  version: 1,
  group: 'operational',
  fields: {
    hotel: symbol(),
    state: symbol(),
    name: text(),
    arrivedAt: integer(),
    nights: integer(),
    vip: boolean(),
    wishes: json(),
  },
  indexes: [
    ['hotel', 'state'],
    ['hotel', 'arrivedAt'],
    ['name'],
    { fields: ['hotel', 'nights'], set: ['nights', 'vip'] },
  ],
};

/** The same with a tally, and in the order of time. */
export const STAYS: View = {
  ...GUESTS,
  name: 'stays',
  indexes: [['arrivedAt'], ['hotel', 'arrivedAt']],
  tally: { by: ['hotel', 'state', 'vip'], bucket: { field: 'arrivedAt', every: 10 }, of: 'state' },
};

export const ROOMS: View = {
  name: 'room-totals',
  version: 1,
  group: 'operational',
  fields: { hotel: symbol(), taken: integer(), freed: integer() },
  indexes: [],
};

/** What several lanes add to. */
export const VISITS: View = {
  name: 'visits',
  version: 1,
  group: 'operational',
  fields: { hotel: symbol(), month: symbol(), guests: integer(), nights: integer() },
  indexes: [['hotel']],
  counters: true,
};

export const put = (id: string, doc: object, view = GUESTS): Change => ({
  op: 'put',
  view: view.name,
  id,
  doc: { ...doc },
});
export const patch = (id: string, doc: object, view = GUESTS): Change => ({
  op: 'patch',
  view: view.name,
  id,
  doc: { ...doc },
});
export const remove = (id: string, view = GUESTS): Change => ({ op: 'remove', view: view.name, id });
export const add = (id: string, amounts: Record<string, number>, key?: object): Change => ({
  op: 'add',
  view: ROOMS.name,
  id,
  amounts,
  ...(key && { key: { ...key } }),
});

export const visit = (hotel: string, month: string, amounts: Record<string, number>): Change => ({
  op: 'add',
  view: VISITS.name,
  id: `${hotel}.${month}`,
  amounts,
  key: { hotel, month },
});

/** A guest as it is read back: every field that was not given is null. */
export const guest = (doc: object) => ({
  hotel: null,
  state: null,
  name: null,
  arrivedAt: null,
  nights: null,
  vip: null,
  wishes: null,
  ...doc,
});
