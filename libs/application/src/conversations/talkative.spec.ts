import { inboundView } from '@arauto/read-models/operational';
import type { ReplyAttribution } from '../reactions/attribute-replies';
import { makeAttribution, settle } from '../testing/attribution';
import { makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';

const MESSAGES = 10_000;
const BLOCK = 500;
/** Messages of one webhook. */
const TOGETHER = 20;
const WAITING = [{ field: 'waitsSince' }, { field: 'receivedAt' }] as const;

/** What was asked of stores: calls, and events, rows and entries that they answered. */
interface Asked {
  calls: number;
  answered: number;
}

/** A store that counts what is asked of it. */
function counting<Store extends object>(store: Store, asked: Asked): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        asked.calls++;
        return counted(Reflect.apply(value, target, args), asked);
      };
    },
  });
}

function counted(answer: unknown, asked: Asked): unknown {
  if (answer instanceof Promise) return answer.then((value: unknown) => counted(value, asked));
  if (Array.isArray(answer)) asked.answered += answer.length;
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer;
  const items = answer as AsyncIterable<unknown>;
  async function* passing() {
    for await (const item of items) {
      asked.answered++;
      yield item;
    }
  }
  // What it says of itself beside its items, and not its own iterator, which nothing counts.
  return { ...answer, [Symbol.asyncIterator]: passing };
}

describe('a person who writes without end', () => {
  const asked: Asked = { calls: 0, answered: 0 };
  let engine: SmallEngine;
  let tenant: Tenant;
  let attribution: ReplyAttribution;
  let post: (body: unknown) => Promise<void>;
  let written = 0;

  beforeAll(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
    const store = counting(engine.store, asked);
    const vault = counting(engine.vault, asked);
    const views = Object.assign(Object.create(engine.views) as typeof engine.views, {
      operational: counting(engine.views.operational, asked),
      reporting: counting(engine.views.reporting, asked),
    });
    const webhooks = await openWebhooks({ ...engine, store, vault, views });
    post = (body) => webhooks.post(tenant.senderId, body);
    attribution = makeAttribution({ ...engine, store, vault, views });
  });
  afterAll(() => engine.close());

  /** Messages one after the other, which are attributed and in the views when it resolves. */
  async function writes(count: number): Promise<Asked> {
    Object.assign(asked, { calls: 0, answered: 0 });
    for (let left = count; left > 0; left -= TOGETHER) {
      await engine.clock.advance(1000);
      const timestamp = String(Math.floor(engine.clock.now() / 1000));
      const messages = Array.from({ length: TOGETHER }, () => ({
        ...{ from: number(1).slice(1), id: `wamid.MO${++written}`, timestamp },
        ...{ type: 'text', text: { body: 'e mais uma coisa' } },
      }));
      await post(webhook('messages', { messages }));
    }
    await settle(engine, attribution);
    return { ...asked };
  }

  it('costs as many calls, and as much that they answer, for the last 500 of 10,000 messages as for those after the first thousand', async () => {
    // Of which all is remembered: they need one look-up less.
    const first = await writes(BLOCK);
    await writes(BLOCK);
    await writes(BLOCK);
    const early = await writes(BLOCK);
    while (written < MESSAGES - BLOCK) await writes(BLOCK);
    const last = await writes(BLOCK);
    expect(written).toBe(MESSAGES);
    const where = [{ field: 'waitsSince', set: true }] as const;
    expect(await engine.views.operational.find(inboundView, { where, sort: WAITING, limit: 1 })).toEqual([]);
    expect(first.calls).toBeGreaterThan(BLOCK);
    expect(last.calls / early.calls).toBeLessThan(1.05);
    expect(last.answered / early.answered).toBeLessThan(1.05);
    expect(last.calls - first.calls).toBeLessThan(1.05 * BLOCK);
  }, 300_000);
});
