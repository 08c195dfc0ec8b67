import type { EventReader } from '@arauto/event-store';

/** What the log of a stopped engine says of attempts. Each is named `{contactKey}|{attempt}`. */
export interface Attempts {
  /** Without outcome at one of the instants asked for. */
  readonly openAtKills: ReadonlySet<string>;
  /** Recorded as unknown at some time. */
  readonly unknown: ReadonlySet<string>;
  /** When each was claimed last, milliseconds, by the clock of the store. */
  readonly claimedAt: ReadonlyMap<string, number>;
  readonly claimed: number;
  readonly withdrawn: number;
}

/**
 * @param log of an engine that is stopped, or at rest
 * @param kills instants (ms) at which the engine was dead: nothing was committed from then until it was started again
 */
export async function readAttempts(log: Pick<EventReader, 'readAll'>, kills: readonly number[]): Promise<Attempts> {
  const open = new Map<string, string>();
  const openAtKills = new Set<string>();
  const unknown = new Set<string>();
  const claimedAt = new Map<string, number>();
  const instants = [...kills].sort((a, b) => a - b);
  let next = 0;
  let claimed = 0;
  let withdrawn = 0;
  for await (const event of log.readAll({ filter: { streamPrefixes: ['contact-'] } })) {
    for (; next < instants.length && event.at > instants[next]!; next++) {
      for (const attempt of open.values()) openAtKills.add(attempt);
    }
    const contactKey = event.stream.slice(event.stream.indexOf('.') + 1);
    const attempt = `${contactKey}|${Number(event.data['attempt'])}`;
    if (event.type === 'SendAttempted') {
      claimed++;
      claimedAt.set(attempt, event.at);
    }
    if (event.type === 'SendWithdrawn') withdrawn++;
    if (event.type === 'SendOutcomeUnknown') unknown.add(attempt);
    if ((event.data['to'] as { open: boolean }).open) {
      if (event.type === 'SendAttempted') open.set(event.stream, attempt);
    } else open.delete(event.stream);
  }
  return { openAtKills, unknown, claimedAt, claimed, withdrawn };
}
