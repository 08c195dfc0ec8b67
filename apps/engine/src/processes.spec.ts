import { VirtualClock } from '@arauto/clock';
import { LocalNotices, type Notice, type Notices, type Word } from '@arauto/coordination';
import type { Duty } from '../../../config/configuration';
import { Processes } from './processes';

/** What every process reads, each writing under its own name. */
class SharedNotices implements Notices {
  away: Error | undefined;

  constructor(
    private readonly own: Notices,
    private readonly all: readonly Notices[],
  ) {}

  get instance(): string {
    return this.own.instance;
  }

  async post(topic: string, word: Word): Promise<void> {
    if (this.away) throw this.away;
    await this.own.post(topic, word);
  }

  async read(topic: string, maxAgeMs: number): Promise<readonly Notice[]> {
    return (await Promise.all(this.all.map((each) => each.read(topic, maxAgeMs)))).flat();
  }

  withdraw(topic: string): Promise<void> {
    return this.own.withdraw(topic);
  }
}

describe('processes of an engine', () => {
  let clock: VirtualClock;
  let all: LocalNotices[];
  let failures: unknown[];
  let stops: AbortController[];

  beforeEach(() => {
    clock = new VirtualClock(Date.UTC(2026, 10, 28, 12));
    [all, failures, stops] = [[], [], []];
  });
  afterEach(async () => {
    for (const each of stops) each.abort();
    await clock.advance(0);
  });

  function begin(...duties: Duty[]) {
    const own = new LocalNotices(duties.join(), clock);
    all.push(own);
    const notices = new SharedNotices(own, all);
    const stopping = new AbortController();
    stops.push(stopping);
    const processes = new Processes(duties, notices, clock, (error) => failures.push(error));
    void processes.run(stopping.signal);
    return { processes, notices, stopping };
  }

  it('miss what nobody does, once it was missed for five seconds', async () => {
    const { processes } = begin('api');
    begin('dispatcher', 'reactions');
    await clock.advance(0);
    await clock.advance(4_900);
    expect(processes.missing()).toEqual([]);
    await clock.advance(100);
    expect(processes.missing()).toEqual([{ duty: 'projector', since: '2026-11-28T12:00:00.000Z' }]);
    begin('projector');
    await clock.advance(2_000);
    expect(processes.missing()).toEqual([]);
  });

  it('miss one that said its last word, and one that fell silent', async () => {
    const { processes } = begin('api', 'dispatcher');
    const ends = begin('reactions');
    const silent = begin('projector');
    await clock.advance(1_000);
    ends.stopping.abort();
    silent.notices.away = new Error('no primary');
    await clock.advance(12_000);
    expect(processes.missing().map(({ duty }) => duty)).toEqual(['reactions', 'projector']);
    expect(failures).toContain(silent.notices.away);
  });

  it('say nothing of others that they cannot hear', async () => {
    const { processes, notices } = begin('api');
    await clock.advance(2_000);
    begin('dispatcher', 'projector', 'reactions');
    notices.away = new Error('no primary');
    await clock.advance(60_000);
    expect(processes.missing()).toEqual([]);
  });
});
