import { makeTenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';

describe('a body of more elements than the platform sends', () => {
  let engine: SmallEngine;
  beforeAll(async () => {
    engine = await openSmallEngine();
  });
  afterAll(() => engine.close());

  it('is taken in whole, and not all at once: whoever signs one with a secret of their own must not stop everything else', async () => {
    const { senderId } = await makeTenant(engine);
    const { foreign, post } = await openWebhooks(engine);
    let underWay = 0;
    let most = 0;
    let taken = 0;
    jest.spyOn(foreign, 'received').mockImplementation(async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      taken += 1;
    });
    const statuses = Array.from({ length: 1500 }, (_, n) => ({
      id: `wamid.${n}`,
      status: 'sent',
      timestamp: '1795258801',
    }));
    const metadata = { display_phone_number: '5511900009999', phone_number_id: '999' };
    await post(senderId, webhook('messages', { metadata, statuses }, { id: '999' }));
    expect(taken).toBe(1500);
    expect(most).toBeLessThanOrEqual(1000);
  });
});
