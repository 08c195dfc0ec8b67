import { buffer } from 'node:stream/consumers';
import { CODES } from './errors';
import { PHONE, World } from './world.builders';

describe('calls to the platform, by the real adapter', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.platform.person({ phone: PHONE, reads: 1 });
  });
  const arrived = async () => {
    await world.clock.advance(10_000);
    return world.platform.truth.receipts.length;
  };

  it('are answered with an id, and are true', async () => {
    const outcome = await world.send();
    const { truth } = world.platform;
    expect(outcome).toEqual({
      ...{ kind: 'accepted', as: 'accepted', messageId: truth.accepted[0]!.id, waId: '5511900001234' },
    });
    expect(truth.requests).toMatchObject([
      {
        ...{
          of: 'engine',
          number: '700100200300',
          to: PHONE,
          subscriber: '551100001234',
          template: 'invoice_reminder',
        },
        ...{ callbackData: 'm1|c1|k1|a1', decision: { kind: 'accepted', isHeld: false } },
        parameters: [{ type: 'body', parameters: [{ type: 'text', text: 'Açaí 🍇' }] }],
      },
    ]);
    expect(await arrived()).toBe(1);
  });

  it.each(CODES)('are refused with %s', async (code) => {
    Object.assign(world.callFaults, { refused: 1, codes: [code] });
    expect(await world.send()).toMatchObject({ kind: 'refused', error: { code: String(code) } });
    expect(world.platform.truth.requests).toMatchObject([{ decision: { kind: 'refused', code } }]);
    expect(await arrived()).toBe(0);
  });

  it.each(CODES)('are taken, and fail with %s', async (code) => {
    Object.assign(world.callFaults, { failsLater: 1, codes: [code] });
    expect(await world.send()).toMatchObject({ kind: 'accepted' });
    expect(await arrived()).toBe(0);
    expect(world.told).toEqual([`failed ${code}`]);
  });

  it.each([
    ['unreachable', 'unreached', 0, 0],
    ['lostBeforeWrite', 'unreached', 0, 0],
    ['cut', 'unknown', 0, 0],
    ['cutAfterArrival', 'unknown', 1, 1],
    ['silent', 'unknown', 0, 0],
    ['silentAfterArrival', 'unknown', 1, 1],
    ['empty', 'unknown', 1, 1],
    ['garbled', 'unknown', 1, 1],
    ['withoutId', 'unknown', 1, 1],
    ['broken', 'unknown', 1, 0],
    ['brokenAfterwards', 'unknown', 1, 1],
    ['offeredAgain', 'unknown', 1, 1],
  ])('with the fault %s are %s', async (fault, outcome, requests, receipts) => {
    Object.assign(world.callFaults, { [fault]: 1 });
    for (let n = 0; n < 3; n++) expect(await world.send()).toMatchObject({ kind: outcome });
    await world.clock.advance(10_000);
    const { truth } = world.platform;
    expect([truth.requests.length, await arrived()]).toEqual([3 * requests, 3 * receipts]);
  });

  it('are throttled, with an error that says so or without one', async () => {
    world.callFaults.throttled = 1;
    const outcomes = new Set<string>();
    for (let n = 0; n < 20; n++) {
      const outcome = await world.send();
      outcomes.add('error' in outcome ? `${outcome.kind} ${outcome.error.code}` : outcome.kind);
    }
    expect([...outcomes].sort()).toEqual(['refused 130429', 'refused 4', 'refused 80007', 'unknown ENG_AMBIGUOUS']);
    expect(await arrived()).toBe(0);
  });

  it('take longer than anybody waits', async () => {
    world.callFaults.slow = 1;
    expect(await world.send(PHONE, { timeoutMs: 500 })).toMatchObject({ kind: 'unknown' });
    expect(await arrived()).toBe(1);
  });

  it('wait for a connection before the last word', async () => {
    world.callFaults.queued = 1;
    const from = world.clock.now();
    let asked = 0;
    await world.send(PHONE, { mayWrite: () => (asked = world.clock.now()) > 0 });
    expect(asked - from).toBeGreaterThanOrEqual(500);
    expect(world.platform.truth.requests).toHaveLength(1);
  });

  it('are not written when the last word is no', async () => {
    expect(await world.send(PHONE, { mayWrite: () => false })).toEqual({ kind: 'withdrawn' });
    expect(world.platform.truth.requests).toEqual([]);
  });

  it('need a token, and a number of its app', async () => {
    const foreign = world.open({ accessToken: 'other' });
    expect(await world.send(PHONE, { adapter: foreign })).toMatchObject({ kind: 'refused', error: { code: '190' } });
    const nobody = world.open({ phoneNumberId: '7' });
    expect(await world.send(PHONE, { adapter: nobody })).toMatchObject({ kind: 'refused', error: { code: '100' } });
    expect(world.platform.truth.requests).toMatchObject([
      { number: '700100200300', decision: { code: 190 } },
      { number: '7', decision: { code: 100 } },
    ]);
  });

  it('tell of the number', async () => {
    const provider = world.open();
    expect(await world.soon(provider.inspect())).toEqual({
      ...{ connected: true, quality: 'GREEN', tier: null, throughput: 80 },
    });
    world.platform.changeTier(world.portfolio(), 2000);
    world.platform.changeNumberStatus(world.number(), 'RESTRICTED');
    world.platform.upgradeThroughput(world.number());
    world.platform.changeQuality(world.number(), 'RED');
    expect(await world.soon(provider.inspect())).toEqual({
      ...{ connected: false, quality: 'RED', tier: 2000, throughput: 1000 },
    });
  });

  it('list templates, page by page', async () => {
    const provider = world.open();
    for (let n = 0; n < 250; n++) {
      world.platform.template(world.account(), { name: `t${n}`, language: 'es', status: 'PENDING', components: [] });
    }
    const listed = await world.soon(provider.templates());
    if ('error' in listed) throw new Error(listed.error.details);
    expect(listed.map(({ name }) => name)).toEqual([
      'invoice_reminder',
      ...Array.from({ length: 250 }, (_, n) => `t${n}`),
    ]);
    expect(listed[0]).toMatchObject({ status: 'approved', category: 'MARKETING', parameterFormat: 'positional' });
    expect(listed[1]).toMatchObject({ status: 'pending', language: 'es' });
  });

  it('list them in shorter pages than were asked for, of which only the last has none after it', async () => {
    world.callFaults.shortPages = 1;
    world.template();
    for (let n = 0; n < 30; n++) {
      world.platform.template(world.account(), { name: `t${n}`, language: 'es', components: [] });
    }
    const names: string[] = [];
    let next: string | undefined = '/v25.0/900800700/message_templates?limit=20';
    let pages = 0;
    while (next !== undefined) {
      const page = await ask(world, next);
      names.push(...page.data.map(({ name }) => name));
      next = page.paging.next?.replace('https://graph.facebook.com', '');
      pages += 1;
    }
    expect([new Set(names).size, names.length, pages]).toEqual([31, 31, 4]);
  });

  it('hand out files, for seven days', async () => {
    const provider = world.open();
    const { platform } = world;
    const content = Buffer.alloc(300_000, 'arauto');
    const file = platform.file(world.number(), 'image', 'image/png', content, { caption: 'look' });
    const { id } = file.content as { id: string };
    const media = await world.soon(provider.media(id));
    if ('error' in media) throw new Error(media.error.details);
    expect(media).toMatchObject({ mimeType: 'image/png', bytes: 300_000 });
    expect((await world.soon(buffer(media.content))).equals(content)).toBe(true);
    expect(await world.soon(provider.media('7'))).toMatchObject({ isGone: true });
    await world.clock.advance(7 * 86_400_000);
    expect(await world.soon(provider.media(id))).toMatchObject({ isGone: true });
  });

  it.each([
    ['close', ['written', 'answered']],
    ['destroy', ['written', 'failed']],
    ['die', ['written']],
  ] as const)('have this told of them after %s, and none follows', async (end, told) => {
    const connections = world.platform.dispatcher('somebody', world.callFaults);
    const seen: string[] = [];
    const get = { method: 'GET', path: `/v25.0/${world.number().id}`, headers: [], body: null } as const;
    const handler = {
      onRequestStart: () => void seen.push('written'),
      onResponseEnd: () => void seen.push('answered'),
      onResponseError: () => void seen.push('failed'),
    };
    connections.dispatch(get, handler);
    while (seen.length === 0) await world.clock.advance(1);
    let isClosed = false;
    void Promise.resolve(connections[end]()).then(() => (isClosed = true));
    await world.clock.advance(0);
    expect(isClosed).toBe(end !== 'close');
    await world.clock.advance(5000);
    expect([isClosed, ...seen]).toEqual([true, ...told]);
    expect(connections.dispatch(get, {})).toBe(false);
  });
});

interface Page {
  readonly data: readonly { readonly name: string }[];
  readonly paging: { readonly next?: string };
}

async function ask(world: World, path: string): Promise<Page> {
  const connections = world.platform.dispatcher('somebody', world.callFaults);
  const answer = new Promise<Page>((resolve, reject) => {
    connections.dispatch(
      { method: 'GET', path, headers: ['authorization', 'Bearer token'], body: null },
      {
        onResponseData: (_, chunk) => resolve(JSON.parse(chunk.toString()) as Page),
        onResponseError: (_, error) => reject(error),
      },
    );
  });
  return world.soon(answer);
}
