import { laneOf } from './lane';
import type { Filter } from './port';

/** Whether an event passes a filter. */
export function passing(filter: Filter | undefined): (stream: string, type: string) => boolean {
  const { streamPrefixes, types, lane } = filter ?? {};
  const wanted = types && new Set(types);
  return (stream, type) =>
    (!wanted || wanted.has(type)) &&
    (!streamPrefixes || streamPrefixes.some((prefix) => stream.startsWith(prefix))) &&
    (!lane || laneOf(stream, lane.of) === lane.index);
}
