import * as fc from 'fast-check';
import { Schedule } from './schedule';
import { ManualClock } from './testing/manual-clock';

describe('schedule', () => {
  it('runs tasks when they are due, in the order of their time and then of their arrival, behind one timer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 200 }), (delays) => {
        const clock = new ManualClock();
        const schedule = new Schedule(clock);
        const start = clock.now();
        const ran: { order: number; at: number }[] = [];
        for (const [order, delay] of delays.entries()) {
          schedule.at(start + delay, { run: () => ran.push({ order, at: clock.now() - start }) });
          expect(clock.timers.length).toBe(1);
        }
        clock.advance(60);
        const expected = delays.map((at, order) => ({ order, at })).sort((a, b) => a.at - b.at || a.order - b.order);
        expect(ran).toEqual(expected);
        expect(clock.timers.length).toBe(0);
      }),
    );
  });

  it('gives sockets a turn before what a task adds for the same instant', () => {
    const clock = new ManualClock();
    const schedule = new Schedule(clock);
    const ran: string[] = [];
    const again = (): void => {
      ran.push('task');
      if (ran.length < 6) schedule.at(clock.now(), { run: again });
    };
    schedule.at(clock.now(), { run: again });
    clock.timers[0]!.run();
    expect(ran).toEqual(['task']);
    clock.advance(1);
    expect(ran.length).toBe(6);
  });

  it('forgets everything when cleared', () => {
    const clock = new ManualClock();
    const schedule = new Schedule(clock);
    let ran = 0;
    schedule.at(clock.now() + 5, { run: () => ran++ });
    schedule.clear();
    clock.advance(10);
    expect(ran).toBe(0);
    expect([schedule.size, clock.timers.length]).toEqual([0, 0]);
  });
});
