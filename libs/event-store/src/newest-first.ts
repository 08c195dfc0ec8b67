import type { EventReader, RecordedEvent } from './port';

/** Events read at once. */
const PAGE = 64;

/** The events of a stream from its last one back, in pages as the reader goes on: most want a few of very many. */
export async function* newestFirst(
  log: Pick<EventReader, 'readStream'>,
  stream: string,
): AsyncGenerator<RecordedEvent, void> {
  let from: number | undefined;
  do {
    let last: RecordedEvent | undefined;
    const page = { direction: 'backwards', limit: PAGE, ...(from !== undefined && { from }) } as const;
    for await (const event of await log.readStream(stream, page)) {
      last = event;
      yield event;
    }
    from = (last?.revision ?? 0) - 1;
  } while (from >= 0);
}

/** The last event of a stream; undefined where there is none. */
export async function newestOf(
  log: Pick<EventReader, 'readStream'>,
  stream: string,
): Promise<RecordedEvent | undefined> {
  for await (const event of await log.readStream(stream, { direction: 'backwards', limit: 1 })) return event;
  return undefined;
}
