import { DAY, MINUTE, SECOND } from './durations';
import { contents } from './values';
import { kind, PHONE, World } from './world.builders';

describe('webhooks of the platform, read by the real adapter', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.platform.person({ phone: PHONE });
  });
  const person = () => world.platform.people.get('551100001234')!;
  const write = (
    ...[what, around]: [Parameters<typeof world.platform.write>[2], Parameters<typeof world.platform.write>[3]?]
  ) => world.platform.write(person(), world.number(), what, around);
  const later = (ms: number) => world.clock.advance(ms);

  it('are signed over their very bytes, in which nothing but ASCII is', async () => {
    write(contents.text('Não, obrigado 🍇'));
    await later(SECOND);
    const [request] = world.webhooks;
    expect(request!.body.toString()).toContain('N\\u00e3o, obrigado \\ud83c\\udf47');
    expect(kind.webhooks.verify(request!, { appSecret: 'secret' })).toBe(true);
    expect(kind.webhooks.verify(request!, { appSecret: 'other' })).toBe(false);
    expect(world.elements).toMatchObject([{ kind: 'inbound', text: 'Não, obrigado 🍇', from: '5511900001234' }]);
  });

  it.each([
    ['text', contents.text('oi'), { contentType: 'text', text: 'oi' }],
    ['button', contents.button('Sim', 'SIM'), { contentType: 'button', text: 'Sim', buttonPayload: 'SIM' }],
    ['button reply', contents.buttonReply('s', 'Sim'), { contentType: 'interactive', text: 'Sim', buttonPayload: 's' }],
    ['list reply', contents.listReply('s', 'Sim'), { contentType: 'interactive', text: 'Sim', buttonPayload: 's' }],
    ['flow', contents.flowReply('f', '{}'), { contentType: 'interactive', text: 'Sent', buttonPayload: 'f' }],
    ['reaction', contents.reaction('wamid.1', '👍'), { contentType: 'reaction', text: '👍', contextId: 'wamid.1' }],
    ['reaction taken back', contents.reaction('wamid.1'), { contentType: 'reaction', text: '', contextId: 'wamid.1' }],
    ['location', contents.location('Praça'), { contentType: 'location', text: 'Praça' }],
    ['contacts', contents.contacts('Marina'), { contentType: 'contacts', text: 'Marina' }],
    ['order', contents.order('two'), { contentType: 'order', text: 'two' }],
    ['unsupported', contents.unsupported(), { contentType: 'unsupported' }],
    [
      'edit',
      contents.edit('wamid.1', contents.text('oi!')),
      { kind: 'correction', originalId: 'wamid.1', now: { text: 'oi!' } },
    ],
    ['revoke', contents.revoke('wamid.1'), { kind: 'correction', originalId: 'wamid.1', now: null }],
  ])('tell of a %s', async (_, content, expected) => {
    const messageId = write(content);
    await later(SECOND);
    expect(world.elements).toMatchObject([{ messageId, from: '5511900001234', ...expected }]);
  });

  it.each([
    ['image', 'image/jpeg'],
    ['video', 'video/mp4'],
    ['audio', 'audio/ogg'],
    ['document', 'application/pdf'],
    ['sticker', 'image/webp'],
  ] as const)('tell of a file: %s', async (type, mimeType) => {
    write(world.platform.file(world.number(), type, mimeType, Buffer.from('x')));
    await later(SECOND);
    expect(world.elements).toMatchObject([{ contentType: type, media: { mimeType } }]);
  });

  it('tell what was quoted, and who came from an advertisement', async () => {
    write(contents.text('oi'), { quoting: 'wamid.1', referral: { source_type: 'ad' } });
    await later(SECOND);
    expect(world.elements).toMatchObject([{ contextId: 'wamid.1', referred: true }]);
  });

  it('name nobody by a phone who hides behind a username', async () => {
    world.platform.person({ phone: '+5511900009999', hidesPhone: true });
    const hidden = world.platform.people.get('551100009999')!;
    world.platform.write(hidden, world.number(), contents.text('oi'));
    await world.send('+5511900009999');
    await later(10 * SECOND);
    const { userId } = hidden.identityFor('portfolio');
    expect(world.elements).toMatchObject([
      { kind: 'inbound', userId, from: undefined },
      { kind: 'status', recipientUserId: userId, recipientId: undefined },
      { kind: 'status' },
    ]);
    expect(world.webhooks.map(({ body }) => body.toString()).join()).not.toContain('5511900009999"');
  });

  it('tell of a new number of the same person', async () => {
    const was = person();
    const { userId } = was.identityFor('portfolio');
    world.platform.changePhone(was, world.number(), '+5511900005555');
    await later(SECOND);
    const otherIds = ['5511900005555', was.identityFor('portfolio').userId, userId];
    expect(world.elements).toMatchObject([{ contentType: 'system', from: '5511900001234', userId, otherIds }]);
    await world.send('+5511900005555');
    await later(10 * SECOND);
    expect(world.platform.truth.receipts).toMatchObject([{ person: was }]);
  });

  it('tell of preferences, templates, numbers and accounts', async () => {
    const { platform } = world;
    const [template, number, account] = [world.template(), world.number(), world.account()];
    const steps = [
      () => platform.prefer(person(), number, 'stop'),
      () => platform.changeTemplateStatus(template, 'PAUSED', { title: 'FIRST_PAUSE' }),
      () => platform.changeTemplateCategory(template, 'UTILITY'),
      () => platform.changeTemplateQuality(template, 'RED'),
      () => platform.changeTier(world.portfolio(), 10_000),
      () => platform.upgradeThroughput(number),
      () => platform.changeQuality(number, 'RED'),
      () => platform.restrict(account, 'RESTRICTED_BIZ_INITIATED_MESSAGING', Date.parse('2026-12-01T00:00:00Z')),
      () => platform.restrict(account, 'DISABLE', null),
      () => platform.lift(account),
    ];
    for (const step of steps) {
      step();
      await later(SECOND);
    }
    const effects = world.elements.map((element) => {
      if (element.kind === 'account') return kind.webhooks.accountEffects(element);
      return element.kind === 'preference' ? element.value : kind.webhooks.templateEffect(element as never);
    });
    const until = Date.parse('2026-12-01T00:00:00Z');
    expect(effects).toEqual([
      'stop',
      { effect: 'status', status: 'paused' },
      { effect: 'category', category: 'UTILITY' },
      null,
      [{ effect: 'fact', fact: { tier: 10_000 } }],
      [
        { effect: 'fact', fact: { throughput: 1000 } },
        { effect: 'fact', fact: { tier: 10_000 } },
      ],
      [
        { effect: 'fact', fact: { quality: 'RED' } },
        { effect: 'fact', fact: { tier: 10_000 } },
      ],
      [{ effect: 'standing', topic: 'restriction', word: 'restricted', until }],
      [{ effect: 'standing', topic: 'ban', word: 'disabled', until: null }],
      [{ effect: 'standing', topic: 'ban', word: 'reinstated', until: null }],
    ]);
  });

  it('begin with a handshake', () => {
    const query = world.platform.handshake(world.app);
    expect(kind.webhooks.handshake?.(query, { verifyToken: 'verify' })).toBe(query['hub.challenge']);
    expect(kind.webhooks.handshake?.(query, { verifyToken: 'other' })).toBeNull();
  });

  it('come again until they are answered 200, for seven days', async () => {
    world.status = 500;
    write(contents.text('oi'));
    await later(MINUTE);
    world.status = undefined;
    await later(8 * DAY);
    const { tellings } = world.platform.truth;
    expect(tellings.length).toBeGreaterThan(10);
    expect(tellings.at(-1)!.at - tellings[0]!.at).toBeLessThan(7 * DAY);
    expect(world.platform.truth.toldAt(0)).toBeUndefined();
    world.status = 200;
    write(contents.text('oi'));
    await later(SECOND);
    expect(world.platform.truth.toldAt(1)).toBeDefined();
  });

  it('are lost, late, and told twice', async () => {
    world.webhookFaults.lost = 1;
    write(contents.text('lost'));
    Object.assign(world.webhookFaults, { lost: 0, late: 1, duplicated: 1 });
    write(contents.text('late'));
    await later(30 * SECOND);
    expect(world.webhooks).toEqual([]);
    await later(10 * DAY);
    expect(world.elements).toMatchObject([{ text: 'late' }, { text: 'late' }]);
    expect(world.platform.truth.lost).toEqual([0]);
  });

  it('overtake each other', async () => {
    world.webhookFaults.reordered = 0.5;
    for (let n = 0; n < 20; n++) write(contents.text(String(n)));
    await later(5 * MINUTE);
    const order = world.elements.map((element) => (element.kind === 'inbound' ? Number(element.text) : -1));
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(20);
  });

  it('come together, of several numbers and kinds, and suffer nothing from what is broken among them', async () => {
    Object.assign(world.webhookFaults, { batched: 1, broken: 1 });
    const second = world.platform.number(world.account(), { id: '2', display: '5511900000002', countryCode: '55' });
    for (let round = 0; round < 10; round++) {
      for (let n = 0; n < 6; n++)
        world.platform.write(person(), n % 2 ? second : world.number(), contents.text(`${n}`));
      world.platform.changeTemplateQuality(world.template(), 'GREEN');
      await later(10 * SECOND);
    }
    expect(world.webhooks.length).toBeLessThanOrEqual(20);
    const kinds = world.elements.map((element) => element.kind);
    expect(kinds.filter((each) => each === 'inbound')).toHaveLength(60);
    expect(kinds.filter((each) => each === 'template_quality')).toHaveLength(10);
    expect(kinds).toContain('malformed');
    expect(kinds).toContain('ignored');
  });

  it('overtake the answer to the call', async () => {
    world.webhookFaults.beforeAnswer = 1;
    const sent = world.send().then(() => world.told);
    expect(await sent).toContain('sent');
  });

  it('come to the address of another number', async () => {
    world.platform.number(world.account(), {
      id: '2',
      display: '5511900000002',
      countryCode: '55',
      address: '/webhooks/2',
    });
    world.webhookFaults.elsewhere = 1;
    write(contents.text('oi'));
    await later(SECOND);
    expect(world.webhooks.map(({ callback }) => callback)).toEqual(['/webhooks/2']);
  });

  it('of an older version have a conversation for each message', async () => {
    const old = new World();
    Object.assign(old.app, { webhookVersion: 23 });
    old.platform.person({ phone: PHONE });
    await old.send();
    await old.clock.advance(10 * SECOND);
    const bodies = old.webhooks.map(({ body }) => body.toString());
    expect(bodies[0]).toMatch(
      /"conversation":\{"id":"[0-9a-f]{32}","expiration_timestamp":"\d{10}","origin":\{"type":"marketing"\}\}/,
    );
    expect(bodies[1]).not.toContain('expiration_timestamp');
  });
});
