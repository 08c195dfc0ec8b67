import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VirtualClock } from '@arauto/clock';
import { Unavailable } from '@arauto/event-store';
import { ViewsBeingMade } from '@arauto/read-models';
import { FakeApp } from '../testing/fake-app';

interface Frame {
  readonly id: string;
  readonly data: { readonly settled: number };
}

describe('following a campaign', () => {
  let fake: FakeApp;
  let settled = 0;
  let clock: VirtualClock;
  beforeEach(async () => {
    settled = 0;
    clock = new VirtualClock();
    fake = await FakeApp.start({ clock });
    fake.answers['GetCampaign'] = () => ({ id: 'c1', settled, revision: 1 });
    await fake.app.listen(0, '127.0.0.1');
  });
  afterEach(() => fake.stop());

  const open = (key = 'admin', language = 'en') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { port } = fake.app.getHttpServer().address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/v1/campaigns/c1/stream`;
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
        const match = /^event: summary\nid: (.*)\ndata: (.*)$/.exec(part);
        if (match) yield { id: match[1]!, data: JSON.parse(match[2]!) as Frame['data'] };
      }
    }
  }

  it('begins with a snapshot, then says what changed, at most four times a second', async () => {
    const answer = await open();
    expect(answer.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    const source = frames(answer);
    const first = (await source.next()).value as Frame;
    expect(first).toMatchObject({ id: fake.position, data: { id: 'c1', settled: 0 } });
    for (let second = 0; second < 2; second++) {
      const before = fake.dispatched.length;
      for (let tenth = 0; tenth < 10; tenth++) {
        settled++;
        await clock.advance(100);
      }
      expect(fake.dispatched.length - before).toBeLessThanOrEqual(4);
    }
    const next = (await source.next()).value as Frame;
    expect(next.data.settled).toBeGreaterThan(0);
    answer.destroy();
  });

  it('asks once for all who follow, and says nothing while nothing changes', async () => {
    const answers = await Promise.all([open(), open(), open()]);
    const sources = answers.map(frames);
    await Promise.all(sources.map((source) => source.next()));
    let changes = 0;
    const waiting = sources.map((source) => source.next().finally(() => changes++));
    const before = fake.dispatched.length;
    for (let at = 0; at < 8; at++) await clock.advance(250);
    expect(fake.dispatched.length - before).toBe(8);
    expect(changes).toBe(0);
    settled = 1;
    await clock.advance(250);
    const next = await Promise.all(waiting);
    expect(next.map(({ value }) => (value as Frame).data.settled)).toEqual([1, 1, 1]);
    for (const answer of answers) answer.destroy();
  });

  it('says it to each in their language, and asks once for all of them', async () => {
    fake.answers['GetCampaign'] = () => ({ id: 'c1', settled, revision: 1, remedy: 'Resume the campaign.' });
    const sources = (await Promise.all(['en', 'pt-BR', 'es'].map((language) => open('admin', language)))).map(frames);
    await Promise.all(sources.map((source) => source.next()));
    settled = 1;
    const before = fake.dispatched.length;
    await clock.advance(250);
    expect(fake.dispatched.length - before).toBe(1);
    const next = await Promise.all(sources.map((source) => source.next()));
    expect(next.map(({ value }) => (value as { data: object }).data)).toEqual([
      expect.objectContaining({ settled: 1, remedy: 'Resume the campaign.' }),
      expect.objectContaining({ settled: 1, remedy: 'Retome a campanha.' }),
      expect.objectContaining({ settled: 1, remedy: 'Reanude la campaña.' }),
    ]);
  });

  it('gives a sign of life every 15 seconds', async () => {
    const answer = await open();
    const text: string[] = [];
    answer.setEncoding('utf8').on('data', (chunk: string) => text.push(chunk));
    for (let at = 0; at < 61; at++) await clock.advance(250);
    await until(() => text.join('').includes(': still here\n\n'));
    answer.destroy();
  });

  it('ends when the key is revoked', async () => {
    const source = frames(await open('operator'));
    await source.next();
    fake.revoked.add('operator');
    await clock.advance(250);
    expect((await source.next()).done).toBe(true);
  });

  it('stops asking when the client is gone', async () => {
    const dropped = await open();
    await frames(dropped).next();
    dropped.destroy();
    const asks = async () => {
      const before = fake.dispatched.length;
      await clock.advance(250);
      return fake.dispatched.length - before;
    };
    let tries = 0;
    while ((await asks()) > 0 && tries < 1000) tries++;
    expect(tries).toBeLessThan(1000);
    expect(await asks()).toBe(0);
  });

  it('refuses what the query refuses, as a problem', async () => {
    fake.answers['GetCampaign'] = new Error('boom');
    const answer = await open();
    expect(answer.statusCode).toBe(500);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    answer.resume();
  });

  it.each([
    ['a store that is away', new Unavailable('away')],
    ['views that are being made', new ViewsBeingMade('operational', '1', '2')],
  ])('goes on over %s for a moment', async (_, away) => {
    const source = frames(await open());
    await source.next();
    fake.answers['GetCampaign'] = away;
    await clock.advance(500);
    fake.answers['GetCampaign'] = () => ({ id: 'c1', settled: 9, revision: 1 });
    await clock.advance(250);
    expect((await source.next()).value).toMatchObject({ data: { settled: 9 } });
  });
});

/** Looks again with every turn of the event loop. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
