import { CampaignStream, type News, type Source } from './campaign-stream';
import { waitBefore } from './wait-before';

class FakeSource implements Source {
  onerror: (() => void) | null = null;
  closed = false;
  private readonly listeners: Record<string, (message: { lastEventId: string; data: string }) => void> = {};

  addEventListener(event: string, listener: (message: { lastEventId: string; data: string }) => void): void {
    this.listeners[event] = listener;
  }

  say(event: string, lastEventId: string, data: object): void {
    this.listeners[event]!({ lastEventId, data: JSON.stringify(data) });
  }

  close(): void {
    this.closed = true;
  }
}

describe('the stream of campaigns', () => {
  let sources: FakeSource[];
  let waits: { readonly ms: number; readonly then: () => void; off: boolean }[];
  let news: News[];
  let stream: CampaignStream;

  beforeEach(() => {
    [sources, waits, news] = [[], [], []];
    stream = new CampaignStream({
      open: () => sources[sources.push(new FakeSource()) - 1]!,
      later: (ms, then) => {
        const wait = { ms, then, off: false };
        waits.push(wait);
        return () => void (wait.off = true);
      },
      chance: () => 1,
      tell: (each) => news.push(each),
    });
    stream.open();
  });

  it('tells where it begins and what changes, with its position', () => {
    sources[0]!.say('begin', '41', { position: '41' });
    sources[0]!.say('changed', '42', { items: [{ id: 'c1' }] });
    expect(news).toEqual([
      { kind: 'begun', position: '41' },
      { kind: 'changed', position: '42', items: [{ id: 'c1' }] },
    ]);
  });

  it('comes back later and later, and at once again when it has been back', () => {
    for (let n = 0; n < 7; n++) {
      sources.at(-1)!.onerror!();
      waits.at(-1)!.then();
    }
    expect(waits.map(({ ms }) => ms)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    expect(sources.slice(0, -1).every(({ closed }) => closed)).toBe(true);
    sources.at(-1)!.say('begin', '1', {});
    sources.at(-1)!.onerror!();
    expect(waits.at(-1)!.ms).toBe(500);
  });

  it('ends when it is closed, while it waits too', () => {
    sources[0]!.onerror!();
    stream.close();
    expect(waits[0]!.off).toBe(true);
    stream.open();
    stream.close();
    expect(sources.at(-1)!.closed).toBe(true);
  });

  it('has browsers that lost an engine together come back apart', () => {
    expect([waitBefore(1, 0), waitBefore(1, 1), waitBefore(60, 0.5)]).toEqual([250, 500, 11_250]);
  });
});
