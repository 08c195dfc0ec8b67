import { type Decider, impossible, laterEvent } from '../decider';

/** How far the log was known to go, as somebody outside it remembers. */
export type Mark = {
  /** Which course of the log it is of: a restore begins another, whose positions were given before. `''` is the first. */
  readonly course: string;
  readonly position: string;
  /** When that was, an RFC 3339 UTC text. */
  readonly at: string;
};

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type LogEvent =
  /**
   * The log turned out to end before one of the marks: it was put back from a backup. `head` is where it ended, `marks` is what it lacks, the
   * highest of each course; `course` is the one that begins.
   */
  | Event<'LogRestored', { readonly course: string; readonly head: string; readonly marks: readonly Mark[] }>
  /** Everything that could send again what the lost part had sent is held. */
  | Event<
      'LogRestoreSettled',
      { readonly course: string; readonly paused: readonly string[]; readonly unscheduled: readonly string[] }
    >;

export type LogCommand =
  | { readonly type: 'CompareMarks'; readonly course: string; readonly head: string; readonly marks: readonly Mark[] }
  | {
      readonly type: 'SettleRestore';
      readonly course: string;
      readonly paused: readonly string[];
      readonly unscheduled: readonly string[];
    };

export type Restore = Extract<LogEvent, { type: 'LogRestored' }>['data'];

/** What the log knows of itself. */
export interface LogHistory {
  /** The oldest first. */
  readonly restores: readonly Restore[];
  /** Courses whose restore is settled. */
  readonly settled: readonly string[];
}

/** The log as such: how often it was put back. Its stream is where several processes that notice it at once are told apart. */
export const logDecider: Decider<LogHistory, LogCommand, LogEvent> = {
  initial: { restores: [], settled: [] },
  decide(command, log) {
    switch (command.type) {
      case 'CompareMarks': {
        const { course, head } = command;
        const marks = highestOfEach(command.marks.filter((mark) => !holds(log, head, mark)));
        return marks.length === 0 ? [] : [{ type: 'LogRestored', data: { course, head, marks } }];
      }
      case 'SettleRestore': {
        const { type: _, ...data } = command;
        return log.settled.includes(data.course) ? [] : [{ type: 'LogRestoreSettled', data }];
      }
      default:
        return impossible(command);
    }
  },
  evolve(log, event) {
    switch (event.type) {
      case 'LogRestored':
        return { ...log, restores: [...log.restores, event.data] };
      case 'LogRestoreSettled':
        return { ...log, settled: [...log.settled, event.data.course] };
      default:
        return laterEvent(event, log);
    }
  },
};

/** The course that what is appended now belongs to. */
export function courseOf({ restores }: LogHistory): string {
  return restores.at(-1)?.course ?? '';
}

/** The restore that nobody has settled yet: whoever noticed it died before. */
export function unsettledRestore({ restores, settled }: LogHistory): Restore | undefined {
  return restores.findLast(({ course }) => !settled.includes(course));
}

/**
 * Whether the log has everything up to a mark, or knows already that it lacks it. A course that it has never heard of was begun by a restore
 * which it lacks.
 */
function holds({ restores }: LogHistory, head: string, mark: Mark): boolean {
  if (
    restores.some(({ marks }) =>
      marks.some(({ course, position }) => course === mark.course && mark.position <= position),
    )
  ) {
    return true;
  }
  const courses = ['', ...restores.map(({ course }) => course)];
  const ends = [...restores.map((restore) => restore.head), head];
  const end = ends[courses.indexOf(mark.course)];
  return end !== undefined && mark.position <= end;
}

function highestOfEach(marks: readonly Mark[]): readonly Mark[] {
  const highest = new Map<string, Mark>();
  for (const mark of marks) {
    const known = highest.get(mark.course);
    if (known === undefined || known.position < mark.position) highest.set(mark.course, mark);
  }
  return [...highest.values()];
}
