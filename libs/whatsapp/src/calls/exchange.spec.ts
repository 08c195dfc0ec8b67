import { VirtualClock } from '@arauto/clock';
import type { Dispatcher } from 'undici';
import { type Exchange, ExchangeHandler } from './exchange';

const controller = {
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  aborted: false,
  paused: false,
  reason: null,
} satisfies Dispatcher.DispatchController;

function start(mayWrite: () => boolean = () => true) {
  const exchanges: Exchange[] = [];
  const clock = new VirtualClock();
  const handler = new ExchangeHandler(
    { mayWrite, timeoutMs: 1000 },
    clock,
    (exchange) => exchanges.push(exchange),
    (error) => {
      throw error;
    },
  );
  return { exchanges, clock, handler };
}

describe('exchange', () => {
  it('refuses to be written a second time, and calls the first writing unanswered', () => {
    let asked = 0;
    const { handler, exchanges } = start(() => ++asked > 0);
    handler.onRequestStart(controller);
    expect(() => handler.onRequestStart(controller)).toThrow();
    expect(asked).toBe(1);
    expect(exchanges).toMatchObject([{ kind: 'unanswered' }]);
  });

  it('answers once, whatever comes after', async () => {
    const { handler, exchanges, clock } = start();
    handler.onRequestStart(controller);
    handler.onResponseStart(controller, 200);
    handler.onResponseData(controller, Buffer.from('{"a":'));
    handler.onResponseData(controller, Buffer.from('1}'));
    handler.onResponseEnd();
    handler.onResponseError(controller, new Error('late'));
    await clock.advance(5000);
    expect(exchanges).toEqual([{ kind: 'answered', status: 200, body: Buffer.from('{"a":1}') }]);
  });

  it('takes what has come by the time-out, whichever of the two is looked at first', async () => {
    const { handler, exchanges, clock } = start();
    handler.onRequestStart(controller);
    clock.after(1000, () => {
      handler.onResponseStart(controller, 200);
      handler.onResponseData(controller, Buffer.from('{}'));
      handler.onResponseEnd();
    });
    await clock.advance(5000);
    expect(exchanges).toEqual([{ kind: 'answered', status: 200, body: Buffer.from('{}') }]);
  });

  it('gives up at the time-out, and not later', async () => {
    const { handler, exchanges, clock } = start();
    handler.onRequestStart(controller);
    await clock.advance(999);
    expect(exchanges).toEqual([]);
    await clock.advance(1);
    expect(exchanges).toEqual([{ kind: 'unanswered', why: 'no answer within 1000 ms' }]);
  });

  it('leaves no timer behind', async () => {
    const { handler, exchanges, clock } = start();
    handler.onRequestStart(controller);
    handler.onResponseError(controller, Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    await clock.advance(5000);
    expect(exchanges).toEqual([{ kind: 'unanswered', why: 'ECONNRESET: read ECONNRESET' }]);
  });

  it('names the first of several addresses that could not be reached', () => {
    const { handler, exchanges } = start();
    const error = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:9')]), {
      code: 'ECONNREFUSED',
    });
    handler.onResponseError(controller, error);
    expect(exchanges).toEqual([{ kind: 'unreached', why: 'ECONNREFUSED: Error: connect ECONNREFUSED ::1:9' }]);
  });
});
