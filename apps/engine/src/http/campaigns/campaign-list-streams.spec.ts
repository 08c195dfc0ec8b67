import { get, type IncomingMessage } from 'node:http';
import type { Principal } from '@arauto/access';
import { VirtualClock } from '@arauto/clock';
import { Unavailable } from '@arauto/event-store';
import { ViewsBeingMade } from '@arauto/read-models';
import { KEY_RING } from '../dependencies';
import { FakeApp } from '../testing/fake-app';

interface Frame {
  readonly event: string;
  readonly id: string;
  readonly data: { readonly position?: string; readonly items?: readonly { readonly id: string; settled: number }[] };
}

const KEYS: Readonly<Record<string, Principal>> = {
  all: { id: 'all', name: 'all', roles: ['admin'], subaccountIds: ['*'] },
  one: { id: 'one', name: 'one', roles: ['reporter'], subaccountIds: ['s1'] },
};

describe('following the list of campaigns', () => {
  let fake: FakeApp;
  let clock: VirtualClock;
  let port: number;
  const revoked = new Set<string>();
  beforeEach(async () => {
    revoked.clear();
    clock = new VirtualClock();
    const whoIs = (key: string) => (revoked.has(key) ? undefined : KEYS[key]);
    fake = await FakeApp.start({ clock, providers: [{ provide: KEY_RING, useValue: { whoIs, holder: whoIs } }] });
    port = await fake.listen();
  });
  afterEach(() => fake.stop());

  const open = (key = 'all', language = 'en') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const url = `http://127.0.0.1:${port}/v1/campaigns/stream`;
      get(url, { headers: { authorization: `Bearer ${key}`, 'accept-language': language } }, resolve).on(
        'error',
        reject,
      );
    });

  async function* frames(answer: IncomingMessage): AsyncGenerator<Frame> {
    let text = '';
    for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop()!;
      for (const part of parts) {
        const match = /^event: (.*)\nid: (.*)\ndata: (.*)$/.exec(part);
        if (match) yield { event: match[1]!, id: match[2]!, data: JSON.parse(match[3]!) as Frame['data'] };
      }
    }
  }

  const next = async (source: AsyncGenerator<Frame>) => (await source.next()).value as Frame;
  const change = (id: string, settled: number, subaccountId = 's1') =>
    fake.watch.changed.push({ id, subaccountId, settled });

  it('says where the views stand, then what changes', async () => {
    const answer = await open();
    expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const source = frames(answer);
    expect(await next(source)).toEqual({ event: 'begin', id: '42', data: { position: '42' } });
    change('c1', 1);
    change('c2', 2);
    fake.watch.position = '43';
    await clock.advance(250);
    expect(await next(source)).toMatchObject({
      event: 'changed',
      id: '43',
      data: {
        items: [
          { id: 'c1', settled: 1 },
          { id: 'c2', settled: 2 },
        ],
      },
    });
    answer.destroy();
  });

  it('shows a key what belongs to its subaccounts and nothing else', async () => {
    const [all, one] = [frames(await open('all')), frames(await open('one'))];
    await Promise.all([next(all), next(one)]);
    change('foreign', 1, 's2');
    fake.watch.position = '77';
    await clock.advance(250);
    change('own', 1, 's1');
    await clock.advance(250);
    const seen = (frame: Frame) => frame.data.items!.map(({ id }) => id);
    expect(seen(await next(one))).toEqual(['own']);
    expect(seen(await next(all))).toEqual(['foreign']);
    expect(seen(await next(all))).toEqual(['own']);
    // Whoever comes later begins where the last look was.
    expect(await next(frames(await open('one')))).toMatchObject({ event: 'begin', id: '77' });
  });

  it('says it to each in their language', async () => {
    const sources = (await Promise.all(['en', 'es', 'es'].map((language) => open('all', language)))).map(frames);
    await Promise.all(sources.map(next));
    fake.watch.changed.push({ id: 'c1', subaccountId: 's1', settled: 1, remedy: 'Resume the campaign.' });
    await clock.advance(250);
    const said = await Promise.all(sources.map(next));
    expect(said.map(({ data }) => data.items)).toEqual([
      [expect.objectContaining({ remedy: 'Resume the campaign.' })],
      [expect.objectContaining({ remedy: 'Reanude la campaña.' })],
      [expect.objectContaining({ remedy: 'Reanude la campaña.' })],
    ]);
  });

  it('looks once for all who follow, and not at all when nobody does', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => open()));
    await Promise.all(answers.map((answer) => next(frames(answer))));
    expect(fake.watch.begun).toBe(1);
    const before = fake.watch.looks;
    for (let n = 0; n < 8; n++) await clock.advance(250);
    expect(fake.watch.looks - before).toBe(8);
    for (const answer of answers) answer.destroy();
    let quiet = false;
    for (let tries = 0; tries < 1000 && !quiet; tries++) {
      const looked = fake.watch.looks;
      await clock.advance(250);
      quiet = fake.watch.looks === looked;
    }
    expect(quiet).toBe(true);
    // Whoever comes then begins with everything as it is.
    await next(frames(await open()));
    expect(fake.watch.begun).toBe(2);
  });

  it('ends within a second when the key is revoked', async () => {
    const source = frames(await open('one'));
    await next(source);
    revoked.add('one');
    let ended = false;
    void source.next().then(({ done }) => (ended = done === true));
    for (let n = 0; n < 4; n++) await clock.advance(250);
    for (let tries = 0; tries < 1000 && !ended; tries++) await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(true);
  });

  it('gives a sign of life every 15 seconds', async () => {
    const answer = await open();
    let text = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    for (let at = 0; at < 61; at++) await clock.advance(250);
    while (!text.includes(': still here\n\n')) await new Promise((resolve) => setImmediate(resolve));
    answer.destroy();
  });

  it.each([
    ['a store that is away', new Unavailable('away')],
    ['views that are being made', new ViewsBeingMade('operational', '1', '2')],
  ])('goes on over %s, and is not begun on it', async (_, away) => {
    fake.watch.fails = away;
    const refused = await open();
    expect(refused.statusCode).toBe(503);
    refused.resume();
    fake.watch.fails = undefined;
    const source = frames(await open());
    await next(source);
    fake.watch.fails = away;
    await clock.advance(500);
    fake.watch.fails = undefined;
    change('c1', 9);
    await clock.advance(250);
    expect(await next(source)).toMatchObject({ data: { items: [{ id: 'c1', settled: 9 }] } });
  });
});
