import { refusal } from '../testing/refusal';
import { makeCampaign, makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { SendTestMessage } from './send-test-message';

let engine: SmallEngine;
let tenant: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterAll(() => engine.close());

describe('test messages', () => {
  it('go to a contact outside the audience', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const send = (phone: string, name?: string) =>
      engine.run(new SendTestMessage(engine.command(), { campaignId, phone, name }));
    await expect(send(number(9))).rejects.toMatchObject(refusal('validation_failed', 'name', 'parameter_missing'));
    await expect(send('x', 'Ana')).rejects.toMatchObject(refusal('validation_failed', 'phone', 'phone_invalid'));
    expect(await send(number(9), 'Ana')).toMatchObject({ id: campaignId, contactId: 'test-1' });
    expect(await send(number(9), 'Ana')).toMatchObject({ contactId: 'test-2' });
    expect(engine.floor.tests).toEqual([`${campaignId}.test-1`, `${campaignId}.test-2`]);
  });

  it('are refused where the template cannot take their values', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const send = (name: string, amount: string) =>
      engine.run(new SendTestMessage(engine.command(), { campaignId, phone: number(9), name, parameters: { amount } }));
    await expect(send('Ana', 'x'.repeat(1024))).rejects.toMatchObject(
      refusal('validation_failed', 'parameters.amount', 'parameter_invalid'),
    );
    await expect(send('🍇'.repeat(1020), '1')).rejects.toMatchObject(
      refusal('validation_failed', 'name', 'parameter_invalid'),
    );
    await expect(send(' \u00a0', '1')).rejects.toMatchObject(refusal('validation_failed', 'name', 'parameter_missing'));
    expect(await send('Ana\nLu', `${'🍇'.repeat(700)}\n\n`)).toMatchObject({ contactId: 'test-1' });
  });

  it('are one for one request', async () => {
    const campaignId = await makeCampaign(engine, tenant);
    const context = engine.command({ idempotency: { commandId: 'test-once', bodyHash: 'b' } });
    const send = () => engine.run(new SendTestMessage(context, { campaignId, phone: number(9), name: 'Ana' }));
    expect(await send()).toEqual(await send());
    expect(engine.floor.tests.filter((each) => each.startsWith(campaignId))).toEqual([`${campaignId}.test-1`]);
  });
});
