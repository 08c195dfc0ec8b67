import { ACCOUNT, Bench, NUMBER, type GraphRefusal } from './testing/bench';
import { type Receiver } from './testing/receiver';

const known = ['/reset', '/knobs', `/number/${NUMBER}/connect`, '/template/invoice/pause', '/inbound'];

describe('the control API', () => {
  const bench = new Bench();
  beforeAll(() => bench.start({ scenario: 'instant' }));
  afterAll(() => bench.stop());

  const told = async (field: string, matches: object): Promise<void> => {
    const find = ({ changes }: Receiver) => changes.findLast((change) => change.field === field)?.value;
    await bench.receiver.until((receiver) => {
      const value = find(receiver);
      return (
        value !== undefined &&
        Object.entries(matches).every(([key, wanted]) => JSON.stringify(value[key]) === JSON.stringify(wanted))
      );
    });
    expect(find(bench.receiver)).toMatchObject(matches);
  };

  it.each<[string, string, object | undefined, number, string]>([
    ['POST', '/reset', { scenario: 'calm' }, 400, 'scenario must be one of instant, default, hostile, not "calm"'],
    ['POST', '/reset', { speed: 0 }, 400, 'speed must be a number above 0, not 0'],
    ['POST', '/reset', { sped: 1 }, 400, 'unknown field sped'],
    ['POST', '/reset', { seed: null }, 400, 'seed must be a number or a text'],
    ['PATCH', '/knobs', { lost: 1 }, 400, 'unknown knob "lost"'],
    ['POST', '/number/1/connect', {}, 400, 'displayPhoneNumber must be a text that is not empty'],
    ['POST', '/number/1/connect', { displayPhoneNumber: 'x', colour: 1 }, 400, 'unknown field colour'],
    ['POST', '/number/1/quality', { quality: 'RED' }, 404, 'no number 1 is connected'],
    [
      'POST',
      `/number/${NUMBER}/quality`,
      { quality: 'PINK' },
      400,
      'quality must be one of GREEN, YELLOW, RED, UNKNOWN, not "PINK"',
    ],
    ['POST', `/number/${NUMBER}/restrict`, { code: 1 }, 400, 'code must be one of 368, 131031, not 1'],
    ['POST', '/template/nothing/pause', undefined, 404, 'no template nothing is known'],
    ['POST', '/template/invoice/pause', { language: 'en' }, 404, 'no template invoice in en is known'],
    ['POST', '/template/x/approve', { name: 'y', components: [] }, 400, 'name must be "x" as in the address, not "y"'],
    [
      'POST',
      '/template/x/approve',
      { language: 'pt_BR', category: 'NEWS', components: [] },
      400,
      'category must be MARKETING, UTILITY or AUTHENTICATION',
    ],
    [
      'POST',
      '/inbound',
      { from: '+5511900001111', to: NUMBER },
      400,
      'exactly one of text, button and media is wanted',
    ],
    ['POST', '/inbound', { from: 'ana', to: NUMBER, text: 'Oi' }, 400, 'from must be an international number'],
    ['POST', '/inbound', { from: '+5511900001111', to: '1', text: 'Oi' }, 404, 'no number 1 is connected'],
    ['GET', '/requests?since=yesterday', undefined, 400, 'since must be milliseconds or an instant, not "yesterday"'],
    ['GET', '/nothing', undefined, 404, 'there is no GET /__sim/nothing'],
    ['DELETE', '/knobs', undefined, 405, '/knobs takes GET, PATCH, not DELETE'],
  ])('%s %s %j: %d', async (method, path, body, status, message) => {
    const answer = await bench.control<{ error: { message: string } }>(method, path, body);
    expect([answer.status, answer.body.error.message]).toEqual([status, message]);
  });

  it.each(known)('%s wants the token', async (path) => {
    expect((await bench.graph('POST', `/../__sim${path}`, {}, 'wrong')).status).toBe(401);
  });

  it('turns and lists knobs, and nothing of a request with a mistake in it', async () => {
    expect((await bench.control('PATCH', '/knobs', { batchSize: 20 })).body).toMatchObject({
      batchSize: 20,
      hangSeconds: 30,
    });
    await bench.control('PATCH', '/knobs', { batchSize: 5, lostRate: 7 });
    expect((await bench.control('GET', '/knobs')).body).toMatchObject({ batchSize: 20, lostRate: 0 });
  });

  it('pauses, disables and approves a template, on the wire and in webhooks', async () => {
    const code = async (): Promise<number | undefined> =>
      (await bench.send<Partial<GraphRefusal>>('+5511900001111')).body.error?.code;
    const update = 'message_template_status_update';
    await bench.control('POST', '/template/invoice/pause');
    await told(update, { event: 'PAUSED', message_template_name: 'invoice', message_template_language: 'pt_BR' });
    expect(await code()).toBe(132015);
    const listed = await bench.graph<{ data: { id: string; status: string }[] }>(
      'GET',
      `/${ACCOUNT}/message_templates?fields=id,status`,
    );
    expect(listed.body.data).toEqual([{ id: expect.any(String) as string, status: 'PAUSED' }]);
    expect((await bench.graph('POST', `/${listed.body.data[0]!.id}/unpause`)).body).toEqual({ success: true });
    await told(update, {
      event: 'APPROVED',
      other_info: { title: 'UNPAUSE', description: 'Unpaused by the business.' },
    });
    expect(await code()).toBeUndefined();
    await bench.control('POST', '/template/invoice/disable');
    await told(update, { event: 'DISABLED' });
    expect(await code()).toBe(132016);
    await bench.control('POST', '/template/invoice/approve');
    await told(update, { event: 'APPROVED' });
    expect(await code()).toBeUndefined();
  });

  it('restricts the account of a number and frees it', async () => {
    for (const [code, event] of [
      [368, 'ACCOUNT_RESTRICTION'],
      [131031, 'DISABLED_UPDATE'],
    ] as const) {
      await bench.control('POST', `/number/${NUMBER}/restrict`, { code });
      await told('account_update', { event });
      const answer = await bench.send<GraphRefusal>('+5511900001111');
      expect([answer.status, answer.body.error.code]).toEqual([403, code]);
    }
    await bench.control('POST', `/number/${NUMBER}/restrict`, { lifted: true });
    expect((await bench.send('+5511900001111')).status).toBe(200);
  });

  it('changes quality and tier', async () => {
    await bench.control('POST', `/number/${NUMBER}/quality`, { quality: 'RED' });
    await told('phone_number_quality_update', { event: 'FLAGGED' });
    await bench.control('POST', `/number/${NUMBER}/tier`, { tier: 'TIER_10K' });
    await told('business_capability_update', { max_daily_conversations_per_business: 10_000 });
    await told('phone_number_quality_update', { event: 'DOWNGRADE', current_limit: 'TIER_10K' });
    const fields = 'quality_rating,whatsapp_business_manager_messaging_limit,throughput';
    expect((await bench.graph('GET', `/${NUMBER}?fields=${fields}`)).body).toEqual({
      id: NUMBER,
      quality_rating: 'RED',
      whatsapp_business_manager_messaging_limit: 'TIER_10K',
      throughput: { level: 'STANDARD' },
    });
  });

  it.each([
    [{ text: 'Olá' }, { type: 'text', text: { body: 'Olá' } }],
    [
      { button: { text: 'Sim', payload: 'S' }, contextId: 'wamid.X' },
      { button: { text: 'Sim', payload: 'S' }, context: { id: 'wamid.X' } },
    ],
    [
      { media: { type: 'image', mimeType: 'image/png', caption: 'ã' } },
      { type: 'image', image: { mime_type: 'image/png', caption: 'ã' } },
    ],
  ])('lets a person write %j', async (content, expected) => {
    const { body } = await bench.control('POST', '/inbound', {
      from: '+55 11 90000-1111',
      to: '+551133330000',
      ...content,
    });
    await bench.receiver.until(({ messages }) => messages.some(({ id }) => id === body.messageId));
    expect(bench.receiver.messages.find(({ id }) => id === body.messageId)).toMatchObject({
      from: '5511900001111',
      ...expected,
    });
    // Whatever a person writes stands in the ledger, whoever made it write.
    const { type } = bench.receiver.messages.find(({ id }) => id === body.messageId)!;
    expect((await bench.written()).filter(({ messageId }) => messageId === body.messageId)).toMatchObject([
      { handset: '+5511900001111', number: NUMBER, type },
    ]);
  });

  it('says when a handshake fails, and leaves webhooks where they were', async () => {
    bench.receiver.refusesHandshake = true;
    const answer = await bench.connect<{ error: { message: string } }>();
    expect([answer.status, answer.body.error.message]).toEqual([
      422,
      `number ${NUMBER} is known, but its webhooks were not registered: the receiver answered the handshake with 403 instead of 200`,
    ]);
    expect((await bench.connect({ webhookUrl: 'ftp://x' })).status).toBe(422);
    bench.receiver.refusesHandshake = false;
    const before = bench.receiver.statuses.length;
    await bench.send('+5511900001111');
    await bench.receiver.until(({ statuses }) => statuses.length === before + 3);
  });

  it('starts again: empty ledger, usual knobs, everything lifted, connections kept', async () => {
    await bench.control('POST', '/template/invoice/pause');
    await bench.control('POST', `/number/${NUMBER}/restrict`);
    expect((await bench.control('POST', '/reset', { seed: 's', speed: 5, scenario: 'instant' })).body).toEqual({
      seed: 's',
      speed: 5,
      scenario: 'instant',
    });
    expect(await bench.ledger()).toEqual([]);
    expect(await bench.requests()).toEqual([]);
    expect((await bench.control('GET', '/metrics')).body).toEqual({
      requests: 0,
      webhooks: { sent: 0, acknowledged: 0, waiting: 0, refused: 0 },
      waiting: 0,
    });
    expect((await bench.control('GET', '/knobs')).body).toMatchObject({ batchSize: 200 });
    expect((await bench.send('+5511900001111')).status).toBe(200);
  });
});
