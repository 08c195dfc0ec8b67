import { Names } from './names';
import { planOf } from './plan';
import { Story } from './story';
import type { World } from './world';

const [CAMPAIGN, SENDER] = ['c65259e5-fa1f-5991-8ccb-591aa6e0f519', 'a9f6e482-f22d-56b6-ba95-f92396fe0f75'];
const [ONE, TWO] = ['1knuiJBO7Ngzaq534t9rNQ', 'K2TmaWFQH10RZWAmkEmNMw'];
const person = { phone: '+5511900000000', isOnWhatsApp: true, isOld: false, reads: 0 };
const plan = { ...planOf('a', 0), people: [person] };

describe('names', () => {
  it('count what the log comes to, contacts by campaign', () => {
    const names = new Names(plan);
    const streams = [
      `campaign-${CAMPAIGN}`,
      `sender-${SENDER}`,
      `contact-${CAMPAIGN}.${ONE}`,
      `contact-${CAMPAIGN}.${TWO}`,
    ];
    const given = ['campaign 1', 'number 1', 'contact 1 of campaign 1', 'contact 2 of campaign 1'];
    expect(streams.map((each) => names.ofStream(each))).toEqual(given);
    expect(streams.map((each) => names.ofStream(each))).toEqual(given);
    expect(names.ofStream(`upload-${CAMPAIGN}`)).toBe('upload 1');
  });

  it('stand in texts for ids, messages and phones in any notation, and leave what nobody knows', () => {
    const names = new Names(plan);
    names.ofStream(`campaign-${CAMPAIGN}`);
    names.ofStream(`contact-${CAMPAIGN}.${ONE}`);
    expect(names.in(`m1|${CAMPAIGN}|${ONE}|a2 of ${CAMPAIGN}.${ONE} in ${CAMPAIGN}, ${SENDER}`)).toBe(
      `contact 1 of campaign 1 (attempt 2) of contact 1 of campaign 1 in campaign 1, ${SENDER}`,
    );
    expect(names.in('lift +551100000000, +551100000099')).toBe('lift person 1, +551100000099');
  });
});

/** A world of which only that is there at which a story looks. */
function worldAt(at: number) {
  const events: object[] = [];
  const truth = { requests: [], receipts: [], readings: [], failures: [], tellings: [], news: [] } as Record<
    string,
    object[]
  >;
  const asked: object[] = [];
  const scheduler = { now: () => at };
  const world = { disks: { log: { events } }, platform: { truth }, admin: { asked }, scheduler };
  return { world: world as unknown as World, events, truth, asked };
}

describe('a story', () => {
  const tell = (live: (world: ReturnType<typeof worldAt>, story: Story) => void, failures: { what: string }[] = []) => {
    const story = new Story(plan);
    const made = worldAt(plan.start + 90_061_001);
    story.listening.onWorld!(made.world);
    live(made, story);
    const text = story.told(
      failures.map(({ what }) => ({ rule: 'never twice' as const, what, at: plan.start + 5_000 })),
    );
    return text.slice(text.indexOf('\n\n') + 2).split('\n');
  };

  it('has a line for what mattered, in its order, and none for timers and reads', () => {
    const lines = tell(({ events, truth }, story) => {
      const step = (ms: number, who: string, what: string) =>
        story.listening.onStep!({ at: plan.start + ms, who, what });
      events.push({ at: plan.start + 10, stream: `campaign-${CAMPAIGN}`, type: 'CampaignStarted', data: {} });
      step(20, 'engine-1.1', 'timer');
      step(30, 'engine-1.1', 'views find failed');
      step(40, 'engine-1.1', 'log append failed');
      step(50, 'world', 'engine-1 is started');
      const [stream, data] = [`contact-${CAMPAIGN}.${ONE}`, { attempt: 1, error: { code: '131026' } }];
      events.push({ at: plan.start + 60, stream, type: 'SendingFailed', data });
      const callbackData = `m1|${CAMPAIGN}|${ONE}|a1`;
      const decision = { kind: 'refused', code: 131026 };
      truth['requests']!.push({
        ...{
          at: plan.start + 70,
          of: 'engine-1',
          to: '+5511900000000',
          subscriber: '551100000000',
          callbackData,
          decision,
        },
      });
      step(80, 'engine-1.1', 'timer');
    });
    expect(lines).toEqual([
      '   00:00:00.010  log         CampaignStarted  campaign 1',
      '   00:00:00.040  engine-1.1  log append failed',
      '   00:00:00.050  engine-1    is started',
      '   00:00:00.060  log         SendingFailed  contact 1 of campaign 1 (attempt 1, 131026)',
      '   00:00:00.070  engine-1    sends contact 1 of campaign 1 (attempt 1) to person 1: refused with',
      '                             131026',
      '1d 01:01:01.001  judge       every promise was kept',
    ]);
  });

  it('says who does what happens', () => {
    const lines = tell((_, { listening }) => {
      listening.onHappening!({ at: 0, kind: 'crash', engine: 0, forMs: 1_500 });
      listening.onHappening!({ at: 0, kind: 'writes', person: 0, number: 1, text: 'SAIR' });
      listening.onHappening!({ at: 0, kind: 'order', campaign: 0, order: 'pause', hasKey: false });
      listening.onHappening!({ at: 0, kind: 'tier', portfolio: 0, tier: null });
    });
    expect(lines.map((line) => line.slice(17))).toEqual([
      'trouble   crash engine-1 for 1.5 s',
      'person 1  writes number 2 SAIR',
      'admin     order campaign 1 pause without a key',
      'platform  tier portfolio 1 null',
      'judge     every promise was kept',
    ]);
  });

  it('ends with what broke, and is readable in 100 columns', () => {
    const lines = tell(() => undefined, [{ what: 'so many words '.repeat(20) }]);
    expect(lines[0]).toMatch(/^00:00:05.000 {2}BROKEN {2}never twice: so many/);
    expect(lines.length).toBeGreaterThan(3);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});
