import fc from 'fast-check';
import { fold } from '../decider';
import { given } from '../specification';
import { courseOf, type LogCommand, logDecider, type LogEvent, type Mark, unsettledRestore } from './log.decider';

const AT = '2026-03-02T12:00:00.000Z';
const at = (n: number) => String(n).padStart(4, '0');
const mark = (position: number, course = ''): Mark => ({ course, position: at(position), at: AT });
const compare = (head: number, marks: readonly Mark[], course = 'second'): LogCommand => ({
  ...{ type: 'CompareMarks', course, head: at(head), marks },
});
const restored = (head: number, marks: readonly Mark[], course = 'second'): LogEvent => ({
  ...{ type: 'LogRestored', data: { course, head: at(head), marks } },
});
const settle = (course: string): LogCommand => ({ type: 'SettleRestore', course, paused: [], unscheduled: [] });

describe('the log and the marks of how far it went', () => {
  it('is the one that was left, where it goes as far as every mark', () => {
    given(logDecider)
      .when(compare(7, [mark(7), mark(3)]))
      .thenNothing();
    given(logDecider).when(compare(7, [])).thenNothing();
  });

  it('was put back where a mark is beyond its end: it says which, the highest of each course', () => {
    given(logDecider)
      .when(compare(7, [mark(8), mark(12), mark(3), mark(12)]))
      .then(restored(7, [mark(12)]));
  });

  const once = [restored(7, [mark(12)])];

  it('was put back once, whoever compares the same marks again, and however far the log has got', () => {
    for (const head of [8, 10, 400]) {
      given(logDecider, once)
        .when(compare(head, [mark(12), mark(9)], 'third'))
        .thenNothing();
    }
  });

  it('takes no mark of the new course for one of the lost part', () => {
    given(logDecider, once)
      .when(compare(9, [mark(9, 'second'), mark(12)], 'third'))
      .thenNothing();
    // Below the mark of the first course, and lost all the same.
    given(logDecider, once)
      .when(compare(9, [mark(10, 'second'), mark(12)], 'third'))
      .then(restored(9, [mark(10, 'second')], 'third'));
  });

  it('was put back further than a restore before, where a mark is of a course that it never heard of', () => {
    given(logDecider)
      .when(compare(5, [mark(6, 'second'), mark(12)], 'third'))
      .then(restored(5, [mark(6, 'second'), mark(12)], 'third'));
    given(logDecider)
      .when(compare(50, [mark(6, 'second'), mark(12)], 'third'))
      .then(restored(50, [mark(6, 'second')], 'third'));
  });

  it('hears late of a mark that is higher than those which it was compared with', () => {
    given(logDecider, once)
      .when(compare(20, [mark(14)], 'third'))
      .then(restored(20, [mark(14)], 'third'));
  });

  it('has a restore to settle until it is settled, once', () => {
    const history = given(logDecider, once).when(settle('second')).happens();
    expect(unsettledRestore(fold(logDecider, once))?.course).toBe('second');
    expect(unsettledRestore(fold(logDecider, history))).toBeUndefined();
    expect(courseOf(fold(logDecider, history))).toBe('second');
    expect(courseOf(fold(logDecider, []))).toBe('');
    given(logDecider, history).when(settle('second')).thenNothing();
  });

  it('notices every restore to before a mark, and none besides: law', () => {
    // A log that grows, is marked, and is put back to an earlier end, each time compared with all marks that were ever kept.
    const step = fc.oneof(
      fc.record({ type: fc.constant('grow'), by: fc.nat(5) }),
      fc.record({ type: fc.constant('mark'), by: fc.nat(3) }),
      fc.record({ type: fc.constant('restore'), by: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ type: fc.constant('start'), by: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let head = 1;
        let history: { position: number; event: LogEvent }[] = [];
        const marks: Mark[] = [];
        let lost = false;
        const state = () =>
          fold(
            logDecider,
            history.map(({ event }) => event),
          );
        const kept = () => marks.filter(({ course }) => course === courseOf(state()));
        for (const [index, { type, by }] of steps.entries()) {
          if (type === 'grow') head += lost ? 0 : by;
          else if (type === 'mark') {
            // As one that is a little behind.
            if (!lost) marks.push(mark(Math.max(1, head - by), courseOf(state())));
          } else if (type === 'restore') {
            const before = kept();
            head = Math.max(1, head - by);
            const left = history.filter(({ position }) => position <= head);
            const forgot = left.length < history.length && before.length > 0;
            lost ||= forgot || before.some(({ position }) => position > at(head));
            history = left;
          } else {
            const events = logDecider.decide(compare(head, marks, `course-${index}`), state());
            // A restore that lost no mark of its course may have lost one that an earlier restore had settled.
            if (lost) expect(events).toHaveLength(1);
            for (const event of events) history.push({ position: ++head, event });
            expect(logDecider.decide(compare(head, marks, 'again'), state())).toEqual([]);
            lost = false;
          }
        }
      }),
    );
  });
});
