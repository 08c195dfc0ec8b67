import fc from 'fast-check';
import {
  nextSession,
  NO_SESSIONS,
  type OpenSession,
  sessionForUs,
  type SessionMessage,
  sessionRecorded,
  type Sessions,
  sessionsAfter,
  windowEnd,
} from './sessions';

const HOUR = 3600 * 1000;
const instant = (at: number) => new Date(at).toISOString();
const LENGTHS = { user_initiated: 24, business_initiated: 24, free_entry_point: 72 } as const;

/** All times are hours. */
const session = (type: OpenSession['type'], openedAt: number, id?: string): OpenSession => ({
  ...{ id, type, openedAt: openedAt * HOUR, expiresAt: (openedAt + LENGTHS[type]) * HOUR },
});
const wrote = (at: number, referred = false): SessionMessage => ({
  ...{ from: 'person', id: `of ${at}`, at: at * HOUR, referred },
});
const sent = (at: number, recorded = session('business_initiated', at, `ours ${at}`)): SessionMessage => ({
  ...{ from: 'business', id: `from ${at}`, at: at * HOUR, recorded },
});
const after = (messages: readonly SessionMessage[]) => messages.reduce(nextSession, NO_SESSIONS);

describe('the session of a message', () => {
  it.each<[string, readonly SessionMessage[], OpenSession]>([
    ['of a person begins with it', [wrote(1)], session('user_initiated', 1, 'of 1')],
    ['is that of those before it', [wrote(1), wrote(24), sent(24)], session('user_initiated', 1, 'of 1')],
    ['is a new one from the 24th hour on', [wrote(1), wrote(25)], session('user_initiated', 25, 'of 25')],
    ['of ours is the one that its attempt said', [sent(3)], session('business_initiated', 3, 'ours 3')],
    [
      'of ours begins with it where that had expired',
      [sent(30, session('business_initiated', 3))],
      session('business_initiated', 30, 'from 30'),
    ],
    ['of a person may have begun with ours', [sent(3), wrote(5)], session('business_initiated', 3, 'ours 3')],
    [
      'of ours to a person from an advertisement is a free entry point, once',
      [wrote(1, true), sent(5), sent(6), wrote(76)],
      session('free_entry_point', 5, 'from 5'),
    ],
    [
      'of ours is called as its attempt called it where that saw the same',
      [wrote(1, true), sent(5, session('free_entry_point', 5, 'ours 5'))],
      session('free_entry_point', 5, 'ours 5'),
    ],
    [
      'of ours that answers an advertisement after a day is none',
      [wrote(1, true), sent(25)],
      session('business_initiated', 25, 'ours 25'),
    ],
  ])('%s', (_, messages, expected) => expect(after(messages).session).toEqual(expected));

  it('as its attempt recorded it began its length before it ends', () => {
    const recorded = { id: 'a', type: 'free_entry_point', expiresAt: instant(80 * HOUR) } as const;
    expect(sessionRecorded(recorded)).toEqual(session('free_entry_point', 8, 'a'));
  });

  it('and the window for free-form messages are two things: that slides with what the person writes', () => {
    expect(windowEnd(after([wrote(1), wrote(20), sent(22)]))).toBe(44 * HOUR);
    expect(windowEnd(after([sent(1)]))).toBeNull();
  });
});

describe('sessions of any messages', () => {
  const message = fc.record({ at: fc.integer({ min: 0, max: 240 }), kind: fc.constantFrom('wrote', 'came', 'sent') });
  const messages = fc
    .array(message, { maxLength: 25 })
    .map((all) => all.sort((one, other) => one.at - other.at))
    .map((all) => all.map(({ at, kind }) => (kind === 'sent' ? sent(at) : wrote(at, kind === 'came'))));
  const each = (law: (before: Sessions, message: SessionMessage, now: Sessions) => void) =>
    fc.assert(
      fc.property(messages, (all) => {
        all.reduce((before, one) => {
          const now = nextSession(before, one);
          law(before, one, now);
          return now;
        }, NO_SESSIONS);
      }),
    );

  it('hold the message that was last: law', () => {
    each((_, { at }, { session: last }) => {
      expect(last!.openedAt).toBeLessThanOrEqual(at);
      expect(last!.expiresAt).toBeGreaterThan(at);
      expect(last!.expiresAt - last!.openedAt).toBe(LENGTHS[last!.type] * HOUR);
    });
  });

  it('are what an attempt foretells of them: law', () => {
    each((before, { at }) => {
      const foretold = sessionForUs(before, at);
      const named = { ...foretold, id: foretold.id ?? 'ours' };
      expect(nextSession(before, { from: 'business', id: 'another', at, recorded: named }).session).toEqual(named);
    });
  });

  it('go on from where a message of the person left them as if nobody had stopped: law', () => {
    each((_, { from, at }, now) => {
      if (from === 'business') return;
      const { id, type, openedAt, expiresAt } = now.session!;
      const told = { id: id!, type, openedAt: instant(openedAt), expiresAt: instant(expiresAt) };
      const referredAt = now.referredAt === null ? null : instant(now.referredAt);
      expect(sessionsAfter({ at: instant(at), session: told, opens: true, referredAt })).toEqual(now);
    });
  });
});
