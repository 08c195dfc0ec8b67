import { type ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { type StoredEvent } from './log';
import * as wire from './wire';

export interface Filter {
  readonly matches: (event: StoredEvent) => boolean;
  /** How many events are looked at in one page. */
  readonly window: number;
  /** How many events are looked at between two checkpoints. */
  readonly checkpointInterval: number;
}

const PAGE = 32;

/** An error for a regular expression that is none. (Those of .NET that JavaScript does not know are none here.) */
export function filterOf(options: ReadReq.Options.FilterOptions): Filter | Error {
  const window = options.hasMax() ? options.getMax() : PAGE;
  const checkpointInterval = window * options.getCheckpointintervalmultiplier();
  const byStream = options.getStreamIdentifier();
  const expression = byStream ?? options.getEventType();
  if (expression === undefined || checkpointInterval === 0) return wire.handlerThrew();
  const textOf = (event: StoredEvent) => (byStream === undefined ? event.type : event.stream);
  const matches = matcher(expression.getRegex(), expression.getPrefixList());
  if (matches === undefined) return wire.handlerThrew();
  return { matches: (event) => matches(textOf(event)), window, checkpointInterval };
}

function matcher(pattern: string, prefixes: readonly string[]): ((text: string) => boolean) | undefined {
  if (pattern === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  try {
    const regex = new RegExp(pattern, 'u');
    return (text) => regex.test(text);
  } catch {
    return undefined;
  }
}
