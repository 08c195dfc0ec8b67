import { VirtualClock } from '@arauto/clock';
import type { Log } from './log';
import { withoutRepeats } from './repeats';

describe('a log without repeats', () => {
  const clock = new VirtualClock();
  const lines: { level: string; facts: object; message: string }[] = [];
  const line = (level: string) => (facts: object, message: string) => void lines.push({ level, facts, message });
  const log = withoutRepeats(
    { info: line('info'), debug: line('debug'), warn: line('warn'), error: line('error'), fatal: line('fatal') } as Log,
    clock,
  );
  beforeEach(async () => {
    lines.length = 0;
    await clock.advance(3_600_000);
  });

  const full = (id: string) => ({ senderId: id, error: `the disk that holds /srv/${id}/events.db is full` });

  it('says a failure once a minute, however often it comes, and how many it withheld', async () => {
    for (let i = 0; i < 1000; i++)
      log.warn(full('0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0003'), 'a webhook could not be stored');
    expect(lines).toHaveLength(1);
    await clock.advance(60_000);
    log.warn(full('0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0004'), 'a webhook could not be stored');
    expect(lines).toHaveLength(2);
    expect(lines[1]!.facts).toMatchObject({ withheld: 999, senderId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0004' });
    await clock.advance(60_000);
    log.warn(full('x'), 'a webhook could not be stored');
    expect(lines[2]!.facts).not.toHaveProperty('withheld');
  });

  it('says everything that is not the same', () => {
    log.warn(full('a'), 'a webhook could not be stored');
    log.warn(full('a'), 'an attempt could not be claimed');
    log.error({ error: 'TypeError', message: 'x is not a function' }, 'an error nobody foresaw');
    log.error({ error: 'TypeError', message: 'y is not a function' }, 'an error nobody foresaw');
    log.warn({ error: 'SqliteError: full', reaction: 'expiry' }, 'a reaction failed');
    log.warn({ error: 'SqliteError: full', reaction: 'schedule' }, 'a reaction failed');
    expect(lines).toHaveLength(6);
  });

  it('says what is no failure as often as it comes', () => {
    for (let i = 0; i < 5; i++) log.warn({ campaignId: 'c1', code: 'ENG_NET' }, 'the outcome is unknown');
    log.info({ error: 'x' }, 'said');
    log.info({ error: 'x' }, 'said');
    expect(lines).toHaveLength(7);
  });

  it('forgets what came first above so many kinds', () => {
    for (let i = 0; i < 5000; i++) log.warn({ error: `kind ${'x'.repeat(i % 500)}` }, 'it failed');
    expect(lines).toHaveLength(5000);
    log.warn({ error: `kind ${'x'.repeat(499)}` }, 'it failed');
    expect(lines).toHaveLength(5000);
  });
});
