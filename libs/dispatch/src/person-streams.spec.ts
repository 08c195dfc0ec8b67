import type { RecordedEvent } from '@arauto/event-store';
import type { Condition, ViewReader } from '@arauto/read-models';
import { suppressionsView } from '@arauto/read-models/operational';
import { PersonStreams } from './person-streams';

const at = (n: number) => String(n).padStart(16, '0');

/** A view of documents, each `[owner, person]`, that counts what it is asked. */
function viewOf(documents: readonly (readonly [string, string])[]) {
  const asked: number[] = [];
  const matching = (where: readonly Condition[]) =>
    documents.filter(([owner, person]) =>
      where.every((condition) => {
        const value = condition.field === 'subaccountId' ? owner : person;
        if ('equals' in condition) return value === condition.equals;
        return 'in' in condition && condition.in.includes(value);
      }),
    );
  return {
    asked,
    count: (_: unknown, where: readonly Condition[]) =>
      Promise.resolve({ value: Math.min(1, matching(where).length), relation: 'exact' as const }),
    find: (_: unknown, { where = [] }: { where?: readonly Condition[] }) => {
      asked.push(where.length);
      return Promise.resolve(matching(where).map(([, personKey]) => ({ id: personKey, doc: { personKey } })));
    },
  };
}

function streamsOver(view: ReturnType<typeof viewOf>): PersonStreams<typeof suppressionsView> {
  return new PersonStreams(view as Pick<ViewReader, 'count' | 'find'>, suppressionsView, 'suppression-', (owner) => ({
    field: 'subaccountId',
    equals: owner,
  }));
}

function event(owner: string, person: string, position: number): RecordedEvent {
  const stream = `suppression-${owner}.${person}`;
  return { stream, revision: 0, position: at(position), at: 0, id: '', type: 'X', data: {}, metadata: {} };
}

describe('persons whose streams must be read', () => {
  it('are those of the same owner that the view knows, however many are asked about', async () => {
    const streams = streamsOver(
      viewOf([
        ['s1', 'p3'],
        ['s1', 'p999'],
        ['s2', 'p4'],
      ]),
    );
    const persons = Array.from({ length: 1200 }, (_, n) => `p${n}`);
    expect([...(await streams.among('s1', persons))].sort()).toEqual(['p3', 'p999']);
  });

  it('are not looked for one by one where the owner has none', async () => {
    const view = viewOf([['s2', 'p4']]);
    expect(await streamsOver(view).among('s1', ['p4'])).toEqual(new Set());
    expect(view.asked).toEqual([]);
  });

  it('are those heard of since the view was looked at', () => {
    const streams = streamsOver(viewOf([]));
    streams.apply(event('s1', 'p1', 7));
    expect(streams.changedSince(at(6), 's1', 'p1')).toBe(true);
    expect(streams.changedSince(at(7), 's1', 'p1')).toBe(false);
    expect(streams.changedSince(at(6), 's1', 'p2')).toBe(false);
    expect(streams.changedSince(at(6), 's2', 'p1')).toBe(false);
  });

  it('are all of them when what was heard since has been forgotten', () => {
    const streams = streamsOver(viewOf([]));
    for (let n = 1; n <= 50_001; n++) streams.apply(event('s1', `p${n}`, n));
    expect(streams.changedSince(at(10), 's1', 'nobody')).toBe(true);
    expect(streams.changedSince(at(50_000), 's1', 'nobody')).toBe(false);
    expect(streams.changedSince(at(40_000), 's1', 'p50001')).toBe(true);
  });
});
