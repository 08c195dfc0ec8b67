import { AppBench } from './gupshup/testing/app-bench';
import { type GraphRefusal } from './testing/bench';

const PHONE = '+5511900031001';
const DIGITS = PHONE.slice(1);

describe('failures that were ordered', () => {
  const app = new AppBench();
  const { bench } = app;

  beforeAll(() => app.start({ scenario: 'instant' }));
  afterAll(() => app.stop());

  const order = (body: object) => bench.control<{ error: { message: string } }>('POST', '/failure', body);

  it('refuse as many messages as were named, in any notation of the number, and no more', async () => {
    await order({ phone: '+55 11 90003-1001', code: 131042, when: 'answer', message: 'No card', times: 2 });
    for (let time = 0; time < 2; time++) {
      const refused = await bench.send<GraphRefusal>(PHONE);
      expect(refused.body.error).toMatchObject({ code: 131042, error_data: { details: 'No card' } });
    }
    expect((await bench.send(PHONE)).status).toBe(200);
    expect(await bench.ledger(`?phone=${DIGITS}`)).toHaveLength(1);
  });

  it('are told of later, and nothing arrives', async () => {
    const before = (await bench.ledger()).length;
    await order({ phone: PHONE, code: 133010, when: 'later' });
    await bench.send(PHONE);
    await bench.receiver.until(({ statuses }) => statuses.some(({ errors }) => errors?.[0]?.code === 133010));
    await order({ phone: PHONE, code: 1012, when: 'later' });
    const { messageId } = (await app.send(DIGITS)).body;
    const [event] = await app.told(messageId, 1);
    expect(event!.payload).toMatchObject({ id: messageId, type: 'failed', payload: { code: 1012 } });
    expect(await bench.ledger()).toHaveLength(before);
  });

  it('have the words that Gupshup is to say, whose refusals have no codes', async () => {
    await order({ phone: PHONE, code: 401, when: 'answer', message: 'Authentication Failed' });
    const answer = await app.send(DIGITS);
    expect([answer.status, answer.body]).toEqual([401, { status: 'error', message: 'Authentication Failed' }]);
  });

  it('are taken back, and end with a reset', async () => {
    await order({ phone: PHONE, code: 131042, when: 'answer' });
    await order({ phone: PHONE, code: 131042, when: 'answer', times: 0 });
    expect((await bench.send(PHONE)).status).toBe(200);
    await order({ phone: PHONE, code: 131042, when: 'answer' });
    await bench.control('POST', '/reset', { scenario: 'instant' });
    expect((await bench.send(PHONE)).status).toBe(200);
  });

  it.each([
    [{ code: 1, when: 'answer' }, 'phone must be a text that is not empty'],
    [{ phone: PHONE, when: 'answer' }, 'code must be a whole number, not undefined'],
    [{ phone: PHONE, code: 1, when: 'never' }, 'when must be one of answer, later, not "never"'],
    [{ phone: PHONE, code: 1, when: 'later', times: -1 }, 'times must be a whole number, not -1'],
  ])('are not made of %j', async (body, problem) => {
    const answer = await order(body);
    expect([answer.status, answer.body.error.message]).toEqual([400, problem]);
  });
});
