import type { Group, View, ViewReader } from './port';

/** One reader for all groups, each of whose views is asked where it lies. */
export function joinViewReaders(readers: Readonly<Record<Group, ViewReader>>): ViewReader {
  const of = (view: View) => readers[view.group];
  return {
    get: (view, id) => of(view).get(view, id),
    getMany: (view, ids) => of(view).getMany(view, ids),
    find: (view, query) => of(view).find(view, query),
    count: (view, where, cap) => of(view).count(view, where, cap),
    groupCount: (view, where, by) => of(view).groupCount(view, where, by),
    stream: (view, query) => of(view).stream(view, query),
    position: (group) => readers[group].position(group),
  };
}
