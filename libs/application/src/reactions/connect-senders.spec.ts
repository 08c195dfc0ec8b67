import { setMaxListeners } from 'node:events';
import { RegisterSender } from '../senders/register-sender';
import { makeTenant, number, SENDER, type Tenant } from '../testing/scenario';
import { senderOf } from '../testing/streams';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { connectSenders } from './connect-senders';

const FACTS = { connected: true, quality: 'GREEN', tier: 1000, throughput: 80 } as const;

describe('numbers that the platform did not confirm', () => {
  let engine: SmallEngine;
  let tenant: Tenant;

  beforeEach(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
    const error = { code: '190', title: '', details: '' };
    engine.platform.facts = { error };
  });
  afterEach(() => engine.close());

  async function register(n: number): Promise<string> {
    const { subaccountId } = tenant;
    const connection = { ...SENDER.connection, phoneNumberId: `10${n}` };
    const input = { subaccountId, ...SENDER, name: `Number ${n}`, phone: number(n), connection };
    return (await engine.run(new RegisterSender(engine.command(), input))).id;
  }

  it('are asked about although others hang or fail, each less and less often', async () => {
    const ids: string[] = [];
    for (let n = 10; n < 60; n++) ids.push(await register(n));
    await engine.views.project();
    const [failing] = ids;
    const good = ids.at(-1)!;
    const asked: string[] = [];
    const inspect = async (senderId: string) => {
      asked.push(senderId);
      if (senderId === good) return FACTS;
      if (senderId === failing) throw new Error('the credentials cannot be opened');
      await engine.clock.sleep(10_000);
      return { error: { code: 'ENG_TIMEOUT', title: '', details: '' } };
    };
    const { store, views, clock, random } = engine;
    const reaction = connectSenders(store, views.operational, { inspect }, clock, random);
    const failures: unknown[] = [];
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const looking = reaction.look(stop.signal, (error) => failures.push(error));
    const isConnected = async () => (await senderOf(engine, good)).status === 'connected';
    for (let second = 0; second < 60 && !(await isConnected()); second++) await clock.advance(1000);
    expect(await isConnected()).toBe(true);
    await views.project();
    for (let second = 0; second < 1800; second++) await clock.advance(1000);
    expect(failures.length).toBeGreaterThan(0);
    expect(new Set(asked).size).toBe(ids.length);
    expect(asked.filter((id) => id === failing).length).toBeGreaterThanOrEqual(3);
    expect(asked.filter((id) => id === failing).length).toBeLessThan(16);
    stop.abort();
    await clock.advance(20_000);
    await looking;
  });
});
