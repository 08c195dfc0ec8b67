import { NUMBER, type GraphRefusal } from '../testing/bench';
import { AppBench, APP, SOURCE } from './testing/app-bench';

describe('connecting an app', () => {
  const app = new AppBench();
  beforeAll(() => app.start({ scenario: 'instant' }));
  afterAll(() => app.stop());

  it('tries the address with a first event, and the headers that were asked for', async () => {
    const { status, body } = await app.connect({ headers: { 'x-hook-key': 'secret' } });
    expect([status, body]).toMatchObject([200, { id: APP, status: 'CONNECTED', throughput: 20 }]);
    const { body: event, headers } = app.receiver.callbacks.at(-1)!;
    expect(event).toMatchObject({
      ...{ app: 'AuroraLoja', version: 2, type: 'user-event' },
      payload: { phone: 'callbackSetPhone', type: 'sandbox-start' },
    });
    expect(headers['x-hook-key']).toBe('secret');
  });

  it('says that the address was not taken, and leaves callbacks where they were', async () => {
    app.receiver.answers.push(404);
    expect(await app.connect()).toMatchObject({
      status: 422,
      body: {
        error: {
          message: `app ${APP} is known, but its callbacks were not registered: the receiver answered the first event with 404`,
        },
      },
    });
    expect((await app.connect({ webhookUrl: 'ftp://x' })).status).toBe(422);
    await app.told((await app.send('5511900001001')).body.messageId, 4);
  });

  it.each<[object, number, string]>([
    [{ provider: 'twilio' }, 400, 'provider must be one of cloud-api, gupshup, not "twilio"'],
    [{ accessToken: 'x' }, 400, 'unknown field accessToken'],
    [{ source: 'Loja' }, 400, 'source must be an international number'],
    [{ callbackVersion: 'v1' }, 400, 'callbackVersion must be one of v2, v3, not "v1"'],
    [{ headers: { a: 1 } }, 400, 'headers must be an object of texts'],
    [{ messagesPerSecond: 0 }, 400, 'messagesPerSecond must be a number above 0'],
    [{ moreSubscriptions: [1] }, 400, 'moreSubscriptions must be a list of objects'],
    [{ moreSubscriptions: Array(5).fill({ webhookUrl: 'http://x' }) }, 400, 'an app has at most 5 subscriptions'],
  ])('refuses %j', async (changes, status, message) => {
    const answer = await app.connect<GraphRefusal>(changes);
    expect([answer.status, answer.body.error.message]).toEqual([status, message]);
  });

  it('refuses modes that there are not, a number of the other provider, and an app of the same name and key', async () => {
    expect((await app.connect<GraphRefusal>({ modes: ['SOME'] })).body.error.message).toMatch(
      /^modes must be a list of MESSAGE, /,
    );
    expect((await app.connect({}, NUMBER)).status).toBe(409);
    expect((await app.bench.connect({}, APP)).status).toBe(409);
    expect((await app.connect({}, 'other')).status).toBe(409);
  });

  it('tells two subscriptions, one of them in the words of Meta', async () => {
    const more = {
      webhookUrl: app.receiver.url,
      callbackVersion: 'v3',
      modes: ['ENQUEUED', 'SENT', 'READ', 'FAILED', 'MESSAGE'],
    };
    await app.connect({ moreSubscriptions: [more] });
    const { messageId } = (await app.send('5511900001002')).body;
    const failing = (await app.send('5511900000021')).body.messageId;
    interface Change {
      readonly field: string;
      readonly value: { readonly statuses?: Record<string, unknown>[]; readonly messages?: object[] };
    }
    const changes = () =>
      app.receiver.callbacks
        .filter(({ body }) => body.gs_app_id === APP)
        .flatMap(({ body }) => (body.entry as { changes: Change[] }[])[0]!.changes);
    const statuses = (gsId: string) =>
      changes().flatMap(({ value }) => value.statuses?.filter(({ gs_id }) => gs_id === gsId) ?? []);
    await app.receiver.until(() => statuses(messageId).length === 3 && statuses(failing).length === 1);
    const [enqueued, sent, read] = statuses(messageId);
    expect([enqueued!.status, sent!.status, read!.status]).toEqual(['enqueued', 'sent', 'read']);
    expect(sent).toMatchObject({ id: enqueued!.id, recipient_id: '5511900001002', pricing: { category: 'utility' } });
    expect(statuses(failing)).toMatchObject([{ id: failing, status: 'failed', errors: [{ code: 1002 }] }]);
    await app.bench.control('POST', '/inbound', {
      from: '5511900001002',
      to: SOURCE,
      text: 'Oi',
      contextId: messageId,
    });
    const messages = () => changes().flatMap(({ value }) => value.messages ?? []);
    await app.receiver.until(() => messages().length > 0);
    expect(messages()).toMatchObject([{ type: 'text', text: { body: 'Oi' }, context: { id: sent!.id } }]);
    expect((await app.told(messageId, 4)).length).toBe(4);
  });
});
