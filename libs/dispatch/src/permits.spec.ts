import { VirtualClock } from '@arauto/clock';
import type { RecordedEvent } from '@arauto/event-store';
import { LiveFold } from './live-folds';
import { Permits } from './permits';

type Paused = { readonly type: 'Paused'; readonly data: Readonly<Record<string, never>> };

/** How often it was paused. */
const pauses = { initial: 0, evolve: (count: number, _: Paused) => count + 1 };

function event(stream: string, revision: number): RecordedEvent {
  const position = String(revision);
  return { stream, revision, position, at: 0, id: position, type: 'Paused', data: {}, metadata: {} };
}

/** A log whose answers take as long as a test says; it answers with what was there when it was asked. */
class SlowLog {
  readonly events: RecordedEvent[] = [event('c-1', 0), event('c-2', 0)];
  answerMs = 10;
  isAway = false;
  asked = 0;

  constructor(private readonly clock: VirtualClock) {}

  async readStream(name: string, { direction }: { readonly direction?: string } = {}) {
    if (direction === 'backwards') this.asked++;
    const there = this.events.filter(({ stream }) => stream === name);
    await this.clock.sleep(this.answerMs);
    if (this.isAway) throw new Error('away');
    const told = direction === 'backwards' ? there.slice(-1) : there;
    async function* read() {
      await Promise.resolve();
      yield* told;
    }
    return Object.assign(read(), { exists: there.length > 0 });
  }
}

describe('permits', () => {
  let clock: VirtualClock;
  let log: SlowLog;
  let known: LiveFold<number, Paused>;
  let permits: Permits;
  let wanted: Set<string>;
  let mustBeHeard: string[];
  const stopping = new AbortController();

  beforeEach(async () => {
    clock = new VirtualClock();
    log = new SlowLog(clock);
    known = new LiveFold(log, pauses, 'c-');
    wanted = new Set(['1', '2']);
    mustBeHeard = [];
    const follower = { seen: (position: string) => Promise.resolve(void mustBeHeard.push(position)) };
    permits = new Permits(log, known, follower, clock, () => undefined);
    const loaded = Promise.all([known.load('1'), known.load('2')]);
    await clock.advance(10);
    await loaded;
    void permits.run(() => wanted, stopping.signal);
  });

  afterAll(() => stopping.abort());

  it('are there once the log has answered, and as long as it does', async () => {
    expect(permits.isOpen('1')).toBe(false);
    await clock.advance(10);
    expect([permits.isOpen('1'), permits.isOpen('2')]).toEqual([true, true]);
    await clock.advance(5000);
    expect(permits.isOpen('1')).toBe(true);
  });

  it('run out 400 ms after the last question that was answered, whatever is asked meanwhile', async () => {
    await clock.advance(1005);
    log.isAway = true;
    // Asked at 1,000 and answered at 1,010, in vain; what was asked at 900 holds until 1,300.
    await clock.advance(295);
    expect(permits.isOpen('1')).toBe(true);
    await clock.advance(1);
    expect(permits.isOpen('1')).toBe(false);
    log.isAway = false;
    await clock.advance(110);
    expect(permits.isOpen('1')).toBe(true);
  });

  it.each([10, 90, 250, 390])(
    'close what another process paused within 400 ms of its commit, while answers take %d ms',
    async (ms) => {
      log.answerMs = ms;
      await clock.advance(2000);
      expect(permits.isOpen('1')).toBe(true);
      log.events.push(event('c-1', 1));
      await clock.advance(401);
      // Either nothing permits it any more, or the pause is known.
      expect(permits.isOpen('1') && known.peek('1') === 1).toBe(false);
      await clock.advance(1000);
      expect(known.peek('1')).toBe(2);
      expect(mustBeHeard).toContain('1');
    },
  );

  it('never are for answers that take longer than they would last', async () => {
    log.answerMs = 450;
    await clock.advance(500);
    const open: boolean[] = [];
    for (let ms = 0; ms < 3000; ms += 10) {
      await clock.advance(10);
      open.push(permits.isOpen('1'));
    }
    expect(open).not.toContain(true);
  });

  it('are asked for ten times at once at most, of a log that does not answer', async () => {
    log.answerMs = Infinity;
    const before = log.asked;
    await clock.advance(60_000);
    expect(log.asked - before).toBeLessThanOrEqual(2 * 10);
  });

  it('are not kept for what nobody sends any more', async () => {
    await clock.advance(50);
    wanted = new Set(['2']);
    await clock.advance(100);
    expect([permits.isOpen('1'), permits.isOpen('2')]).toEqual([false, true]);
  });
});
