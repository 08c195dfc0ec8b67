import { instant, VirtualClock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { ConversationsUnderway } from './conversations-underway';

const HOUR = 3600 * 1000;
const NUMBER = 'number-1';

/** Views of which a reading ends when it is told to. */
class Views {
  readonly clock = new VirtualClock();
  readonly told: unknown[] = [];
  readings = 0;
  private end: (rows: readonly object[] | Error) => void = () => undefined;
  readonly underway: ConversationsUnderway;

  constructor() {
    const stream = async function* (this: Views) {
      this.readings++;
      const rows = await new Promise<readonly object[] | Error>((resolve) => (this.end = resolve));
      if (rows instanceof Error) throw rows;
      yield rows.map((doc) => ({ id: 'c', doc }));
    }.bind(this);
    const store = { head: () => Promise.resolve('' as Position) };
    const views = { count: () => Promise.resolve({ value: 0 }), stream };
    const deps = { clock: this.clock, viewsAt: () => '' as Position, store, views };
    this.underway = new ConversationsUnderway(deps as never, (error) => this.told.push(error));
  }

  /** What the number has sent, told by the reading that is under way. */
  async answer(rows: readonly object[] | Error = []): Promise<void> {
    await this.turns();
    this.end(rows);
    await this.turns();
  }

  /** Asks once, and lets a reading begin. */
  async isKnown(): Promise<boolean> {
    const known = this.underway.isKnown(NUMBER);
    await this.turns();
    return known;
  }

  session(id: string, length = 24 * HOUR) {
    const now = this.clock.now();
    return { id, type: 'business_initiated', openedAt: now, expiresAt: now + length } as const;
  }

  private async turns(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

describe('what a number has sent of late', () => {
  let views: Views;
  beforeEach(() => (views = new Views()));

  it('is read once, and known then: the last to each person, as far as it is open', async () => {
    const { clock } = views;
    const row = (contactKey: string, id: string, sentAgo: number, leftFor: number) => ({
      ...{ contactKey, sentAt: clock.now() - sentAgo, conversationId: id, conversationType: 'business_initiated' },
      conversationUntil: clock.now() + leftFor,
    });
    expect([await views.isKnown(), await views.isKnown(), views.readings]).toEqual([false, false, 1]);
    await views.answer([row('one', 'a', 2 * HOUR, HOUR), row('one', 'b', HOUR, HOUR), row('other', 'c', HOUR, 0)]);
    expect([await views.isKnown(), views.told]).toEqual([true, [undefined]]);
    expect(views.underway.of(NUMBER, 'one')).toMatchObject({
      session: { id: 'b', expiresAt: Date.parse(instant(clock.now() + HOUR)) },
    });
    expect(views.underway.of(NUMBER, 'other')).toBeUndefined();
  });

  it('is read again where others may have sent while it was read, or since', async () => {
    await views.isKnown();
    views.underway.mistrust((senderId) => senderId === NUMBER);
    await views.answer();
    expect([await views.isKnown(), views.readings]).toEqual([false, 2]);
    await views.answer();
    expect(await views.isKnown()).toBe(true);
    views.underway.mistrust(() => false);
    expect(await views.isKnown()).toBe(true);
    views.underway.mistrust(() => true);
    expect([await views.isKnown(), views.readings]).toEqual([false, 3]);
  });

  it('is read again a second after a reading that failed, which is told', async () => {
    await views.isKnown();
    await views.answer(new Error('away'));
    expect(views.told).toEqual([new Error('away')]);
    await views.clock.advance(999);
    expect([await views.isKnown(), views.readings]).toEqual([false, 1]);
    await views.clock.advance(1);
    expect([await views.isKnown(), views.readings]).toEqual([false, 2]);
    await views.answer();
    expect(await views.isKnown()).toBe(true);
  });

  it('is forgotten once it has expired, or where an attempt that opened it came to nothing', async () => {
    await views.isKnown();
    await views.answer();
    const { underway, clock } = views;
    const begin = (person: string, length?: number) =>
      underway.begun(NUMBER, person, { at: clock.now(), session: views.session(person, length) });
    begin('came to nothing');
    underway.cameToNothing(NUMBER, 'came to nothing', clock.now());
    expect(underway.of(NUMBER, 'came to nothing')).toBeUndefined();
    begin('short', HOUR);
    await clock.advance(HOUR);
    for (let n = 0; n < 9998; n++) begin(`person ${n}`);
    expect(underway.of(NUMBER, 'short')).toBeDefined();
    begin('the ten thousandth');
    expect([underway.of(NUMBER, 'short'), underway.of(NUMBER, 'person 0')?.session.id]).toEqual([
      undefined,
      'person 0',
    ]);
  });
});
